"""Modes that a verbal act takes from the act that it asks for, threatens or refuses. In: outer and inner type. Out: PLOVER mode or None."""

from __future__ import annotations

from collections.abc import Sequence

# PLOVER 2.0, sections on REQUEST, REJECT and THREATEN: what is asked for, refused or threatened makes the mode.
ASKED = {
    "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist",
    "RETREAT": "yield", "CONCEDE": "yield", "AGREE": "change", "SANCTION": "change", "COERCE": "change",
}  # fmt: skip
THREATENED = {
    "ASSAULT": "violence", "MOBILIZE": "violence", "COERCE": "restrict", "SANCTION": "restrict",
}  # fmt: skip
THREATENED_MODE = {
    ("SANCTION", "expel"): "expel",
    ("SANCTION", "withdraw"): "relations",
    ("COERCE", "arrest"): "arrest",
    ("COERCE", "deport"): "expel",
    ("COERCE", "seize"): "territory",
}


def mode_from_inner(outer: str, inner: str, inner_mode: str | None, contexts: Sequence[str] = ()) -> str | None:
    """The outer act's mode, None where the inner act gives none; ties that are to be cut ("diplomatic") threaten relations."""
    if outer in ("REQUEST", "REJECT"):
        return ASKED.get(inner)
    if outer == "THREATEN" and inner == "SANCTION" and inner_mode == "discontinue" and "diplomatic" in contexts:
        return "relations"
    if outer == "THREATEN":
        return THREATENED_MODE.get((inner, inner_mode or ""), THREATENED.get(inner))
    return None
