"""Texts in other languages: set aside by paragraph, read where there is a reader, else kept, marked, counted, and told why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.clean import clean
from dragoman.languages import Readers, known, language_name, read_aside, reasons, registry
from dragoman.model import Actor, Reading, Report
from dragoman.model.working import ActorMention, EventDraft, Sentence, Working
from dragoman.run import Pipeline

ENGLISH = "Foreign Minister Park Jin met his Japanese counterpart in Tokyo on Tuesday, and the two agreed to hold talks on the fishing dispute next month."
GERMAN = "Der Außenminister reiste am Dienstag nach Wien, um dort mit seinem Kollegen über die Lage an der Grenze und die Verhandlungen zu sprechen."
FRENCH = "Le ministre ghanéen des Affaires étrangères a rencontré mardi à Lomé son homologue togolais pour parler de la frontière entre les deux pays."


class Toy:
    """A language of one act: every sentence is a meeting of Ghana and Togo."""

    name, extra, reads = "German", "toy", "one act"

    def __init__(self, missing: str | None = None) -> None:
        self._missing = missing

    def missing(self) -> str | None:
        return self._missing

    def model(self) -> str:
        return "toy 1"

    def reader(self, knowledge: Any) -> Toy:
        return self

    def parse(self, working: Working) -> Working:
        working.sentences = [Sentence(number, part.start, part.end, part.kind, "") for number, part in enumerate(working.clean.parts)]
        return working

    def mention(self, working: Working) -> Working:
        for sentence in working.sentences:
            actor = Actor(sentence.start, sentence.start + 3, "Ghana", "GHA", "GHA", "GOV", "country")
            working.actors.append(ActorMention(sentence.start, sentence.start + 3, sentence.index, (actor,)))
        return working

    def code(self, working: Working) -> Working:
        for mention in working.actors:
            working.events.append(EventDraft("CONSULT", None, mention.sentence, (mention.start, mention.end), mention.members))
        return working


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> Any:
    def install(toy: Toy) -> None:
        monkeypatch.setattr("dragoman.languages.reading.languages", lambda: {"de": toy})

    return install


def test_paragraphs_in_another_language_are_set_aside_and_marked() -> None:
    working = clean(Report("r", f"{ENGLISH}\n\n{GERMAN}\n\n{ENGLISH.replace('Tokyo', 'Osaka')}"), None)
    assert working.language == "en"
    assert [working.clean.text[part.start : part.end] for part in working.aside["de"]] == [GERMAN]
    assert len(working.clean.parts) == 2
    assert [block.why for block in working.clean.blocks] == [None, "in 'de'", None]


def test_an_english_report_is_left_as_it_was() -> None:
    working = clean(Report("r", f"Park in Tokyo\n\n{ENGLISH}\n\n\u201cDans la paix\u201d, he said."), None)
    assert working.aside == {}


def test_what_has_no_reader_is_kept_counted_and_told(german: Any, knowledge: Any) -> None:
    for toy, reason in ((Toy("a model"), "German needs a model"), (None, "there is no reader for German")):
        german(toy) if toy is not None else None
        working = clean(Report("r", f"{ENGLISH}\n\n{GERMAN}"), None)
        working = read_aside(working, Readers(knowledge)) if toy is not None else read_aside(clean(Report("r", GERMAN), None), _nobody(knowledge))
        assert reasons(working.notes) == [("German", reason)]
        assert working.aside == {}
        assert GERMAN in working.clean.text
    assert working.notes[-1].startswith("not in English but in German (23 words): kept and not coded")


def _nobody(knowledge: Any) -> Readers:
    readers = Readers(knowledge)
    readers._made["de"] = "there is no reader for German"
    return readers


def test_a_reader_of_its_own_is_joined_to_the_english_reading(german: Any) -> None:
    german(Toy())
    report = Report("r", f"{GERMAN}\n\n{ENGLISH}", published="2023-06-21", language="en")
    reading = Pipeline().read(report)
    assert isinstance(reading, Reading)
    first = reading.events[0]
    assert (first.type, first.sentence.start, first.sentence.end) == ("CONSULT", 0, len(GERMAN))
    assert any(event.sentence.start > len(GERMAN) and {actor.country for actor in event.actors} >= {"KOR", "JPN"} for event in reading.events)
    alone = Pipeline().read(Report("r", ENGLISH, published="2023-06-21", language="en"))
    assert isinstance(alone, Reading)
    assert [event.type for event in reading.events[1:]] == [event.type for event in alone.events]


def test_without_its_model_french_says_what_to_install(monkeypatch: pytest.MonkeyPatch, run: Any, tmp_path: Path) -> None:
    from dragoman.languages.french import French

    monkeypatch.setattr(French, "missing", lambda self: "`pip install 'dragoman[fr]'`")
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": str(number), "text": FRENCH}) + "\n" for number in range(2)), "utf-8")
    status, _, err = run("code", source, "--out", tmp_path / "out.jsonl")
    assert status == 0
    assert err.splitlines()[-2:] == [
        "2 reports with text in French kept and not coded: French needs `pip install 'dragoman[fr]'`",
        "2 reports coded, 0 could not be read",
    ]
    line = json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0])
    assert (line["language"], line["events"]) == ("fr", [])
    assert "pip install" in line["notes"][0]


def test_languages_are_listed(run: Any) -> None:
    assert [one.code for one in known()][:2] == ["en", "fr"]
    assert registry.language_name("xx") == "'xx'"
    assert language_name("de") == "German"
    status, out, _ = run("languages")
    assert status == 0
    assert "English" in out
    assert "French" in out
    status, out, _ = run("languages", "--json")
    assert {one["code"] for one in json.loads(out)} >= {"en", "fr"}
