"""Pages made up, damaged and hostile, and damaged web archives. In: a seed; out: bytes, with the sentences that a reader should find in them."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_WHO = ("The foreign minister", "A senior envoy", "The defence secretary", "The president's adviser", "The ambassador", "A spokesman for the ministry")
_DID = ("met", "spoke by telephone with", "wrote to", "received", "thanked", "criticised", "sent a delegation to", "held talks with")
_WHOM = ("his counterpart", "the trade delegation", "the head of the mission", "the visiting general", "the commission", "the neighbouring government")
_ABOUT = ("the border", "fishing rights", "the exchange of prisoners", "a new pipeline", "the ceasefire", "customs and tariffs", "visas for students")
_TAIL = ("officials said", "according to a statement", "the agency reported", "two diplomats said", "as both sides had agreed before", "after weeks of silence")
_MENU = ("Home", "World", "Politics", "Business", "Sport", "Weather", "Contact", "Archive", "Subscribe")
SENTENCES = 24


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the sentences of its article."""

    data: bytes
    sentences: tuple[str, ...]


def clean_page(chance: random.Random) -> Page:
    """A news page as sites make them: head, menu, article, list of further articles, foot."""
    sentences = tuple(
        f"{chance.choice(_WHO)} {chance.choice(_DID)} {chance.choice(_WHOM)} on day {number} about {chance.choice(_ABOUT)}, {chance.choice(_TAIL)}."
        for number in range(SENTENCES)
    )
    paragraphs = "\n".join(f"<p>{' '.join(sentences[at : at + 3])}</p>" for at in range(0, SENTENCES, 3))
    menu = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in _MENU)
    more = "".join(f'<li><a href="/more/{number}">Further article number {number}</a></li>' for number in range(10))
    script = "window.settings = {a: 1, b: '<div>', c: [1, 2, 3]}; if (a < b && c > d) { load(); }"
    body = (
        f"<header><nav><ul>{menu}</ul></nav></header><main><!-- article begins --><article><h1>Talks about {chance.choice(_ABOUT)}</h1>"
        f'<div class="text">{paragraphs}</div></article><!-- article ends --></main><aside><ul>{more}</ul></aside><footer><p>All rights reserved.</p></footer>'
    )
    head = f'<meta charset="utf-8"><title>Talks - The Gazette</title><meta property="article:published_time" content="2021-03-04"><script>{script}</script>'
    return Page(f"<!doctype html>\n<html><head>{head}</head><body>{body}</body></html>".encode(), sentences)


Mutation = Callable[[bytes, random.Random], bytes]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) // 3, len(data))]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _without_tags(data: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"</?[a-z][^>]*>", lambda tag: b"" if chance.random() < 0.15 else tag.group(), data)


def _ended_twice(data: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"</[a-z]+>", lambda tag: tag.group() * (1 + (chance.random() < 0.2)), data)


