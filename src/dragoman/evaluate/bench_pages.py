"""What reading pages costs, for `make bench`: beside trafilatura alone, with processes of their own, web archives with and without the gate, cleaning.

In: nothing, the pages are made up. Out: figures by name, and lines for people. Processor time, but for the sandbox, whose gain is by the clock.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dragoman.evaluate.hostile_pages import clean_page
from dragoman.model import Report
from dragoman.read import reports
from dragoman.read.pending import Here, Pending, read_pending

PAGES = 60
# For the processes' start not to weigh: some 30 ms a page.
PAGES_APART = 400
# News pages have 30 to 150 kB, of which the article is a tenth.
RECORDS, RECORD_BYTES = 200, 60_000
_NAMES = ("France", "Norway")


def measured(readings: Sequence[Report], runs: int) -> dict[str, Any]:
    """All figures.

    Args:
        readings: texts to clean.
    """
    return {**_beside_trafilatura(runs), **_apart(), **_archives(runs), **_cleaning(readings, runs)}


def lines(found: dict[str, Any]) -> list[str]:
    """The figures for people."""
    return [
        "pages, made up",
        f"  reading / trafilatura alone {found['page_ratio']:6.2f}     ({1 / found['page_seconds']:.0f} pages a second and core)",
        f"  two processes apart / here  {found['apart_speed_up']:6.2f}     times as fast by the clock",
        f"web archive, {RECORDS} pages of {RECORD_BYTES // 1000} kB, half of them about two countries",
        f"  records cut out             {found['records_cut']:6.0f}     a second and core",
        f"  with the gate               {found['records_gated']:6.0f}     a second and core, {found['gate_passes']:.2f} pass",
        f"  with their articles         {found['records_read']:6.0f}     a second and core; with the gate {found['gate_speed_up']:.2f} times as fast",
        f"cleaning                      {found['clean_microseconds']:6.2f}     microseconds a word",
    ]


def _spent(work: Callable[[], object], runs: int) -> float:
    """Seconds of processor time, median; after one round to warm up."""
    work()
    found = []
    for _ in range(runs):
        before = time.process_time()
        work()
        found.append(time.process_time() - before)
    return statistics.median(found)


def _pages(count: int) -> list[bytes]:
    return [clean_page(random.Random(number)).data for number in range(count)]


def _pending(pages: Sequence[bytes]) -> list[Pending]:
    return [Pending("html", "made", f"{number}", page, f"{number}") for number, page in enumerate(pages)]


def _beside_trafilatura(runs: int) -> dict[str, float]:
    from trafilatura import bare_extraction

    pages = _pages(PAGES)
    waiting = _pending(pages)
    texts = [page.decode() for page in pages]
    ours = _spent(lambda: [read_pending(one) for one in waiting], runs)
    theirs = _spent(lambda: [bare_extraction(page, include_comments=False, with_metadata=True) for page in texts], runs)
    return {"page_seconds": ours / PAGES, "page_ratio": ours / theirs}


def _apart() -> dict[str, float]:
    from dragoman.run.sandbox import AHEAD, extractor

    waiting = _pending(_pages(PAGES_APART))

    def through(submit: Callable[[Pending], Callable[[], object]]) -> float:
        before = time.perf_counter()
        for start in range(0, len(waiting), AHEAD):
            for wait in [submit(one) for one in waiting[start : start + AHEAD]]:
                wait()
        return time.perf_counter() - before

    here = through(Here().submit)
    with extractor(2) as apart:
        return {"apart_speed_up": here / through(apart.submit)}


def _archives(runs: int) -> dict[str, float]:
    from dragoman.knowledge import load
    from dragoman.read.worth import Worth

    worth = Worth(load())
    passed: list[bool] = []

    def judged(page: bytes) -> bool:
        passed.append(worth.passes(page))
        return passed[-1]

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.warc")
        path.write_bytes(b"".join(_record(number) for number in range(RECORDS)))
        cut = _spent(lambda: list(reports(path, gate=lambda page: False)), runs)
        gate_alone = _spent(lambda: list(reports(path, gate=lambda page: judged(page) and False)), runs)
        read = _spent(lambda: list(reports(path)), 1)
        gated = _spent(lambda: list(reports(path, gate=worth.passes)), 1)
    return {
        "records_cut": RECORDS / cut,
        "records_gated": RECORDS / gate_alone,
        "gate_passes": sum(passed) / len(passed),
        "records_read": RECORDS / read,
        "gate_speed_up": read / gated,
    }


def _record(number: int) -> bytes:
    """A page as long as usual in a record of a web archive; every second one names two countries."""
    page = clean_page(random.Random(number)).data
    if number % 2:
        page = page.replace(b"the commission", _NAMES[0].encode()).replace(b"The ambassador", b"The ambassador of " + _NAMES[1].encode())
    script = b"<script>" + b"window.settings = {a: 1, b: '<div>', c: [1, 2, 3]}; " * (RECORD_BYTES // 100) + b"</script>"
    entry = b'<li class="teaser"><a href="/archive/%d"><span class="label">News</span> Further article from the archive</a></li>'
    teasers = b"".join(entry % one for one in range((RECORD_BYTES - len(page) - len(script)) // len(entry)))
    page = page.replace(b"</head>", script + b"</head>").replace(b"</aside>", b"<ul>" + teasers + b"</ul></aside>")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.example/%d\r\nContent-Type: application/http; msgtype=response\r\n" % number
    return head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"


def _cleaning(readings: Sequence[Report], runs: int) -> dict[str, float]:
    from dragoman.clean import clean
    from dragoman.knowledge import load

    knowledge = load()
    words = sum(len(report.text.split()) for report in readings)
    return {"clean_microseconds": 1e6 * _spent(lambda: [clean(report, knowledge) for report in readings], runs) / max(1, words)}
