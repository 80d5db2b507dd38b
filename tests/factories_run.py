"""Components without a language model, so that tests of the pipeline run in milliseconds. Sentences end at full stops; "talks" is an event."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

from dragoman.model import Actor, Block, Report
from dragoman.model.working import CleanText, EventDraft, Part, Sentence, Working
from dragoman.run import components
from dragoman.run.components import Component
from dragoman.run.configuration import Configuration

NAMES = ("whole", "sentences", "talks")
CONFIGURATION = Configuration(components=NAMES, batch_reports=4)


def whole(working: Working) -> Working:
    """The text as it is; French if it says so."""
    text = working.report.text
    clean = CleanText(text, array("l", range(len(text) + 1)), (Block("body", 0, len(text)),), (Part("body", 0, len(text)),), ("taken whole",))
    return Working(working.report, clean, language="fr" if "bonjour" in text else "en")


def sentences(working: Working) -> Working:
    start = 0
    for number, piece in enumerate(working.clean.text.split(".")[:-1]):
        end = start + len(piece) + 1
        working.sentences.append(Sentence(number, start, end, "body", working.clean.text[start:end]))
        start = end
    return working


def talks(working: Working) -> Working:
    if "explode" in working.report.text:
        raise ValueError("the text\nexploded")
    for sentence in working.sentences:
        at = sentence.text.find("talks")
        if at >= 0:
            trigger = (sentence.start + at, sentence.start + at + len("talks"))
            actor = Actor(sentence.start, sentence.start + 1, "France", "FRA", "FRA", "GOV", "country")
            working.events.append(EventDraft("CONSULT", None, sentence.index, trigger, (actor,)))
    return working


def _each(name: str, apply: Callable[[Working], Working], english_only: bool) -> components.Factory:
    return lambda knowledge, configuration: Component(name, lambda workings: [apply(working) for working in workings], english_only)


REGISTRY: dict[str, components.Factory] = {
    "whole": _each("whole", whole, False),
    "sentences": _each("sentences", sentences, True),
    "talks": _each("talks", talks, True),
}


def install(set_attribute: Callable[[Any, str, Any], object] = setattr) -> None:
    """Puts these components into the registry."""
    set_attribute(components, "REGISTRY", {**components.REGISTRY, **REGISTRY})


def report(number: int, text: str = "France and Norway held talks. It rained.") -> Report:
    return Report(f"r{number}", text)
