"""Lines that describe a picture. In: a paragraph; out: why it is a caption, or None.

A caption names what is seen: a participle without a finite verb ("X shaking hands with Y, marking the truce"), or one sentence in
the present tense about a pose ("X shakes hands with Y"). Credits ("AP Photo/...") are phrases, see data/phrases.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.clean.lines import ends_sentence
from dragoman.clean.words import is_common, is_word
from dragoman.knowledge.tables import parse_yaml

# Below eight words a line without a verb is as likely a heading; above 45 no caption without a credit was seen.
FEWEST_WORDS, MOST_WORDS = 8, 45
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SENTENCE_BREAK = re.compile(r"[.!?][\"”’)]*\s+[A-Z]")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|Jr|Sr|Feb|Jan|Aug|Sept|Oct|Nov|Dec)\.")
# Words that may stand between names at the head of a caption.
_JOINING = frozenset({"and", "of", "the", "for", "with", "a", "an", "from", "de", "al", "bin", "van", "von", "in", "at"})
# A line that begins with one of these has its participle in a clause of time or manner, and is a sentence.
_OPENERS = frozenset(
    {
        "when",
        "while",
        "by",
        "after",
        "in",
        "for",
        "without",
        "before",
        "if",
        "as",
        "since",
        "despite",
        "because",
        "though",
        "on",
        "upon",
        "instead",
        "besides",
        "not",
        "how",
        "why",
        "what",
    }
)

# Finite verbs that are written together with the word before them.
_SHORTENED = ("'m", "'re", "'ve", "'ll", "'d", "n't")


@dataclass(frozen=True, slots=True)
class _Pictures:
    finite: frozenset[str]
    present: re.Pattern[str]
    not_participles: frozenset[str]


@cache
def _pictures() -> _Pictures:
    data = parse_yaml(files("dragoman.clean").joinpath("data/pictures.yaml").read_text("utf-8"), "clean/data/pictures.yaml")
    present = "|".join(pattern.replace(" ", r"\s") for pattern in data["present"])
    # YAML reads some bare words ("no", "yes") as truth values; none may be lost in silence.
    return _Pictures(frozenset(map(str, data["finite"])), re.compile(rf"(?:{present})\b"), frozenset(map(str, data["not_participles"])))


def caption_reason(text: str, *, first: bool, after_title: bool) -> str | None:
    """Why a paragraph describes a picture, None if it does not seem to.

    Args:
        text: the paragraph on one line.
        first: it is the first paragraph, where a line without full stop is a title.
        after_title: it follows the title at once, where pages put the main picture.
    """
    words = _WORD.findall(text)
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or re.search(r'[“":;?]', text) or not text[0].isalpha() or words[0].lower() in _OPENERS:
        return None
    if _SENTENCE_BREAK.search(_ABBREVIATION.sub("X", text)):
        return None
    closed = ends_sentence(text)
    if first and not closed:
        return None
    head = _head_length(words)
    if _verbless(words):
        # "Try setting a date": an order, not a name.
        named = head > 1 or not is_common(words[0])
        participle = named and _participle_at(words, head)
        if participle or (not closed and _participle_after_comma(text)):
            return "a participle and no finite verb: describes a picture"
    if after_title and head and _pictures().present.match(" ".join(words[head : head + 5])):
        return "one sentence on a pose in the present tense: describes a picture"
    return None


def _head_length(words: list[str]) -> int:
    """Number of words of the names that the line begins with."""
    last_name = 0
    for length, word in enumerate(words, 1):
        if word[0].isupper():
            last_name = length
        elif word not in _JOINING:
            break
    return last_name if words and words[0][0].isupper() else 0


def _is_participle(word: str) -> bool:
    return len(word) > 4 and word.endswith("ing") and word.islower() and word not in _pictures().not_participles and is_word(word)


def _participle_at(words: list[str], head: int) -> bool:
    return 0 < head < len(words) and _is_participle(words[head])


def _participle_after_comma(text: str) -> bool:
    return any(_is_participle(found) for found in re.findall(r", (\w+ing)\b", text))


def _verbless(words: list[str]) -> bool:
    """True if no word can be the finite verb of a main clause."""
    for before, word, behind in zip(["", *words], words, [*words[1:], ""], strict=False):
        lower = word.lower().replace("’", "'")
        if lower in _pictures().finite or lower.endswith(_SHORTENED):
            return False
        # "strengthened ties" behind a participle, article or adjective is no past tense; behind a noun it is.
        if lower.endswith("ed") and len(lower) > 4 and word.islower() and behind != "by" and not _describes(before):
            return False
    return True


def _describes(before: str) -> bool:
    lower = before.lower()
    return _is_participle(before) or lower in {
        "the",
        "a",
        "an",
        "and",
        "by",
        "of",
        "in",
        "with",
        "for",
        "as",
        "their",
        "his",
        "her",
        "its",
        "newly",
        "many",
        "some",
        "to",
        "from",
    }
