"""Types that stand so near each other that two reports may code one act as either. In: two types; out: whether they are neighbours.

The families stand in `data/type_families.yaml`, each with an act that both codings fit.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError
from dragoman.model.vocabulary import EVENT_TYPES

SOURCE = "resolve/data/type_families.yaml"


@cache
def neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of neighbouring types, each in alphabetical order.

    Raises:
        KnowledgeError: if an entry names no two known types or has no example.
    """
    text = resources.files("dragoman.resolve").joinpath("data/type_families.yaml").read_text(encoding="utf-8")
    found = set()
    for number, entry in enumerate(parse_yaml(text, SOURCE), 1):
        types = entry.get("types") or []
        if len(types) != 2 or not set(types) <= set(EVENT_TYPES) or not entry.get("example"):
            raise KnowledgeError(f"entry {number} needs two known types and an example", source=SOURCE)
        found.add((min(types), max(types)))
    return frozenset(found)


def same_family(one: str, two: str) -> bool:
    """The same type, or two that one act may be coded as."""
    return one == two or ((one, two) if one < two else (two, one)) in neighbours()


@cache
def families() -> dict[str, tuple[str, ...]]:
    """Type -> the names of the blocks under which its event reports are filed: its own, and one for each neighbour."""
    out: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in EVENT_TYPES}
    for one, two in sorted(neighbours()):
        out[one] += (f"{one}/{two}",)
        out[two] += (f"{one}/{two}",)
    return out
