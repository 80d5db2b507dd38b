"""The second look: windows of writing narrowed by what other reports of the record date, with the clue, and given back when the support goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Interval, KnowledgeError, TimeMention
from dragoman.resolve import Claim, Resolution, distances, resolve
from dragoman.resolve.distances import acting, distance, writing
from factories_resolve import claim, day, event, person

ADAMS, OKORO = person("Ruth Adams", "USA"), person("Chidi Okoro", "NGA")
DATED = (
    "Secretary of State Ruth Adams met Nigerian Foreign Minister Chidi Okoro at the Aso Villa in Abuja on Monday. "
    "The talks lasted 95 minutes and dealt with piracy in the Gulf of Guinea, officials said. "
    "Okoro asked for 12 patrol boats and for training of the crews by the end of the year. "
    "Outside, about 300 students from Zaria protested against the stop of visas. "
    "Adams flies on to Accra, where President Mensah receives her on Wednesday."
)
UNDATED = (
    "Abuja rolled out the red carpet for Ruth Adams, the first American secretary of state to come since the coup. "
    "What Okoro wanted was ships: a dozen of them, people close to him say, to hunt the gangs that board tankers off Bayelsa. "
    "Whether Congress will pay is another matter, and Adams was careful to promise nothing at all. "
    "Lawmakers of both parties have asked what became of the boats that were given eight years ago, of which half are said to lie in port without spare parts. "
    "Okoro knows the question, and he had brought a list of what was mended since."
)


def told(identity: str, sentence: str, when: str, text: str, *, on: str | None, written: str | tuple[str, str] | None, status: str = "happened") -> Claim:
    """A report of a call of Adams to Okoro, with the words that tell when marked as a time."""
    trigger = "called" if "called" in sentence else "call"
    act = event(sentence, trigger=trigger, mode="phone", actors=(ADAMS,), recipients=(OKORO,), on=on, status=status)
    made = claim(identity, act, text=text, written=written)
    start = made.report.text.index(when)
    return replace(made, reading=replace(made.reading, times=(TimeMention(start, start + len(when), "DATE", "XXXX"),)))


def dated() -> Claim:
    return told("dated", "Adams called Okoro on 3 June.", "3 June", DATED, on="2020-06-03", written="2020-06-04")


def undated(when: str, *, window: tuple[str, str] = ("2020-01-01", "2020-12-31"), status: str = "happened") -> Claim:
    verb = "will call" if status == "planned" else "called"
    return told("undated", f"Adams {verb} Okoro {when}.", when, UNDATED, on=None, written=window, status=status)


def window(found: Resolution, report: str = "undated") -> tuple[str, str]:
    written = found.written[report]
    return str(written.from_), str(written.to)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("earlier this month", ("2020-06-02", "2020-06-30")),
        ("last week", ("2020-06-08", "2020-06-14")),
        ("on Wednesday"[3:], ("2020-06-02", "2020-06-10")),
        ("yesterday", ("2020-06-03", "2020-06-05")),
    ],
)
def test_words_that_tell_how_long_ago_narrow_the_window_by_the_day_that_another_report_tells(when: str, expected: tuple[str, str]) -> None:
    found = resolve([dated(), undated(when)])
    assert window(found) == expected
    (clue, *_) = found.written["undated"].clues
    assert clue.kind == "record"
    assert "by dated (dated/e1)" in clue.says
    assert f"told “{when}” here" in clue.says
    assert undated(when).report.text[clue.start : clue.end] == "called"


def test_a_plan_lies_before_its_day() -> None:
    found = resolve([dated(), undated("this month", status="planned")])
    assert window(found) == ("2020-06-01", "2020-06-04")


def test_without_the_dated_report_the_window_is_what_was_read() -> None:
    assert resolve([undated("earlier this month")]).written == {}


def test_a_weekday_that_the_day_does_not_fall_on_narrows_no_further_than_the_news_itself() -> None:
    assert window(resolve([dated(), undated("Friday")])) == ("2020-06-02", "2020-07-04")


def test_a_window_that_the_reading_gave_narrowly_is_left_alone() -> None:
    assert resolve([dated(), undated("last week", window=("2020-06-09", "2020-06-11"))]).written == {}


def test_a_window_that_the_clue_contradicts_is_left_alone() -> None:
    found = resolve([dated(), undated("yesterday", window=("2020-06-10", "2020-07-20"))])
    assert "undated" not in found.written or day(window(found)[0]) >= day("2020-06-10")


def test_an_act_told_both_as_done_and_as_to_come_narrows_nothing() -> None:
    one = undated("this month", status="planned")
    clashing = replace(one.reading.events[0], id="undated/e2", status="happened", trigger=one.reading.events[0].sentence)
    both = replace(one, reading=replace(one.reading, events=(*one.reading.events, clashing), times=()))
    clues = [clue.says for clue in resolve([dated(), both]).written["undated"].clues if clue.kind == "record"]
    assert not any("as news here" in says or "as to come here" in says for says in clues)


def test_a_copy_is_no_support_for_its_source() -> None:
    one = undated("yesterday")
    other = replace(one, report=replace(one.report, id="copy"))
    assert resolve([one, other]).written == {}


def test_the_days_of_a_placed_report_are_told_again() -> None:
    meal = event("Adams threatened Okoro with sanctions on Tuesday.", "THREATEN", trigger="threatened", actors=(ADAMS,), recipients=(OKORO,))
    base = undated("yesterday")
    more = claim("undated", meal, text=base.report.text, written=("2020-01-01", "2020-12-31"))
    start = more.report.text.index("Tuesday")
    shift = len("Adams threatened Okoro with sanctions on Tuesday. ")
    call = replace(
        base.reading.events[0],
        id="undated/e2",
        sentence=replace(base.reading.events[0].sentence, start=shift, end=base.reading.events[0].sentence.end + shift),
        trigger=replace(base.reading.events[0].trigger, start=base.reading.events[0].trigger.start + shift, end=base.reading.events[0].trigger.end + shift),
    )
    old = base.reading.times[0]
    times = (TimeMention(start, start + 7, "DATE", "XXXX-WXX-2"), TimeMention(old.start + shift, old.end + shift, "DATE", "XXXX-XX-XX"))
    both = replace(more, reading=replace(more.reading, events=(*more.reading.events, call), times=times))
    found = resolve([dated(), both])
    (threat,) = [one for one in found.events if one.type == "THREATEN"]
    assert (str(threat.from_), str(threat.to)) == ("2020-06-02", "2020-06-02")
    (alone,) = [one for one in resolve([both]).events if one.type == "THREATEN"]
    assert alone.from_ is None


@given(
    st.dates(min_value=day("1950-01-01"), max_value=day("2100-01-01")), st.sampled_from(["yesterday", "last week", "earlier this month", "last month", "today"])
)
def test_the_day_of_the_act_and_the_window_of_writing_hold_each_other(act: object, words: str) -> None:
    found = distance(words, ahead=False)
    assert found is not None
    window = writing(found, Interval.day(act), words)  # type: ignore[arg-type]
    assert window is not None
    back = acting(found, window, words)
    assert back is not None
    assert back.contains(Interval.day(act))  # type: ignore[arg-type]


def test_what_is_told_as_done_is_not_read_as_to_come() -> None:
    assert distance("yesterday", ahead=True) is None
    assert distance("next week", ahead=False) is None
    assert distance("in the reign of Haakon", ahead=False) is None


@pytest.mark.parametrize(
    "entry",
    [{"words": "soon", "example": "x"}, {"words": "(", "days": [0, 1], "example": "x"}, {"words": "soon", "days": [0, 1], "unit": "week", "example": "x"}],
)
def test_a_broken_entry_is_named(entry: dict[str, object]) -> None:
    with pytest.raises(KnowledgeError, match="entry 3"):
        distances._entry(3, entry)
