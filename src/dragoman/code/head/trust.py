"""How likely an event report is right. In: a candidate and the draft made of it. Out: named signs, for a model fitted to the outcomes of held-out rows.

A report is right if the word tells an act of that type and whoever it names on a side is marked there; a side left empty is not wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.code.candidates import Candidate
from dragoman.code.syntax import is_verb
from dragoman.code.view import countries_of
from dragoman.model.working import EventDraft

RIGHT, WRONG = "right", "wrong"
STEPS = 10
OTHERS = 3  # further acts of the sentence are counted up to this


@dataclass(frozen=True, slots=True)
class Bin:
    """Reports whose confidence lay in one tenth: how many, what they promised, and how many kept it."""

    count: int
    promised: float
    kept: float


def trust_features(candidate: Candidate, draft: EventDraft, standing: Sequence[Candidate]) -> list[str]:
    """Signs of a report that is right or wrong, each a step of something that grows."""
    frame, judged = candidate.frame, candidate.judged
    found = [f"judged={judged}", f"sure={_step(frame.weight)}", f"type={frame.type}", f"{judged} {frame.type}"]
    if candidate.head is not None:
        found += [f"own={_step(candidate.head)}", f"none={_step(candidate.none or 0.0)}"]
    sides = f"{min(len(draft.actors), 2)}-{min(len(draft.recipients), 2)}"
    found += [f"sides={sides}", f"{frame.type} sides={sides}", f"countries={min(len(countries_of(candidate.parties)), 2)}"]
    found += sorted({f"how={actor.how}" for actor in candidate.parties})
    found += sorted({f"filled {path.split(' ', 1)[0]}" for path in candidate.paths if " by the head: " in path})
    found += [f"status={draft.status}", "verb" if is_verb(candidate.token) else "noun"]
    if draft.negated:
        found.append("negated")
    if candidate.status.governors:
        found.append("inside another")
    found.append(f"others={min(len(standing) - 1, OTHERS)}")
    return found


def bins(told: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Ten bins of (confidence, whether right), lowest first."""
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(STEPS)]
    for chance, right in told:
        sorted_in[min(int(chance * STEPS), STEPS - 1)].append((chance, right))
    return [
        Bin(len(one), sum(chance for chance, _ in one) / len(one), sum(right for _, right in one) / len(one)) if one else Bin(0, 0.0, 0.0) for one in sorted_in
    ]


def calibration_error(table: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of promised from kept, by count (Guo et al., ICML 2017)."""
    total = sum(one.count for one in table)
    return sum(one.count * abs(one.promised - one.kept) for one in table) / total if total else 0.0


def _step(chance: float) -> int:
    return min(int(chance * STEPS), STEPS - 1)
