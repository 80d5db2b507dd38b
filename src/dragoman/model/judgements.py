"""What is judged: which claims tell of one thing, and which value of an event is right. By the program or by people; never rewritten, only withdrawn."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model.reading import Span
from dragoman.model.report import doc
from dragoman.model.vocabulary import CORRECTABLE_FIELDS, EVENT_TYPES, JUDGEMENT_KINDS, JUDGEMENT_VERDICTS

# Judgements whose `by` begins so are the program's own.
PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an act stands in its report, so that a judgement on it keeps its hold when a newer program numbers the acts anew."""

    event_report: str = dataclasses.field(metadata=doc("Id of the event report when it was judged."))
    report: str = dataclasses.field(metadata=doc("Report."))
    type: str = dataclasses.field(metadata=doc("PLOVER 2.0 type of the act.", enum=EVENT_TYPES))
    sentence: Span = dataclasses.field(metadata=doc("Its sentence in the report's text."))
    trigger: Span = dataclasses.field(metadata=doc("The words in it that name the act."))
    says: str = dataclasses.field(metadata=doc("The sentence's words."))
    words: str = dataclasses.field(metadata=doc("The trigger's words."))
    nth: int = dataclasses.field(default=0, metadata=doc("Which of the acts of this type that these words name, from 0."))


@dataclass(frozen=True, slots=True)
class Judgement:
    """One edge between two claims: whether they tell of one thing, who says so and why. Never rewritten, only withdrawn."""

    id: str = dataclasses.field(metadata=doc("Hash of kind, sides, verdict and judge."))
    kind: str = dataclasses.field(metadata=doc("What is compared.", enum=JUDGEMENT_KINDS))
    left: str = dataclasses.field(metadata=doc("Id of the event report or report that sorts first, as the record numbers it now."))
    right: str = dataclasses.field(metadata=doc("Id of the other."))
    verdict: str = dataclasses.field(metadata=doc("The judgement.", enum=JUDGEMENT_VERDICTS))
    score: float = dataclasses.field(metadata=doc("0 to 1: how much speaks for 'same'."))
    why: str = dataclasses.field(metadata=doc("Reasons in words."))
    by: str = dataclasses.field(metadata=doc("'program' with its version, or a person."))
    made: str | None = dataclasses.field(default=None, metadata=doc("When the record learnt it, UTC; not part of any id."))
    withdrawn: str | None = dataclasses.field(default=None, metadata=doc("When it was taken back, UTC."))
    judged: str | None = dataclasses.field(
        default=None, metadata=doc("When the judge said so, UTC, where that was before the record learnt it.", omit_if_none=True)
    )
    left_anchor: Anchor | None = dataclasses.field(default=None, metadata=doc("Where the left act stands, if it is one.", omit_if_none=True))
    right_anchor: Anchor | None = dataclasses.field(default=None, metadata=doc("Where the right act stands, if it is one.", omit_if_none=True))
    pending: str | None = dataclasses.field(default=None, metadata=doc("Why it binds nothing at present; absent where it holds.", omit_if_none=True))

    @property
    def said(self) -> str:
        """When the judge said so."""
        return self.judged or self.made or ""

    @property
    def by_person(self) -> bool:
        return not self.by.startswith(PROGRAM)


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on the value of one field of an event; outranks what the program makes of the reports."""

    id: str = dataclasses.field(metadata=doc("Hash of event report, field, value and judge."))
    event_report: str = dataclasses.field(metadata=doc("Event report that it holds by: the event that this one is part of is corrected."))
    field: str = dataclasses.field(metadata=doc("The field that is corrected.", enum=CORRECTABLE_FIELDS))
    value: str = dataclasses.field(metadata=doc("The right value, as JSON."))
    why: str = dataclasses.field(metadata=doc("Reasons in words."))
    by: str = dataclasses.field(metadata=doc("The person."))
    anchors: tuple[Anchor, ...] = dataclasses.field(default=(), metadata=doc("Acts of the event when it was corrected; the first that is found counts."))
    made: str | None = dataclasses.field(default=None, metadata=doc("When the record learnt it, UTC; not part of any id."))
    withdrawn: str | None = dataclasses.field(default=None, metadata=doc("When it was taken back, UTC."))
    judged: str | None = dataclasses.field(
        default=None, metadata=doc("When the person said so, UTC, where that was before the record learnt it.", omit_if_none=True)
    )
    pending: str | None = dataclasses.field(default=None, metadata=doc("Why it corrects nothing at present; absent where it holds.", omit_if_none=True))

    @property
    def said(self) -> str:
        """When the person said so."""
        return self.judged or self.made or ""

    @property
    def part(self) -> str:
        """What of the field is corrected: of figures, what they count; else all of it."""
        return str(json.loads(self.value)["what"]) if self.field == "numbers" else ""


def last_words(judgements: Iterable[Judgement]) -> dict[tuple[str, str, str], Judgement]:
    """People's standing judgements that hold: for each kind and pair of sides the one said last, oldest first."""
    found: dict[tuple[str, str, str], Judgement] = {}
    binding = (one for one in judgements if one.by_person and one.withdrawn is None and one.pending is None)
    for judgement in sorted(binding, key=lambda one: (one.said, one.id)):
        left, right = sorted((judgement.left, judgement.right))
        found.pop((judgement.kind, left, right), None)
        found[judgement.kind, left, right] = judgement
    return found


def last_corrections(corrections: Iterable[Correction]) -> list[Correction]:
    """Standing corrections that hold: for each event report and field (of figures: what they count) the one said last, oldest first."""
    found: dict[tuple[str, str, str], Correction] = {}
    binding = (one for one in corrections if one.withdrawn is None and one.pending is None)
    for correction in sorted(binding, key=lambda one: (one.said, one.id)):
        key = correction.event_report, correction.field, correction.part
        found.pop(key, None)
        found[key] = correction
    return list(found.values())
