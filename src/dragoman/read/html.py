"""Web pages: HTML -> the article's text with title, author, day, outlet and address. trafilatura finds the article."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from dragoman.model import InputError, Report
from dragoman.read.declared import FROM_WORDS, Marks
from dragoman.read.limits import MOST_TAGS_OF_PAGE
from dragoman.read.made import EmptyPageError, make
from dragoman.read.pending import WITHOUT_ARTICLE, Pending, whole_file
from dragoman.read.printed import day_in_address, printed_day
from dragoman.read.simplify import simplified
from dragoman.read.source import SourceFile

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,30})""", re.IGNORECASE)
# Browsers read pages that declare Latin-1 or ASCII as Windows-1252 (WHATWG Encoding Standard, 4.2).
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_DECLARED_WITHIN = 4096
# Characters; two or three sentences. A strict search that finds less may have missed the article.
SHORTEST_ARTICLE = 250
LEAST_OF_PARAGRAPHS, LEAST_OF_USUAL = 0.65, 0.75
_PARAGRAPH = re.compile(r"<p\b[^<>]*>([^<]*+(?:<(?!/p\b|p\b)[^<]*+)*+)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>?")
# Characters; shorter ones are captions, notes, labels.
_SHORTEST_PARAGRAPH = 80
# Characters of HTML between two paragraphs of one article: a picture with its caption, an advertisement.
_MOST_BETWEEN = 1_500
# Characters without blanks by which a paragraph is known again.
_TOLD_BY = 30
# Days are taken from what the page declares only, never guessed from its text, and never compared with today.
_DATE_PARAMETERS = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01", "outputformat": "%Y-%m-%d"}


class HtmlReader:
    """Reads .html and .htm: one page, one report."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml", ".shtml")

    def recognises(self, head: bytes) -> bool:
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1000].lower()
        return start.startswith((b"<!doctype html", b"<html")) or (start.startswith((b"<?xml", b"<!--")) and b"<html" in start)

    def read(self, source: SourceFile) -> Iterator[Report]:
        yield read_page(source, whole_file(self.name, source), Counter())

    def pending(self, source: SourceFile) -> Iterator[Pending]:
        yield whole_file(self.name, source)


def read_page(source: SourceFile, pending: Pending, counts: Counter[str], *, plain: bool = False) -> Report:
    """The report on a page, a file of its own or one of a web archive.

    Args:
        counts: gets what is to be counted about it.
        plain: take all of its text instead of looking for the article.

    Raises:
        InputError: if the page holds no text.
    """
    data = source.data() if pending.whole else pending.data
    page = decode_page(data, pending.charset)
    text, fields = article(source, page, pending.url, counts, plain=plain)
    return make(source, pending.report_id or source.name, text, {**fields, "url": fields.get("url") or pending.url}, data=data)


def decode_page(data: bytes, declared: str | None = None) -> str:
    """A page's characters: by byte order mark, the charset declared in the HTTP header or the page, UTF-8 if it is valid, else by guess."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    found = _CHARSET.search(data[:_DECLARED_WITHIN])
    in_page = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else None
    for name in ("utf-8", declared, in_page):
        try:
            encoding = codecs.lookup(name or "").name
            return data.decode(_AS_BROWSERS_DO.get(encoding, encoding))
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    from resiliparse.parse.encoding import detect_encoding

    return data.decode(detect_encoding(data) or "utf-8", "replace")


def article(source: SourceFile, page: str, url: str | None = None, counts: Counter[str] | None = None, *, plain: bool = False) -> tuple[str, dict[str, Any]]:
    """The article's text, paragraphs on lines of their own, and what the page says about it.

    Args:
        counts: gets what is to be counted about the page.
        plain: take all of its text instead of looking for the article, which on some pages takes too long.

    Raises:
        EmptyPageError: if the page holds no text.
    """
    safe = simplified(page)
    if safe.changed:
        source.problem(str(source.error(f"the page is damaged or hostile, and was read with changes: {', '.join(safe.changed)}")))
    if safe.overfull and not plain:
        source.problem(str(source.error(f"the page has more than {MOST_TAGS_OF_PAGE} elements; all of its text was taken")))
    found = None if plain or safe.overfull else _found(source, safe.page, url)
    if found is not None and (found.text or "").strip():
        # The page's `lang` is left aside: site templates say "en" (or their own country's tongue) whatever the article is in.
        fields = {
            "title": _without_site(found.title, found.sitename),
            "byline": found.author,
            "outlet": found.sitename,
            "url": found.url or url,
        }
        return found.text, {**fields, **declared(safe.page, fields["url"], found.date)}
    text = plain_text(safe.page, main_content=True) or plain_text(safe.page)
    if not text.strip():
        raise EmptyPageError(f"the page of {len(page)} characters holds no text", source=source.given)
    if counts is not None:
        counts[WITHOUT_ARTICLE] += 1
    if found is not None:
        source.problem(str(source.error("no article was found on the page; all of its text was taken")))
    return text, {"title": _title_of(safe.page), "url": url, "canonical": Marks(safe.page).address()}


