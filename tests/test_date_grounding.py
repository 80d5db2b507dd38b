"""On which days events took place, and which of them are history."""

from __future__ import annotations

from array import array
from datetime import date
from typing import Any

import pytest

from dragoman.date import date as date_room
from dragoman.date.grounding import ground
from dragoman.mentions.times import find_times
from dragoman.model import Actor, Report, Written
from dragoman.model.working import CleanText, EventDraft, Part, Sentence, Working

WRITTEN = Written(date(2023, 6, 24), date(2023, 6, 24), "day", "given")


def actor(country: str) -> Actor:
    return Actor(0, 0, country, country, country, "GOV", "country")


def working(paragraphs: list[list[str]], events: list[dict[str, Any]], written: Written = WRITTEN) -> Working:
    """Events: `trigger` words, `time` words (None: without), and fields of EventDraft. Parties default to USA and FRA."""
    text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    sentences, parts, at = [], [], 0
    for paragraph in paragraphs:
        start = at
        for words in paragraph:
            sentences.append(Sentence(len(sentences), at, at + len(words), "body", words))
            at += len(words) + 1
        parts.append(Part("body", start, at - 1))
        at += 1
    made = Working(Report("r", text), CleanText(text, array("l", range(len(text) + 1)), (), tuple(parts)), "en", sentences)
    made.times, made.written = find_times(text, sentences), written
    for fields in events:
        trigger = text.index(fields["trigger"])
        sentence = next(one.index for one in sentences if one.start <= trigger < one.end)
        time = next((one for one in made.times if text[one.start : one.end] == fields.get("time")), None)
        rest = {key: value for key, value in fields.items() if key not in ("trigger", "time", "type")}
        draft = EventDraft(
            fields.get("type", "CONSULT"), None, sentence, (trigger, trigger + len(fields["trigger"])), (actor("USA"),), (actor("FRA"),), time=time
        )
        for key, value in {"tense": "past", **rest}.items():
            setattr(draft, key, value)
        made.events.append(draft)
    ground(made)
    return made


def when(made: Working, index: int = 0) -> tuple[date | None, date | None, str]:
    found = made.events[index].when
    return found.from_, found.to, found.how


def test_a_day_with_its_year_is_stated() -> None:
    made = working([["They met on 3 June 2023."]], [{"trigger": "met", "time": "3 June 2023"}])
    assert when(made) == (date(2023, 6, 3), date(2023, 6, 3), "stated")
    assert not made.events[0].historical


def test_a_weekday_is_reckoned_by_tense() -> None:
    made = working(
        [["They met on Monday.", "They will sign on Tuesday."]],
        [{"trigger": "met", "time": "Monday"}, {"trigger": "sign", "time": "Tuesday", "status": "planned", "tense": None}],
    )
    assert when(made, 0) == (date(2023, 6, 19), date(2023, 6, 19), "reckoned")
    assert when(made, 1) == (date(2023, 6, 27), date(2023, 6, 27), "reckoned")


def test_a_range_is_held_whole() -> None:
    made = working([["They met from 3 to 5 May."]], [{"trigger": "met", "time": "5 May"}])
    assert when(made) == (date(2023, 5, 3), date(2023, 5, 5), "reckoned")


def test_without_a_writing_date_a_weekday_stays_unknown() -> None:
    made = working([["They met on Monday."]], [{"trigger": "met", "time": "Monday"}], Written())
    assert when(made) == (None, None, "unknown")


def test_what_goes_on_inherits_the_day_before_it() -> None:
    made = working([["They met on Monday.", "They agreed to a plan."]], [{"trigger": "met", "time": "Monday"}, {"trigger": "agreed", "type": "AGREE"}])
    assert when(made, 1) == (date(2023, 6, 19), date(2023, 6, 19), "inherited")


def test_later_paragraphs_take_the_day_told_in_the_lead() -> None:
    made = working([["They met on Friday."], ["Critics condemned it."]], [{"trigger": "met", "time": "Friday"}, {"trigger": "condemned", "type": "ACCUSE"}])
    assert when(made, 1) == (date(2023, 6, 23), date(2023, 6, 23), "inherited")


@pytest.mark.parametrize("lead", ["They have not met since Friday.", "They talk before Friday's vote.", "They met in May.", "They met on June 3."])
def test_a_day_of_something_else_in_the_lead_is_not_the_news(lead: str) -> None:
    made = working([[lead], ["Critics condemned it."]], [{"trigger": "condemned", "type": "ACCUSE"}])
    assert when(made) == (WRITTEN.to, WRITTEN.to, "inherited")


def test_news_without_a_day_is_that_of_the_publication() -> None:
    made = working([["Critics condemned it."]], [{"trigger": "condemned", "type": "ACCUSE"}])
    assert when(made) == (WRITTEN.to, WRITTEN.to, "inherited")
    assert made.events[0].why == ["day inherited: the day of publication"]


def test_the_present_is_the_day_of_the_report_whatever_the_lead_tells() -> None:
    made = working([["They met on Friday.", "Critics condemn it."]], [{"trigger": "condemn", "type": "ACCUSE", "tense": "present"}])
    assert when(made) == (WRITTEN.to, WRITTEN.to, "inherited")


def test_what_came_before_the_news_has_not_its_day() -> None:
    made = working([["After the launch critics spoke."]], [{"trigger": "launch", "type": "MOBILIZE", "tense": None}])
    assert when(made) == (None, None, "unknown")


