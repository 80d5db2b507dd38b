"""Wherever a reading points, the words it speaks of stand: over texts of known sentences in all sorts of disorder, and over any text at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dragoman.model import Reading, Report
from dragoman.run import Pipeline

# A failing text is not made smaller: reading is slow, and what failed is told.
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate])
NAMES = ("Aldo Brunner", "Ruth Adams", "Chidi Okoro", "Eva Lindt", "Joan Reed", "Omar Haddad")
TIMES = ("on Monday", "on 4 May 2020", "last week", "in March 2019", "on December 31, 9999", "two weeks ago", "nine thousand years ago")
PLACES = ("Lima", "Oslo", "Abuja", "Nairobi")
SENTENCES = (
    "President {0} of Peru met Norway's envoy {1} in {2} {3}.",
    "France condemned the drills of Russia {3}, minister {0} said in {2}.",
    "Kenya expelled 12 diplomats of Chile {3} after {0} and {1} quarrelled in {2}.",
    "“We will never accept this,” {0} told reporters in {2} {3}.",
    "Rebels attacked a convoy near {2} {3}, killing 1,250 soldiers of Nigeria.",
)
PARTS = {"met", "condemned", "drills", "expelled", "told", "attacked", "attack", "killing", "accept", "quarrelled", "convoy"}
# What stands between two words, within a word, between two paragraphs, and around them: all of it is left out when words are compared.
SPACES = (" ", " ", " ", " ", "\n", "\r\n", " \u00a0", "\u00a0", "  ", "\t", " \u200b", "\u2009")
INSIDE = ("", "", "", "", "", "", "\u00ad", "\u200b", "\u2060")
BREAKS = ("\n\n", "\r\n\r\n", "\n \n", "\n\n\n\n")
ASIDE = ("", "", "Advertisement\n\n", "Share this\n\n", "\ufeff", "😀😀\n\n", "Read more: Ten things to know\n\n", "é́\n\n")
_LEFT_OUT = re.compile("[\u00ad\u200b\u2060\ufeff]")


@cache
def pipeline() -> Pipeline:
    return Pipeline()


def plain(text: str) -> str:
    return " ".join(_LEFT_OUT.sub("", text).split())


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, list[str]]:
    """A report and the sentences that it tells."""
    told, text = [], draw(st.sampled_from(ASIDE))
    for _ in range(draw(st.integers(1, 4))):
        one, two = draw(st.permutations(NAMES))[:2]
        sentence = draw(st.sampled_from(SENTENCES)).format(one, two, draw(st.sampled_from(PLACES)), draw(st.sampled_from(TIMES)))
        told.append(sentence)
        words = [word[:1] + draw(st.sampled_from(INSIDE)) + word[1:] for word in sentence.split(" ")]
        text += "".join(word + draw(st.sampled_from(SPACES)) for word in words[:-1]) + words[-1]
        text += draw(st.sampled_from(BREAKS)) + draw(st.sampled_from(ASIDE))
    published = draw(st.sampled_from((None, "2020-05-06", "0001-01-01", "9999-12-31", "2020")))
    return Report("r", text, published=published), told


def spans(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Everything in a reading that has a start and an end, with where it stands."""
    for room in ("blocks", "times", "places", "actors", "statements"):
        yield from ((room, one) for one in getattr(reading, room))
    for event in reading.events:
        yield from (("sentence", event.sentence), ("trigger", event.trigger))
        yield from (("party", one) for one in (*event.actors, *event.recipients))
        yield from (("number", one) for one in event.numbers)
    for statement in reading.statements:
        yield "content", statement.content
        yield from (("party", one) for one in (statement.speaker, *statement.via) if one is not None)
    yield from (("clue", one) for one in reading.written.clues)


@QUICK
@given(reports())
def test_every_span_of_a_messy_report_is_the_words_that_it_speaks_of(made: tuple[Report, list[str]]) -> None:
    report, told = made
    reading = pipeline().read(report)
    assert isinstance(reading, Reading), reading
    whole = " | ".join(told)
    for room, one in spans(reading):
        assert 0 <= one.start < one.end <= len(report.text), room
        words = plain(report.text[one.start : one.end])
        if room in ("blocks", "clue"):
            continue
        assert words in whole, (room, words)
        assert not report.text[one.start].isspace(), (room, words)
        assert not report.text[one.end - 1].isspace(), (room, words)
        if room == "trigger":
            assert words.split()[0].strip("“”,") in PARTS, words
        elif room == "number":
            assert float(words.replace(",", "").split()[0]) == one.value
        elif room == "places":
            assert words in (*PLACES, "Peru", "Norway", "France", "Russia", "Kenya", "Chile", "Nigeria", "Norway's"), words
        elif room in ("actors", "party") and one.name in NAMES and one.how == "name":
            assert any(part in words for part in one.name.split()), (words, one.name)
        elif room == "times":
            assert any(words in time for time in TIMES), words
    for event in reading.events:
        assert event.sentence.start <= event.trigger.start < event.trigger.end <= event.sentence.end


@QUICK
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=150), st.sampled_from(SENTENCES))
def test_spans_of_any_text_lie_in_it(noise: str, sentence: str) -> None:
    text = noise + sentence.format(*NAMES[:2], "Oslo", "on 4 May 2020") + noise[::-1]
    reading = pipeline().read(Report("r", text))
    assert isinstance(reading, Reading), reading
    for room, one in spans(reading):
        assert 0 <= one.start < one.end <= len(text), room
