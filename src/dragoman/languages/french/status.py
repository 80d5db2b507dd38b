"""What became of an act, as French tells it: tense and mood, negation, the verbs above it. In: the act's word. Out: a Status with its cues."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dragoman.languages.french.syntax import auxiliaries, children, lemma
from dragoman.languages.french.words import words

Token = Any
_CLIMB = frozenset({"xcomp", "ccomp", "obl:arg", "obl:mod", "acl", "advcl", "conj", "obj", "nsubj:pass", "nsubj", "nmod", "dep", "csubj"})
# From the outside in: what is denied or called off was not done, whatever else is said of it.
_STRONGEST = ("denied", "cancelled", "suspended", "called-for", "threatened", "possible", "planned", "resumed", "ongoing")


@dataclass(slots=True)
class Status:
    """`status` None: it is only what a refusal or ban is about. `tense`: past, present or future of the clause that tells it."""

    status: str | None = "happened"
    negated: bool = False
    tense: str | None = None
    cues: list[str] = field(default_factory=list)
    governors: list[Token] = field(default_factory=list)


def status_of(trigger: Token, told: str | None = None) -> Status:
    """The status of the act that the word names.

    Args:
        trigger: verb, or noun (then the verb that it depends on tells tense and status).
        told: the status that the lexicon's entry itself gives.
    """
    found = Status()
    noun = trigger.pos_ not in ("VERB", "AUX")
    cues: list[str] = [told] if told is not None else []
    verb = trigger
    if noun:
        verb = _carrier(trigger)
        if verb is None:
            found.tense = None
            return _settled(found, cues)
        cues += _cue(verb, found)
    cues += _finite(verb, found)
    if found.negated:
        # "N'a pas annulé sa visite": the visit stands.
        cues = ["denied"] if not noun or not cues else []
        found.negated = bool(cues)
    current = verb
    for _ in range(4):
        above = _above(current)
        if above is None:
            break
        found.governors.append(above)
        if lemma(above) in words().blocking:
            found.status, found.tense = None, _tense(above)
            found.cues.append(f"blocked by '{above.text}'")
            return found
        cues += _cue(above, found)
        outer: list[str] = []
        if not _is_finite(current):
            found.tense = None
            outer = _finite(above, found) if lemma(above) in words().governors or above.pos_ == "AUX" else _finite(above, Status())
        if "denied" in outer and lemma(above) in words().governors:
            cues.append("denied")
            found.negated = True
        elif outer and lemma(above) not in words().governors:
            cues += [cue for cue in outer if cue != "denied"]
        current = above
    if not noun and "Inf" in trigger.morph.get("VerbForm") and not cues and any(child.lower_ in ("pour", "afin") for child in trigger.children):
        cues.append("planned")
        found.cues.append("purpose")
    return _settled(found, cues)


def _settled(found: Status, cues: list[str]) -> Status:
    found.status = next((one for one in _STRONGEST if one in cues), found.status)
    if found.tense is None:
        found.tense = "future" if found.status in ("planned", "possible", "threatened", "called-for") else "past"
    return found


def _carrier(noun: Token) -> Token | None:
    """The verb that a noun is the object or subject of; a noun below another noun has none."""
    current = noun
    while current.dep_ in ("conj", "appos"):
        current = current.head
    if current.dep_ in ("obj", "nsubj", "nsubj:pass", "obl:arg", "xcomp", "ROOT", "nmod", "obl:mod", "dep") and current.head.pos_ in ("VERB", "AUX"):
        return current.head
    return None


def _above(verb: Token) -> Token | None:
    if verb.head is verb or verb.dep_ not in _CLIMB or verb.dep_ == "conj":
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not _is_finite(verb):
            return _above(verb.head)
        return None
    if verb.dep_ in ("advcl", "obl:mod", "acl") and not (lemma(verb.head) in words().governors or lemma(verb.head) in words().blocking):
        return None
    return verb.head


def _cue(above: Token, found: Status) -> list[str]:
    status = words().governors.get(lemma(above))
    if status is None:
        return []
    found.cues.append(f"'{above.text}'")
    return [status]


def _is_finite(verb: Token) -> bool:
    return "Fin" in verb.morph.get("VerbForm") or any("Fin" in one.morph.get("VerbForm") for one in auxiliaries(verb))


def _finite(verb: Token, found: Status) -> list[str]:
    """What tense, mood and negation of the finite verb say; sets tense and `negated`."""
    cues: list[str] = []
    bearers = [one for one in (*auxiliaries(verb), verb) if "Fin" in one.morph.get("VerbForm")]
    bearer = bearers[0] if bearers else verb
    if any(child.lower_ in words().negation for child in (*verb.children, *bearer.children)) and any(
        child.lower_ in ("ne", "n'", "n’") for child in (*verb.children, *bearer.children)
    ):
        cues.append("denied")
        found.negated = True
        found.cues.append("negated")
    if "Cnd" in bearer.morph.get("Mood"):
        # Press usage: "aurait tiré" is reported, not vouched for; "tirerait" likewise or depends on something.
        cues.append("possible")
        found.cues.append(f"conditional '{bearer.text}'")
    found.tense = _tense(verb)
    if found.tense == "future":
        cues.append("planned")
        found.cues.append(f"future '{bearer.text}'")
    return cues


def _tense(verb: Token) -> str | None:
    helpers = children(verb, "aux:tense", "aux:pass", "aux")
    bearer = next((one for one in (*helpers, verb) if "Fin" in one.morph.get("VerbForm")), None)
    if bearer is None:
        return "past" if "Past" in verb.morph.get("Tense") else None
    if "Fut" in bearer.morph.get("Tense"):
        return "future"
    if bearer is not verb and any(one.dep_ == "aux:tense" for one in helpers):
        return "past"
    return "past" if bearer.morph.get("Tense")[:1] in (["Past"], ["Imp"]) else "present"
