"""What a person's word changed in the record: events and stories that became one or several, and fields that read otherwise. Before and after in; lines out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.record import Record

Clusters = Mapping[str, frozenset[str]]
NOUNS = {"event": ("event", "events", "event report"), "story": ("story", "stories", "report")}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Which claims stand together, by kind."""

    clusters: Mapping[str, Clusters]


def snapshot(record: Record) -> Snapshot:
    """The record's events and stories as they stand."""
    return Snapshot({kind: record.clusters(kind) for kind in NOUNS})


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """One line for each group of events or stories whose members stand together otherwise than before, sorted."""
    lines = []
    for kind in NOUNS:
        lines += sorted(_changed(kind, before.clusters[kind], after.clusters[kind]))
    return lines


def _changed(kind: str, old: Clusters, new: Clusters) -> list[str]:
    """Lines for groups of clusters that share members and differ."""
    moved_old = {identifier: members for identifier, members in old.items() if new.get(identifier) != members}
    moved_new = {identifier: members for identifier, members in new.items() if old.get(identifier) != members}
    holder = {member: identifier for identifier, members in moved_new.items() for member in members}
    groups: list[tuple[set[str], set[str]]] = []
    for identifier, members in sorted(moved_old.items()):
        touched = {holder[member] for member in members if member in holder}
        joined = [group for group in groups if group[1] & touched]
        merged = ({identifier}.union(*(group[0] for group in joined)), touched.union(*(group[1] for group in joined)))
        groups = [group for group in groups if group not in joined] + [merged]
    seen = {identifier for _, after in groups for identifier in after}
    groups += [(set(), {identifier}) for identifier in moved_new if identifier not in seen]
    return [_line(kind, group, old, new) for group in groups]


def _line(kind: str, group: tuple[set[str], set[str]], old: Clusters, new: Clusters) -> str:
    singular, plural, member = NOUNS[kind]
    before, after = sorted(group[0]), sorted(group[1])
    sizes = ", ".join(f"{identifier} ({_counted(len(new[identifier]), member)})" for identifier in after) or "none"
    if len(before) == len(after) == 1:
        return f"{after[0]} now has {_counted(len(new[after[0]]), member)} (had {len(old[before[0]])})"
    return f"{len(before)} {singular if len(before) == 1 else plural} became {len(after)}: {sizes}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
