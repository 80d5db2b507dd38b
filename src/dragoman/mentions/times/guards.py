"""What looks like a time and is none, and whether the words before a time put it ahead of or behind the writing day.

In: the text and a match or offsets. Out: yes or no, or a direction. The word lists stand in data/guards.yaml.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.mentions.times.grammar import Match
from dragoman.model import KnowledgeError

SOURCE = "mentions/times/data/guards.yaml"
_GROUPS = ("number_names", "counts_before", "counted", "before_year", "month_may", "month_march", "not_after", "ahead", "back")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?|['’]s\b|[$€£¥]|\S")
_LAST_WORD = re.compile(r"(\S+?)[\s(\"“‘'’\[]*\Z")
_NEXT_WORD = re.compile(r"[ \t]*(-?[^\W_][\w’'-]*|%)")
_CLAUSE = re.compile(r"[;:—]|,\s+(?:but|and|while|as|which|who|after)\b|[“”\"]")
_CLAUSE_REACH = 120
# Ambiguous short month and weekday names: read only next to a day, a year or with their stop.
_SHORT = frozenset({"jan", "mar", "jun", "sep", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "sun.", "sat.", "wed.", "mar."})
_MONTH_CUES = frozenset({"in", "since", "last", "next", "this", "late", "early", "mid", "mid-"})


@cache
def guards() -> dict[str, frozenset[str]]:
    """The word lists, read once a process.

    Raises:
        KnowledgeError: if a group or its example is missing.
    """
    source = resources.files("dragoman.mentions.times") / "data" / "guards.yaml"
    data = parse_yaml(source.read_text(encoding="utf-8"), SOURCE)
    try:
        for name in _GROUPS:
            data[name]["example"]
        return {name: frozenset(map(str, data[name]["words"])) for name in _GROUPS}
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"group {error} needs words and an example", source=SOURCE) from error


def word_before(text: str, start: int) -> str:
    found = _LAST_WORD.search(text, max(0, start - 40), start)
    return found[1].lower() if found else ""


def word_after(text: str, end: int) -> str:
    found = _NEXT_WORD.match(text, end, end + 40)
    return found[1].lower() if found else ""


def is_time(match: Match, text: str) -> bool:
    """False where the words are a name, a sum or a verb: "2009 people", "May said", "Resolution 1929"."""
    rule = match.rule.name
    if rule == "year":
        return _is_year(text, match)
    if rule == "month":
        return _is_month(text, match)
    if rule == "apostrophe_year":
        return word_before(text, match.tokens[0].start) in guards()["before_year"]
    if rule in ("weekday", "clock", "duration", "units"):
        return _is_plain(text, match)
    return True


def _is_plain(text: str, match: Match) -> bool:
    token = match.tokens[0]
    lists = guards()
    if match.rule.name == "weekday":
        return token.text.lower() not in _SHORT and word_before(text, token.start) not in lists["not_after"]
    if match.rule.name == "units":
        # "Seconds", "minutes" of a meeting, "hours": of no use alone; "days" and longer count.
        return (token.value not in ("S", "MIN", "H") and word_after(text, token.end) != "of") or word_before(text, token.start) in (
            "for",
            "in",
            "of",
            "within",
            "over",
            "after",
        )
    if match.rule.name == "clock":
        return "." not in token.text.rstrip(".") or token.text.lower().rstrip(".").endswith("m")
    return not (match.tokens[-1].value == "S" and match.tokens[0].kind == "ORDINAL")


def _is_year(text: str, match: Match) -> bool:
    token, lists = match.tokens[0], guards()
    before, after = word_before(text, token.start), word_after(text, token.end)
    if token.value < 1400 and before not in ("in", "since", "of", "from", "until", "by", "to"):
        return False
    if before in lists["number_names"] or before in lists["counts_before"] or (after.startswith("-") and after != "-era"):
        return False
    if after in lists["counted"]:
        return False
    if text[token.end : token.end + 1] in "-–" and text[token.end + 1 : token.end + 2].isalnum():
        return False
    named = before in lists["before_year"] or before.endswith(("'s", "’s", ",")) or text[token.start - 1 : token.start] == "("
    plural = after.endswith("s") and not after.endswith(("ss", "us", "is", "'s", "’s")) and len(after) > 3
    return named or not plural


def _is_month(text: str, match: Match) -> bool:
    token, lists = match.tokens[0], guards()
    surface = token.text.lower()
    before = word_before(text, token.start)
    if before in lists["not_after"]:
        return False
    if surface == "may":
        return before in lists["month_may"] and token.text == "May"
    if surface == "march":
        return before in lists["month_march"]
    if surface in _SHORT:
        return before in lists["month_march"]
    following = text[token.end : token.end + 2]
    # "April Glaspie", "August Wilson": a capitalised word glued on is a surname, unless a preposition shows the month.
    return not (surface in ("april", "june", "august", "jan.") and following[:1] == " " and following[1:].isupper() and before not in _MONTH_CUES)


def direction(text: str, sentence_start: int, start: int) -> str | None:
    """Whether the clause's words put a time ahead ("future") or behind ("past"); the word nearest to it decides."""
    lists = guards()
    begin = max(sentence_start, start - _CLAUSE_REACH)
    cut = max((found.end() for found in _CLAUSE.finditer(text, begin, start)), default=begin)
    words = _WORD.findall(text[cut:start])
    if words and words[-1].lower() == "by":
        return "future"
    for number in range(len(words) - 1, -1, -1):
        word = words[number] if words[number] in ("May", "March") else words[number].lower()
        if word == "to":
            # "To meet on Monday" lies ahead, "went to Moscow on Monday" does not.
            following = words[number + 1] if number + 1 < len(words) else "X"
            if following[:1].islower() and following not in _NO_VERB:
                return "future"
            continue
        if word in lists["ahead"]:
            return "future"
        if word in lists["back"]:
            if number and words[number - 1].lower() in ("be", "being"):
                # "To be held on Monday", "will be signed": the participle says nothing, the auxiliary before it does.
                continue
            return "past"
    return None


_NO_VERB = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "our"})
