"""From clean offsets to those of the text as given; ids, order, derived fields, drafts made twice."""

from __future__ import annotations

from array import array
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Actor, Block, Interval, Number, Plover, Report, Span, Written
from dragoman.model.working import ActorMention, CleanText, EventDraft, Part, PlaceFound, Sentence, StatementDraft, Working
from dragoman.run.finish import finish

# The middle, an injected link, is left out of the clean text.
GIVEN = "France and\nNorway [CLICK HERE] held talks on Monday."
CLEAN = "France and Norway held talks on Monday."
CUT = GIVEN.index("[")
ORIGIN = array("l", [*range(CUT), *range(CUT + len("[CLICK HERE] "), len(GIVEN) + 1)])


class Monday:
    """A time expression for the word at these clean offsets."""

    type = "DATE"
    relative = True

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end, self.sentence = start, end, 0

    def resolve(self, anchor: Interval | None, tense: str | None) -> Interval | None:
        return Interval.day(date(2024, 5, 6)) if anchor is not None and tense == "past" else None

    def value(self, anchor: Interval | None, tense: str | None) -> str:
        return "2024-05-06" if anchor is not None and tense == "past" else "XXXX-WXX-1"


def working(*, written: bool = True) -> Working:
    made = Working(Report("r1", GIVEN), CleanText(CLEAN, ORIGIN, (Block("body", 0, len(GIVEN)),), (Part("body", 0, len(CLEAN)),), ("link left out",)), "en")
    made.sentences = [Sentence(0, 0, len(CLEAN), "body", CLEAN)]
    if written:
        made.written = Written(date(2024, 5, 8), date(2024, 5, 8), "day", "given")
    return made


def actor(words: str) -> Actor:
    start = CLEAN.index(words)
    return Actor(start, start + len(words), words, words[:3].upper(), words[:3].upper(), "GOV", "country")


def draft(trigger: str, **more: Any) -> EventDraft:
    start = CLEAN.index(trigger)
    return EventDraft(more.pop("type", "CONSULT"), more.pop("mode", None), 0, (start, start + len(trigger)), **more)


def said(span: Span | Actor | Number | Any) -> str:
    return GIVEN[span.start : span.end]


def test_all_offsets_are_those_of_the_text_as_given(knowledge: Any) -> None:
    made = working()
    norway, at = actor("Norway"), CLEAN.index("Monday")
    time = Monday(at, at + 6)
    made.actors = [ActorMention(norway.start, norway.end, 0, (norway,)), ActorMention(0, 6, 0, (actor("France"),))]
    made.times, made.places = [time], [PlaceFound(norway.start, norway.end, 0, "Norway", True, "NOR")]
    number = Number("talks", 1, CLEAN.index("talks"), CLEAN.index("talks") + 5)
    made.events = [draft("held talks", actors=(actor("France"),), recipients=(norway,), numbers=(number,), time=time, tense="past", place=made.places[0])]
    content = (CLEAN.index("held"), len(CLEAN))
    made.statements = [StatementDraft(0, len(CLEAN), 0, norway, "said", content, False, (actor("France"),))]
    reading = finish(made, knowledge)
    assert [said(one) for one in reading.actors] == ["France", "Norway"]
    assert (said(reading.times[0]), reading.times[0].value, reading.times[0].to) == ("Monday", "2024-05-06", date(2024, 5, 6))
    assert said(reading.places[0]) == "Norway"
    event, statement = reading.events[0], reading.statements[0]
    assert (said(event.trigger), said(event.sentence)) == ("held talks", GIVEN)
    assert [said(one) for one in (*event.actors, *event.recipients, *event.numbers)] == ["France", "Norway", "talks"]
    assert event.where is not None
    assert event.where.country == "NOR"
    assert (said(statement), said(statement.content)) == (GIVEN, "held talks on Monday.")
    assert [said(statement.speaker), said(statement.via[0])] == ["Norway", "France"]