def _inserted(*pieces: bytes, at: bytes = b"<p>", times: int = 1) -> Mutation:
    def insert(data: bytes, chance: random.Random) -> bytes:
        for _ in range(times):
            places = [found.start() for found in re.finditer(re.escape(at), data)] or [len(data) // 2]
            place = chance.choice(places)
            data = data[:place] + chance.choice(pieces) + data[place:]
        return data

    return insert


def _other_charset(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8").replace("the", "thé")
    return text.encode(chance.choice(("latin-1", "cp1252", "utf-16-le", "utf-8-sig", "utf-16")), "replace")


def _scattered(piece: str) -> Mutation:
    def scatter(data: bytes, chance: random.Random) -> bytes:
        return re.sub(rb" ", lambda space: piece.encode() + b" " if chance.random() < 0.05 else b" ", data)

    return scatter


def _nested(data: bytes, chance: random.Random) -> bytes:
    name = chance.choice((b"div", b"span", b"b", b"font", b"blockquote", b"ul"))
    deep = chance.randrange(10, 3000)
    return data.replace(b"<article>", b"<%s>" % name * deep + b"<article>").replace(b"</article>", b"</article>" + b"</%s>" % name * chance.choice((0, deep)))


def _decorated(data: bytes, chance: random.Random) -> bytes:
    attributes = b" ".join(b'a%d="v"' % number for number in range(chance.randrange(50, 20_000)))
    return data.replace(b"<article>", b"<article " + attributes + b">")


MUTATIONS: Mapping[str, Mutation] = {
    "cut off": _cut,
    "bytes flipped": _flipped,
    "tags missing": _without_tags,
    "end tags doubled": _ended_twice,
    "comment left open": lambda data, chance: data.replace(b"begins -->", b"begins "),
    "script left open": lambda data, chance: data.replace(b"</script>", b"", 1),
    "title left open": lambda data, chance: data.replace(b"</title>", b"", 1),
    "comment in between": _inserted(b"<!-- <!-- -->", b"<!-->", b"<!--->", b"<!-- x --!>"),
    "character data": _inserted(b"<![CDATA[", b"]]>", b"<![CDATA[ x ]]>", b"<?php echo 1; ?>", b"<!DOCTYPE html>"),
    "script soup": _inserted(b"<script>if (a<b) document.write('<p>x</p><script src=y><\\/script>')</script>", b"<style>p > a {}</style>", times=5),
    "entities": _inserted(b"&amp;" * 500, b"&#x110000;", b"&bogus;", b"&#0;" * 50, b"&lt;script&gt;", times=3),
    "entity bomb": lambda data, chance: b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>' + data,
    "other charset": _other_charset,
    "NULs": _scattered("\x00"),
    "control characters": _scattered("\x01\x0b\x1b"),
    "zero width": _scattered("\u200b\u2060"),
    "bidi": _scattered("\u202e\u202c"),
    "nested": _nested,
    "attributes": _decorated,
    "huge line": _inserted(b"<p>" + b"word " * 60_000 + b"</p>", b"<p>" + b"w" * 300_000 + b"</p>", at=b"<aside>"),
    "frames and tables": _inserted(b"<table><tr><td>", b"<iframe>", b"<select><option>", b"<svg><g>", b"<form>", b"</div></div></div>", times=2),
    "two pages in one": lambda data, chance: data[: data.find(b"<aside>")] + data,
}


def mutated(seed: int) -> tuple[str, Page, Page]:
    """The name of a mutation, a page, and the same page damaged by it; the damaged one with the sentences that still stand whole in it."""
    chance = random.Random(seed)
    page = clean_page(chance)
    name = list(MUTATIONS)[seed % len(MUTATIONS)]
    data = MUTATIONS[name](page.data, chance)
    return name, page, Page(data, page.sentences)


def pathological() -> dict[str, Page]:
    """Pages that are made to break readers, by name."""
    page = clean_page(random.Random(0))
    begin, end = b"<article>", b"</article>"
    out: dict[str, bytes] = {}
    for name in (b"div", b"span", b"b", b"font", b"table", b"ul", b"blockquote", b"a"):
        for deep in (300, 100_000):
            out[f"{deep} nested {name.decode()}"] = page.data.replace(begin, b"<%s>" % name * deep + begin).replace(end, end + b"</%s>" % name * deep)
        out[f"20,000 open {name.decode()}"] = page.data.replace(begin, b"<%s>" % name * 20_000 + begin)
    out["100,000 unmatched ends"] = page.data.replace(begin, b"</i>" * 100_000 + begin)
    out["20,000 open, ended by others"] = page.data.replace(begin, b"<div>" * 20_000 + b"</span>" * 20_000 + begin)
    for count in (1_000, 20_000, 200_000):
        for mark in (b'a%d="v"', b"a%d", b"a%d=<"):
            out[f"{count} attributes {mark.decode()}"] = page.data.replace(begin, b"<div " + b" ".join(mark % number for number in range(count)) + b">" + begin)
    for count in (1_000, 20_000):
        for mark in (b'a%d="<p>"', b"a%d='></p>'"):
            out[f"{count} attributes {mark.decode()}"] = page.data.replace(begin, b"<div " + b" ".join(mark % number for number in range(count)) + b">" + begin)
    out["20,000 paragraphs in an attribute"] = page.data.replace(begin, b'<div title="' + b"<p>" * 20_000 + b'">' + begin)
    huge = {
        "10 MB line": b"<p>" + b"word " * 2_000_000 + b"</p>",
        "10 MB word": b"<p>" + b"w" * 10_000_000 + b"</p>",
        "10 MB script": b"<script>" + b"var x=1;" * 1_250_000 + b"</script>",
        "10 MB comment": b"<!--" + b" x" * 5_000_000 + b"-->",
        "10 MB picture": b'<img src="data:image/png;base64,' + b"A" * 10_000_000 + b'">',
        "10 MB of blanks": b" " * 10_000_000,
        "100,000 paragraphs": b"<p>Short one.</p>" * 100_000,
        "100,000 links": b'<a href="/x">Link</a> ' * 100_000,
        "100,000 breaks": b"x<br>" * 100_000,
        "100,000 pictures": b'<img src="/x.png">' * 100_000,
        "20,000 rows": b"<table>" + b"<tr><td>a</td><td>b</td></tr>" * 20_000 + b"</table>",
        "20,000 items": b"<ul>" + b"<li>one" * 20_000 + b"</ul>",
        "1,000,000 entities": b"<p>" + b"&amp;" * 1_000_000 + b"</p>",
        "1,000,000 opening brackets": b"<" * 1_000_000,
        "200,000 half tags": b"<a" * 200_000,
        "200,000 open quotes": b'<a href="' * 200_000,
        "20,000 open comments": b"<!--" * 20_000,
        "20,000 scripts": b"<script>1</script>" * 20_000,
        "dates": b"<p>" + b"2024-01-01 " * 50_000 + b"</p>",
        "brackets in JSON-LD": b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
        "20,000 meta elements": b'<meta name="date" content="x">' * 20_000,
        "NULs": b"\x00" * 100_000,
        "direction overrides": "\u202e".encode() * 100_000,
        "combining marks": b"<p>a" + "\u0301".encode() * 300_000 + b"</p>",
    }
    for name_, piece in huge.items():
        out[name_] = page.data.replace(begin, piece + begin)
    out["comment left open"] = page.data.replace(b"begins -->", b"")
    out["script left open"] = page.data.replace(b"</script>", b"")
    return {name_: Page(data, page.sentences) for name_, data in out.items()}


def archive(chance: random.Random, records: int = 20) -> tuple[list[bytes], bool]:
    """The records of a small web archive in bytes, and whether each is packed as gzip."""
    packed = chance.random() < 0.5
    parts = []
    for number in range(records):
        body = clean_page(chance).data
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.example/%d\r\nContent-Type: application/http; msgtype=response\r\n" % number
        record = head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"
        parts.append(gzip.compress(record, 1, mtime=0) if packed else record)
    return parts, packed