def test_now_is_the_day_of_the_report_for_what_is_told_in_the_present() -> None:
    made = working([["They now meet."]], [{"trigger": "meet", "time": "now", "tense": "present", "status": "ongoing"}])
    assert when(made) == (WRITTEN.to, WRITTEN.to, "reckoned")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met on June 20, two days after the launch.", date(2023, 6, 18), date(2023, 6, 18)),
        ("The deal comes two weeks after the launch.", date(2023, 6, 7), date(2023, 6, 13)),
        ("They met on June 20, a day before the launch.", date(2023, 6, 21), date(2023, 6, 21)),
    ],
)
def test_a_distance_dates_what_it_is_counted_to(text: str, first: date, last: date) -> None:
    events: list[dict[str, Any]] = [{"trigger": "launch", "type": "MOBILIZE", "tense": None}]
    if "met" in text:
        events.append({"trigger": "met", "time": "June 20"})
    assert when(working([[text]], events)) == (first, last, "inherited")


def test_a_distance_from_a_known_day_dates_the_act() -> None:
    made = working(
        [["The launch came on June 12.", "Two days after the launch they met."]],
        [{"trigger": "launch came", "time": "June 12", "type": "MOBILIZE"}, {"trigger": "launch they", "type": "MOBILIZE"}, {"trigger": "met"}],
    )
    assert when(made, 2) == (date(2023, 6, 14), date(2023, 6, 14), "inherited")


def test_a_distance_from_an_unknown_day_stays_unknown() -> None:
    made = working([["A day before the summit they met."]], [{"trigger": "summit", "tense": None}, {"trigger": "met"}])
    assert when(made, 1) == (None, None, "unknown")


@pytest.mark.parametrize(
    "fields",
    [{"status": "planned"}, {"negated": True}, {"status": "denied"}, {"status": "called-for"}],
    ids=["planned", "negated", "denied", "called for"],
)
def test_only_what_is_told_as_having_happened_inherits(fields: dict[str, Any]) -> None:
    made = working([["Critics condemned it."]], [{"trigger": "condemned", "type": "ACCUSE", **fields}])
    assert when(made) == (None, None, "unknown")


@pytest.mark.parametrize("words", ["Troops had fought there.", "Troops have long fought there."])
def test_what_reaches_back_inherits_nothing(words: str) -> None:
    made = working([["They met on Monday.", words]], [{"trigger": "met", "time": "Monday"}, {"trigger": "fought", "type": "ASSAULT"}])
    assert when(made, 1) == (None, None, "unknown")


def test_the_perfect_of_today_is_news() -> None:
    made = working([["Troops have fought there."]], [{"trigger": "fought", "type": "ASSAULT"}])
    assert when(made) == (WRITTEN.to, WRITTEN.to, "inherited")


def test_a_further_telling_has_the_day_of_the_first() -> None:
    made = working([["They met on Monday."], ["It was in May that critics rose.", "When they met again over tea."]], [{"trigger": "met", "time": "Monday"}])
    made.events.append(
        EventDraft("CONSULT", None, 2, (made.clean.text.rindex("met"), made.clean.text.rindex("met") + 3), (actor("USA"),), (actor("FRA"),), tense="past")
    )
    ground(made)
    assert when(made, 1) == (date(2023, 6, 19), date(2023, 6, 19), "inherited")


def test_a_limit_ahead_is_not_when_it_happened() -> None:
    made = working([["They warned of ruin by March."]], [{"trigger": "warned", "time": "March", "type": "THREATEN"}])
    assert when(made)[0] != date(2023, 3, 1)


def test_the_year_of_a_noun_is_not_that_of_the_verb() -> None:
    made = working([["They threatened them with a treaty of 1951."]], [{"trigger": "threatened", "time": "1951", "type": "THREATEN"}])
    assert when(made) == (WRITTEN.to, WRITTEN.to, "inherited")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("They said it would open in 2031.", {"trigger": "said", "time": "2031"}),
        ("For the first quarter of 2021 they say trade fell.", {"trigger": "say", "time": "the first quarter of 2021", "tense": "present"}),
    ],
)
def test_a_time_that_clashes_with_the_tense_is_that_of_something_else(text: str, fields: dict[str, Any]) -> None:
    assert when(working([[text]], [fields])) == (WRITTEN.to, WRITTEN.to, "inherited")


def test_what_another_clause_tells_of_years_ago_is_no_background_for_what_comes_before_it() -> None:
    made = working([["They met over the war that broke out two years ago."]], [{"trigger": "met"}])
    assert not made.events[0].historical


def test_long_ago_is_history() -> None:
    made = working(
        [["They met in 2016.", "They met in May."], ["They had in the past expelled envoys."]],
        [{"trigger": "met in 2016", "time": "2016"}, {"trigger": "met in May", "time": "May"}, {"trigger": "expelled"}],
    )
    assert [event.historical for event in made.events] == [True, False, True]


def test_a_present_state_and_a_plan_are_no_history() -> None:
    made = working([["They are at war since 2016."]], [{"trigger": "war", "time": "2016", "status": "ongoing", "tense": "present"}])
    assert not made.events[0].historical


def test_the_room_fills_both(knowledge: Any) -> None:
    made = working([["They met on 3 June 2023."]], [{"trigger": "met", "time": "3 June 2023"}], Written())
    done = date_room(made, knowledge)
    assert done is made
    assert done.written.from_ == date(2023, 6, 3)
    assert when(done) == (date(2023, 6, 3), date(2023, 6, 3), "stated")