def test_a_place_in_which_one_only_is_does_not_act(knowledge: Any) -> None:
    made = working()
    made.actors = [ActorMention(0, 6, 0, (actor("France"),), literal=True)]
    assert finish(made, knowledge).actors == ()


def test_without_a_writing_date_times_stay_relative(knowledge: Any) -> None:
    made = working(written=False)
    made.times = [Monday(0, 6)]
    time = finish(made, knowledge).times[0]
    assert (time.value, time.from_) == ("XXXX-WXX-1", None)


def test_events_are_numbered_by_their_place_and_drafted_twice_kept_once(knowledge: Any) -> None:
    made = working()
    made.events = [
        draft("talks", confidence=0.3),
        draft("talks", confidence=0.4, actors=(actor("France"),)),
        draft("held", type="AGREE"),
        draft("talks", confidence=0.9),
    ]
    reading = finish(made, knowledge)
    assert [(event.id, event.type, len(event.actors)) for event in reading.events] == [("r1/e1", "AGREE", 0), ("r1/e2", "CONSULT", 1)]
    assert any(note.startswith("2 event report(s)") for note in reading.notes)
    assert reading.notes[0] == "link left out"


def test_plain_plover_cameo_and_intensity_follow_the_status(knowledge: Any) -> None:
    made = working()
    made.events = [draft("held", mode="visit"), draft("talks", status="planned"), draft("Monday", status="denied", negated=True)]
    done, planned, denied = finish(made, knowledge).events
    assert (done.plover, planned.plover, denied.plover) == (Plover("CONSULT", "visit"), Plover("AGREE", planned.plover.mode if planned.plover else "?"), None)
    assert done.cameo == knowledge.ontology.cameo("CONSULT", "visit", ())
    assert done.intensity == knowledge.ontology.score("CONSULT", "visit")
    assert (denied.cameo, denied.intensity) == (None, None)


@st.composite
def workings(draw: st.DrawFn) -> Working:
    """A text of which some characters were left out, and drafts anywhere in the sentences of the rest."""
    text = draw(st.text(alphabet="ab .\n\U0001f600é", min_size=4, max_size=60))
    kept = sorted(draw(st.sets(st.integers(0, len(text) - 1), min_size=2)))
    clean = "".join(text[at] for at in kept)
    cut = draw(st.integers(1, len(clean) - 1))
    made = Working(Report("r", text), CleanText(clean, array("l", [*kept, len(text)]), (), ()), "en")
    made.sentences = [Sentence(0, 0, cut, "body", clean[:cut]), Sentence(1, cut, len(clean), "body", clean[cut:])]
    for sentence in made.sentences:
        for _ in range(draw(st.integers(0, 3))):
            start = draw(st.integers(sentence.start, sentence.end - 1))
            end = draw(st.integers(start + 1, sentence.end))
            who = Actor(start, end, "x")
            made.events.append(EventDraft(draw(st.sampled_from(["CONSULT", "AGREE"])), None, sentence.index, (start, end), (who,)))
            made.statements.append(StatementDraft(start, end, sentence.index, who, "said", (start, end), False))
            made.actors.append(ActorMention(start, end, sentence.index, (who,)))
    return made


@given(workings())
def test_every_span_lies_in_the_text_and_every_trigger_in_its_sentence(made: Working) -> None:
    from dragoman import knowledge as room

    reading = finish(made, room.load())
    length = len(made.report.text)
    for event in reading.events:
        assert 0 <= event.sentence.start <= event.trigger.start < event.trigger.end <= event.sentence.end <= length
        assert all(event.sentence.start <= one.start < one.end <= event.sentence.end for one in event.actors)
    for one in (*reading.actors, *reading.statements):
        assert 0 <= one.start < one.end <= length
    assert [event.id for event in reading.events] == [f"r/e{number}" for number in range(1, len(reading.events) + 1)]
    starts = [event.trigger.start for event in reading.events]
    assert starts == sorted(starts)
