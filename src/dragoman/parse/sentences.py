"""Cuts the clean text into sentences: rules over stops, with the abbreviations in data/sentences.yaml.

In: a CleanText with its parts. Out: Sentences in order, each inside one part; a title or heading is one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError
from dragoman.model.working import CleanText, Sentence

# A stop, with the quotation marks and brackets that close after it. It always matches at least the stop itself, so a
# text of a hundred thousand stops is walked once.
_STOP = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*")
_BREAK = re.compile(r"\n[ \t]*\n\s*")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’()\[\]—–/]{1,24}\Z")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]*([^\W_]+(?:['’][^\W_]+)?)")
_INITIAL = re.compile(r"(?:\w\.-?)+")
_WIDE_STOPS = "。！？"
# No abbreviation with its closing marks is longer.
_LOOK_BACK = 26


@dataclass(frozen=True, slots=True)
class SplitRules:
    """The word groups of data/sentences.yaml; see there for what each means."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    either: frozenset[str]
    starters: frozenset[str]
    after_quotation: re.Pattern[str]


@lru_cache(maxsize=1)
def split_rules() -> SplitRules:
    """The rules, read once a process.

    Raises:
        KnowledgeError: if the file lacks a group.
    """
    source = resources.files("dragoman.parse") / "data" / "sentences.yaml"
    data = parse_yaml(source.read_text(encoding="utf-8"), "parse/data/sentences.yaml")
    try:
        groups = {name: frozenset(word for entry in data[name] for word in entry["words"]) for name in ("before_name", "before_number", "either")}
        verbs = "|".join(data["after_quotation"])
        after = re.compile(rf"\s+(?:[^\W\d_][\w.'’-]*\s+){{1,5}}(?:{verbs})\b")
        return SplitRules(groups["before_name"], groups["before_number"], groups["either"], frozenset(data["starters"]), after)
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"a group is missing or malformed: {error}", source="parse/data/sentences.yaml") from error


# A place in capitals, or a place with a date or an agency in brackets, before a dash: "SEOUL —", "Geneva, 3 May (Agency) --".
DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’ /-]{2,40}|[A-ZÀ-Þ][\w.'’ /-]{1,40}(?=,|\s\())"
    r"(?:,\s[^()—–:;\n]{0,20}?\d[^()—–:;\n]{0,20}?)?\s*(?:\([^)\n]{2,40}\)\s*)?(?:—|–|--|-\s)\s*(?=[\"“‘'A-ZÀ-Þ0-9])"
    # A colon does it after a town in capitals alone: "BANGKOK: Twelve workers ..."; "PM: 12 freed" is a headline.
    r"|[A-ZÀ-Þ][A-ZÀ-Þ.'’ /-]{3,40}:\s+(?=[A-ZÀ-Þ0-9][^A-Z])"
)


def split(clean: CleanText) -> list[Sentence]:
    """Sentences of the clean text, in order; what lies outside the parts belongs to none."""
    found: list[Sentence] = []
    for part in clean.parts:
        spans = split_text(clean.text[part.start : part.end]) if part.kind == "body" else _stripped(clean.text, part.start, part.end)
        shift = part.start if part.kind == "body" else 0
        for start, end in _apart(clean.text, list(spans), shift) if part.kind == "body" else spans:
            text = clean.text[start + shift : end + shift]
            found.append(Sentence(len(found), start + shift, end + shift, part.kind, text))
    return found


def _apart(text: str, spans: list[tuple[int, int]], shift: int) -> Iterator[tuple[int, int]]:
    """The paragraph's dateline ("MANILA, Aug. 7 (Agency) -") as a sentence of its own: left where it is, it leads parsers astray."""
    for number, (start, end) in enumerate(spans):
        found = DATELINE.match(text, start + shift, end + shift) if number == 0 else None
        if found is None or found.end() >= end + shift:
            yield start, end
            continue
        yield from _stripped(text[shift:], start, found.end() - shift)
        yield from _stripped(text[shift:], found.end() - shift, end)


def split_text(text: str) -> Iterator[tuple[int, int]]:
    """Character spans of the sentences of one paragraph, white space at their ends left out."""
    start = 0
    for cut in _cuts(text):
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, len(text))


def _cuts(text: str) -> list[int]:
    rules = split_rules()
    cuts = [stop.end() for stop in _STOP.finditer(text) if _ends_sentence(text, stop, rules)]
    breaks = [blank.start() for blank in _BREAK.finditer(text)]
    return sorted({*cuts, *breaks})


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def _ends_sentence(text: str, stop: re.Match[str], rules: SplitRules) -> bool:
    end, marks = stop.end(), stop.group()
    if marks[0] in _WIDE_STOPS:
        return True
    if end >= len(text) or not text[end].isspace():
        return False
    after = _WORD_AFTER.match(text, _skip_space(text, end))
    if after is None:
        return marks[0] != "." or len(marks) > 1
    word = after.group(1)
    if word[0].islower():
        return False
    if marks[0] in "!?" and marks[-1] not in "!?" and rules.after_quotation.match(text, end):
        return False
    if marks != ".":
        return True
    return _stop_after_word(text, stop.start(), word, rules)


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _stop_after_word(text: str, stop: int, next_word: str, rules: SplitRules) -> bool:
    """A single full stop before a capital or a digit: does the word before it let it end the sentence?"""
    before = _WORD_BEFORE.search(text[max(0, stop - _LOOK_BACK) : stop])
    word = (before.group() if before else "") + "."
    lower = word.lower()
    if lower in rules.either or (_INITIAL.fullmatch(word) and word[0].isupper()):
        return next_word.lower() in rules.starters and next_word != "A"
    if lower in rules.before_name:
        # "the number was no. They left": a small word only in lower case before a capital is the word itself.
        return lower == "no." and word == "no." and not next_word[0].isdigit()
    if lower in rules.before_number:
        return not next_word[0].isdigit() and next_word.lower() in rules.starters
    # "1. Introduction": a list number at the paragraph's beginning.
    return not (word[:-1].isdigit() and len(word) <= 3 and not text[: stop - len(word) + 1].strip())
