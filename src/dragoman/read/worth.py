"""Says before its article is looked for whether a page may be about two countries at all. In: a page's bytes; out: yes or no, in some two milliseconds.

Only what can be judged is refused: English text of which no stretch of some sentences names two countries, organisations or regions. Menus and lists
of countries don't count, text in other languages always passes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from dragoman.knowledge import Knowledge
from dragoman.knowledge.lexicon import party_forms

# Words between two names that still belong together: some three sentences, for the second is often "the ministry in Paris".
NEAR = 70
# Bytes; shorter stretches are headlines, entries of menus, labels.
SHORTEST_STRETCH = 40
# In sentences most words begin with a small letter, in lists of countries and in headlines few.
LEAST_SMALL = 0.4
# Of English news text these are a fifth to a third, of lists of headlines a tenth, of text in other languages less than a thirtieth ("a", "in", "to").
_ENGLISH = frozenset(b"the of and to in that for on with is was by said from has at".split())
LEAST_ENGLISH = 0.08
_LEADERS = frozenset({"head of state", "head of government", "foreign minister"})
_BEFORE_SURNAMES = ("President", "Minister", "Premier", "Chancellor")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What stands in these is no text of the article; the longest first, so that the others are looked for in less.
_HIDDEN = (*((b"<" + name, b"</" + name) for name in (b"script", b"style", b"nav", b"select", b"svg", b"footer")), (b"<!--", b"--"))
# Tags within a sentence; all others end it.
_WITHIN = frozenset(b"a abbr acronym b bdi big br cite code em font i ins mark q s small span strong sub sup time u wbr".split())
_WITHIN_TAGS = _WITHIN | {b"/" + name for name in _WITHIN} | {name + b"/" for name in _WITHIN} | {name.upper() for name in _WITHIN}
# Everything in ASCII that is no letter or figure parts words; bytes above are parts of letters.
_PARTS_WORDS = bytes(code if code > 127 or chr(code).isalnum() else 0x20 for code in range(256))
# In UTF-8 quotation marks, dashes and the like begin so; a no-break space.
_MARKS = re.compile(rb"\xe2\x80.|\xc2\xa0", re.DOTALL)
_TEXT_AS_DATA = re.compile(rb'"articleBody"\s*:\s*"((?:[^"\\]++|\\.)*+)"')
_ESCAPE = re.compile(rb"\\(?:u[0-9a-fA-F]{4}|.)|<[^<>]*>?", re.DOTALL)


class Worth:
    """The names of countries and the like, ready to be looked for; made once, used for every page.

    Args:
        knowledge: whose names count, a user's own among them.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._names: dict[tuple[bytes, ...], frozenset[str]] = {}
        lengths: dict[bytes, set[int]] = {}
        for written, stands_for in _known(knowledge):
            for encoding in ("utf-8", "cp1252"):
                name = tuple(_words(written.encode(encoding, "replace")))
                if name:
                    self._names[name] = self._names.get(name, frozenset()) | {stands_for}
                    lengths.setdefault(name[0], set()).add(len(name))
        # The longest name that begins with a word is tried first: "South Korea" is not "South".
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def passes(self, data: bytes) -> bool:
        """False if the page can be judged and names no two countries near one another."""
        if data.startswith(_UTF_16) or b"\x00" in data[:1000]:
            return True
        number = english = 0
        running: list[bytes] = []
        for stretch in _stretches(data):
            words = _words(stretch)
            number += len(words)
            english += sum(map(_ENGLISH.__contains__, words))
            if sum(map(bytes.islower, words)) >= LEAST_SMALL * len(words):
                running += words
        return english <= LEAST_ENGLISH * number or self._two_near(running)

    def _two_near(self, words: Sequence[bytes]) -> bool:
        last: tuple[int, frozenset[str]] | None = None
        done = 0
        for at in [at for at, word in enumerate(words) if word in self._lengths]:
            if at < done:
                continue
            for length in self._lengths[words[at]]:
                found = self._names.get(tuple(words[at : at + length]))
                if found is not None:
                    if last is not None and at - last[0] <= NEAR and last[1].isdisjoint(found):
                        return True
                    last, done = (at, found), at + length
                    break
        return False


def _known(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Names as written, and what each stands for; of persons those at the head of states and of their foreign ministries, with their full names."""
    for form in party_forms(knowledge.countries, knowledge.organisations, knowledge.extra):
        stands_for = form.entry.country or form.entry.id or form.entry.name
        yield from ((form.text, stands_for), (form.text.upper(), stands_for))
    for holding in knowledge.offices.all:
        if holding.role in _LEADERS:
            yield from ((name, holding.country) for name in (holding.person, *holding.aliases) if " " in name)
            words = holding.person.split()
            # Which word is the family's differs from country to country: "President Xi", "President Kenyatta".
            yield from ((f"{title} {word}", holding.country) for title in _BEFORE_SURNAMES for word in (words[0], words[-1]))


def _words(text: bytes) -> list[bytes]:
    """Its words: U.S. are two, so is Russian-led."""
    return (text if text.isascii() else _MARKS.sub(b" ", text)).translate(_PARTS_WORDS).split()


def _stretches(data: bytes) -> Iterator[bytes]:
    """What stands between two tags that break a paragraph, if it is long enough for a sentence; and texts that the page gives as data."""
    if b'"articleBody"' in data:
        for body in _TEXT_AS_DATA.finditer(data):
            yield _plain(_ESCAPE.sub(b" ", body[1]))
    stretch: list[bytes] = []
    for piece in _visible(data).split(b"<"):
        tag, _, text = piece.partition(b">")
        name = tag.split(None, 1)
        if not name or name[0] not in _WITHIN_TAGS:
            if stretch:
                yield from _long_enough(stretch)
            stretch = []
        if text:
            stretch.append(text)
    yield from _long_enough(stretch)


def _long_enough(pieces: Iterable[bytes]) -> Iterator[bytes]:
    whole = b" ".join(pieces)
    if len(whole) >= SHORTEST_STRETCH and not whole.isspace():
        yield _plain(whole)


def _plain(text: bytes) -> bytes:
    return unescape(text.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape") if b"&" in text else text


def _visible(data: bytes) -> bytes:
    """The page without scripts, menus and the like; one that is never ended hides nothing."""
    for begins, ends in _HIDDEN:
        first, *others = data.split(begins)
        if others:
            kept = [first]
            for other in others:
                hidden, end, after = other.partition(ends)
                kept.append(after if end else hidden)
            data = b"<x".join(kept)
    return data