def _found(source: SourceFile, page: str, url: str | None) -> Any:
    """What trafilatura makes of a page, None if it fails."""
    try:
        from trafilatura import bare_extraction

        # max_tree_size is left alone: `simplified` bounds the tree, and the sandbox of `run` the time.
        def search(*, strict: bool, about: bool = True) -> Any:
            parameters = dict(_DATE_PARAMETERS)
            return bare_extraction(page, url=url, include_comments=False, with_metadata=about, favor_precision=strict, date_extraction_params=parameters)

        # The strict search leaves out teasers and boxes between the paragraphs; where it leaves out much of what stands in paragraphs, the usual one decides.
        found = search(strict=True)
        length = len(found.text or "") if found is not None else 0
        if length >= SHORTEST_ARTICLE and length >= LEAST_OF_PARAGRAPHS * _in_paragraphs(page, found.text):
            return found
        usual = search(strict=False, about=found is None)
        if usual is not None and found is not None and length < LEAST_OF_USUAL * len(usual.text or ""):
            found.text = usual.text
        return found or usual
    except ImportError as error:
        source.problem(str(source.error(f"trafilatura can't be loaded ({error}); the page was read by the simpler extractor")))
    except (ValueError, TypeError, AttributeError, IndexError, RecursionError, AssertionError) as error:
        source.problem(str(source.error(f"trafilatura failed on the page ({type(error).__name__}); it was read by the simpler extractor")))
    return None


def _in_paragraphs(page: str, text: str) -> int:
    """Characters that stand in the longer paragraphs of the article: those that were found, and those that follow close upon one another before and behind.

    Comments, teasers of other articles and notes on cookies stand further off.
    """
    found = {"".join(line[: 2 * _TOLD_BY].split())[:_TOLD_BY] for line in text.splitlines()}
    # What a page tells as data may hold the article a second time.
    shown = "".join(piece.partition("</script")[2] if number else piece for number, piece in enumerate(page.split("<script")))
    whole = run = last = 0
    ours = False
    for paragraph in _PARAGRAPH.finditer(shown):
        plain = _TAG.sub("", paragraph[1])
        if len(plain) < _SHORTEST_PARAGRAPH:
            continue
        if paragraph.start() - last > _MOST_BETWEEN:
            whole, run, ours = whole + run * ours, 0, False
        run, last = run + len(plain), paragraph.end()
        ours = ours or "".join(plain[: 2 * _TOLD_BY].split())[:_TOLD_BY] in found
    return whole + run * ours


def declared(page: str, url: str | None, published: str | None) -> dict[str, Any]:
    """The page's own address, the day of publication, and where on it that stands.

    Args:
        published: the day that trafilatura found; where it comes from no mark of the page, it may be any day in its words, and they are read again.
    """
    marks = Marks(page)
    canonical = marks.address()
    how = marks.published_how(url, published)
    if how not in (None, FROM_WORDS):
        return {"canonical": canonical, "published": published, "published_how": how}
    day, how = day_in_address(url) or day_in_address(canonical), "url"
    if day is None:
        day, how = printed_day(page), FROM_WORDS
    return {"canonical": canonical, "published": str(day) if day else None, "published_how": how}


def plain_text(html: str, *, main_content: bool = False) -> str:
    """The visible text of HTML with its paragraphs kept; empty if it can't be parsed."""
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return str(
            extract_plain_text(html.encode("utf-8", "replace").decode("utf-8"), preserve_formatting=True, main_content=main_content, alt_texts=False)
        ).strip()
    except (ValueError, RuntimeError, InputError):
        return ""


def _without_site(title: str | None, site: str | None) -> str | None:
    """The title without the name of the site behind it: "Envoys meet | The Gazette"."""
    if not title or not site:
        return title
    bare = re.sub(rf"\s+[|:•·–—-]+\s+{re.escape(site)}$", "", title, flags=re.IGNORECASE)
    return bare or title


def _title_of(page: str) -> str | None:
    found = re.search(r"<title[^>]{0,200}>(.{1,500}?)</title>", page[:100_000], re.IGNORECASE | re.DOTALL)
    return " ".join(found.group(1).split()) if found else None
