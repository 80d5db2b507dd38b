"""The words of grounding, from data/grounding.yaml, as patterns. In: nothing; out: Wording, read once a process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

SOURCE = "date/data/grounding.yaml"
_GROUPS = ("limits", "not_the_news", "apart", "lasting", "later_links", "earlier_links")

_PLUPERFECT = r"\b(?:had|having|['’]d)\s+(?:\w+\s+){0,2}\Z"
# "Chad, whose soldiers have fought beside them, ...": background told aside.
_ASIDE = r"\b(?:who|whose|which)\s+(?:[\w'’-]+\s+){0,5}(?:have|has)\s+(?:\w+\s+)?\Z"


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns over the words right before (or, for links, right after) a time or an act.

    Attributes:
        limits, not_the_news: end right before a time.
        apart, reaching_back: end right before an act.
        link: stands right after a length; its group `later` matched or not says which side lies later.
    """

    limits: re.Pattern[str]
    not_the_news: re.Pattern[str]
    apart: re.Pattern[str]
    reaching_back: re.Pattern[str]
    link: re.Pattern[str]


@cache
def wording() -> Wording:
    """The patterns.

    Raises:
        KnowledgeError: if a group lacks words or its example.
    """
    data = parse_yaml((resources.files("dragoman.date") / "data" / "grounding.yaml").read_text(encoding="utf-8"), SOURCE)
    try:
        any_of = {name: (_alternatives(data[name]["words"]), data[name]["example"])[0] for name in _GROUPS}
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"group {error} needs words and an example", source=SOURCE) from error
    return Wording(
        limits=_compiled(rf"\b{any_of['limits']}\s+(?:the\s+)?\Z"),
        not_the_news=_compiled(rf"\b{any_of['not_the_news']}\s+(?:(?:the|early|late)\s+)?\Z"),
        apart=_compiled(rf"\b{any_of['apart']}\s+(?:[\w'’.-]+\s+){{0,6}}\Z"),
        reaching_back=_compiled("|".join((_PLUPERFECT, rf"\b(?:have|has|['’]ve)\s+{any_of['lasting']}\b[\w\s]*\Z", _ASIDE))),
        link=_compiled(rf"\s+(?:(?P<later>{any_of['later_links']})|{any_of['earlier_links']})\s+"),
    )


def _alternatives(words: list[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
