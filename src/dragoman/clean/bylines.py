"""Lines that say who wrote a report, where it appeared and when. In: a paragraph; out: why it is such a line, or None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.knowledge.tables import parse_yaml

MOST_WORDS = 14
# The day alone, as archives print it: no byline, for the report's date is read from it.
DATE_LINE = "the day it was published"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})|{_MONTH} \d{{4}})"
)
_TIME = r"(?:(?:,| at| -| \||·)? ?\d{1,2}[:.]\d{2}(?::\d{2})? ?(?:[ap]\.?m\.?)?(?: ?\(?[a-z]{2,4}\)?(?:[+-]\d{1,2})?)?)?"
_DATED = re.compile(rf"^(?P<head>.*?)(?:^|[ ,|/·(–—-]+)(?:on |published |updated )?{_DATE}{_TIME}\)?\s*$", re.IGNORECASE)
_BY = re.compile(r"^by (?P<rest>.+)$", re.IGNORECASE)
_PARTS = re.compile(r"\s[|/·•–—-]\s|\s?[|·•]\s?")
_VERB_MARKS = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "to", "after", "as", "over", "says", "said", "for", "amid", "with"})
_NAME_JOINS = frozenset(
    (
        "and", "for", "in", "of", "the", "de", "da", "al", "el", "bin", "von",
        "van", "der", "la", "le", "du", "our", "staff", "writer", "writers", "reporter", "reporters",
        "correspondent", "correspondents", "agencies", "editor", "with", "team", "desk", "bureau", "special", "contributor", "columnist",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    papers: frozenset[str]
    sections: frozenset[str]


@cache
def _words() -> _Words:
    data = parse_yaml(files("dragoman.clean").joinpath("data/mastheads.yaml").read_text("utf-8"), "clean/data/mastheads.yaml")
    return _Words(frozenset(data["papers"]), frozenset(data["sections"]))


def byline_reason(text: str, *, top: bool, outlet: str | None, byline: str | None) -> str | None:
    """Why a paragraph is a byline or masthead, None if it is not.

    Args:
        text: the paragraph on one line.
        top: it is among the first paragraphs of the report; only there is a line with a date or a paper's name a masthead.
        outlet, byline: what the report says apart from its text.
    """
    words = text.split()
    if not words or len(words) > MOST_WORDS:
        return None
    if (said := _BY.match(text)) and (_is_names(said.group("rest")) or (byline and byline.lower() in text.lower())):
        return "names the author"
    if byline and text.strip(" .").lower() == byline.lower():
        return "names the author"
    if not top or text.endswith((".", "?", "!", ":")):
        return None
    if outlet and text.strip().lower() == outlet.lower():
        return "names the outlet"
    if (dated := _DATED.match(text)) and _may_name_paper(dated.group("head")):
        return "names the outlet and the day" if dated.group("head").strip() else DATE_LINE
    return "names the outlet" if _paper_and_section(text) else None


def _is_names(rest: str) -> bool:
    """Names, a role, places and a date, but no sentence."""
    undated = re.sub(_DATE + _TIME, "", rest, flags=re.IGNORECASE)
    words = [word.strip(",.;:|()") for word in re.split(r"[\s/]+", undated)]
    named = [word for word in words if word]
    if not named or ":" in rest or rest.endswith(("!", "?")) or (rest.endswith(".") and len(named) > 6):
        return False
    return named[0][0].isupper() and all(word[0].isupper() or word.lower() in _NAME_JOINS or not word[0].isalpha() for word in named) and len(named) <= 12


def _may_name_paper(head: str) -> bool:
    words = re.findall(r"[\w'’-]+", head)
    return (
        len(words) <= 8
        and not any(word.lower() in _VERB_MARKS for word in words)
        and all(word[0].isupper() or len(word) <= 4 or word == "edition" for word in words)
    )


def _paper_and_section(text: str) -> bool:
    parts = [part.strip(" |/·–—-") for part in _PARTS.split(text)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return False
    first, rest = parts[0], parts[1:]
    if first.lower() in _words().sections:  # "Opinion | Who gains?" is a title with its section
        return False
    if all(part.lower() in _words().sections for part in rest):
        return len(first.split()) <= 6
    slogan = all(part.lower().startswith(("your ", "the voice", "news ", "first ", "independent ")) for part in rest)
    return slogan and _names_paper(first)


def _names_paper(text: str) -> bool:
    words = text.split()
    return len(words) <= 5 and any(word.lower() in _words().papers or re.search(r"[a-z][A-Z]|\d$", word) for word in words)
