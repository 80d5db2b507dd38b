"""`python -m dragoman.evaluate.hostile`: reads damaged and hostile pages and archives as `build` does, and prints what became of them.

Crashes, the worst processor time and memory, recall of the article's sentences, truncations told, records recovered.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from dragoman.evaluate.hostile_pages import Page, archive, clean_page, mutated, pathological
from dragoman.read.frames import Frame, frames
from dragoman.read.html import decode_page
from dragoman.read.pending import Outcome, Pending
from dragoman.read.pieces import Lost
from dragoman.run.sandbox import Sandbox

PAGES, ARCHIVES = 10_000, 1_000
_FORMATS = dict.fromkeys(map(ord, "\x00\x01\x0b\x1b\u200b\u2060\u202e\u202c"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes, reads, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES, help="damaged pages (default: %(default)s)")
    parser.add_argument("--archives", type=int, default=ARCHIVES, help="damaged web archives (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of the table")
    asked = parser.parse_args(arguments)
    found = {"mutated": mutations(asked.pages, asked.seed), "pathological": traps(), "archives": archives(asked.archives, asked.seed)}
    print(json.dumps(found) if asked.json else "\n".join(lines(found)))


def mutations(count: int, seed: int = 0) -> dict[str, Any]:
    """What became of so many damaged pages."""
    return _read(((name, page) for name, _, page in map(mutated, range(seed, seed + count))), 1)


def traps() -> dict[str, Any]:
    """What became of the pages made to break readers."""
    return _read(pathological().items(), 1)


def _read(pages: Iterable[tuple[str, Page]], processes: int) -> dict[str, Any]:
    right: Counter[str] = Counter()
    there: Counter[str] = Counter()
    lost: defaultdict[str, list[str]] = defaultdict(list)
    errors: Counter[str] = Counter()
    number = 0
    with Sandbox(processes) as apart:
        for name, page, outcome in _ahead(pages, apart):
            number += 1
            report = outcome.reports[0]
            kept = _still_there(page)
            found = _plain(report.text)
            missing = [sentence for sentence in kept if sentence not in found]
            right[name] += len(kept) - len(missing)
            there[name] += len(kept)
            if report.error is not None:
                errors[name] += 1
            if missing:
                lost[name].append(report.error or "; ".join(outcome.problems) or "sentences missing")
    spent = apart.spent
    return {
        "pages": number,
        "unreadable": sum(errors.values()),
        "processes_died": spent.died,
        "most_seconds": round(spent.most_seconds, 2),
        "most_memory_mb": spent.most_memory // 2**20,
        "milliseconds_a_page": round(1000 * spent.seconds / max(1, number), 1),
        "recall": round(sum(right.values()) / max(1, sum(there.values())), 4),
        "worst": {name: round(right[name] / there[name], 3) for name in sorted(there, key=lambda name: right[name] / max(1, there[name]))[:6] if there[name]},
    }


def _ahead(pages: Iterable[tuple[str, Page]], apart: Sandbox) -> Iterator[tuple[str, Page, Outcome]]:
    running: list[tuple[str, Page, Callable[[], Outcome]]] = []
    for number, (name, page) in enumerate(pages):
        running.append((name, page, apart.submit(Pending("html", "made", f"{number}", page.data, f"{number}"))))
        if len(running) > 8:
            first, its, outcome = running.pop(0)
            yield first, its, outcome()
    for first, its, outcome in running:
        yield first, its, outcome()


def _still_there(page: Page) -> list[str]:
    """The sentences of the article that stand whole in the damaged page: what is cut off nobody can find."""
    text = _plain(decode_page(page.data))
    return [sentence for sentence in map(_plain, page.sentences) if sentence in text]


def _plain(text: str) -> str:
    return " ".join(text.translate(_FORMATS).replace("thé", "the").split())


def archives(count: int, seed: int = 0) -> dict[str, Any]:
    """What became of so many web archives, each cut off, with wrong bytes, or with a stretch missing."""
    told = cuts = whole = recovered = 0
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        parts, _ = archive(chance, 12)
        borders = [sum(map(len, parts[: at + 1])) for at in range(len(parts))]
        data, touched, at_border = _damaged(b"".join(parts), borders, chance, number % 3)
        found = list(frames(BytesIO(data)))
        lost = any(isinstance(one, Lost) for one in found)
        urls = {one.data[:200].split(b"URI: ", 1)[-1].split(b"\r", 1)[0] for one in found if isinstance(one, Frame)}
        intact = {b"https://e.example/%d" % one for one in range(len(parts)) if one not in touched}
        whole += len(intact)
        recovered += len(intact & urls)
        if number % 3 == 0 and not at_border:
            cuts += 1
            told += lost
    return {"archives": count, "cut_off": cuts, "cuts_told": told, "intact_records": whole, "recovered": round(recovered / max(1, whole), 4)}


def _damaged(data: bytes, borders: Sequence[int], chance: random.Random, how: int) -> tuple[bytes, set[int], bool]:
    """Damaged bytes, the numbers of the records touched, and whether the cut went between two records."""
    starts = [0, *borders[:-1]]
    begin = chance.randrange(1, len(data))
    if how == 0:
        return data[:begin], {number for number, border in enumerate(borders) if border > begin}, begin in borders
    end = min(len(data), begin + (1 if how == 1 else chance.randrange(1, 20_000)))
    touched = {number for number, border in enumerate(borders) if border > begin and starts[number] < end}
    middle = bytes([data[begin] ^ (1 << chance.randrange(8))]) if how == 1 else b""
    return data[:begin] + middle + data[end:], touched, False


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The figures for people."""
    for name in ("mutated", "pathological"):
        one = found[name]
        yield f"{one['pages']} {name} pages: {one['unreadable']} unreadable, {one['processes_died']} processes died and were replaced"
        yield f"    worst: {one['most_seconds']} s of processor time, {one['most_memory_mb']} MB; mean {one['milliseconds_a_page']} ms a page"
        yield f"    recall of the article's sentences that still stand on the page: {one['recall']:.4f}; lowest: {one['worst']}"
    one = found["archives"]
    yield f"{one['archives']} damaged web archives: {one['cuts_told']} of {one['cut_off']} cut off were told"
    yield f"    {one['recovered']:.4f} of {one['intact_records']} intact records were read"


def clean_recall(count: int, seed: int = 0) -> float:
    """The recall on pages that nothing was done to: what the others are to be compared with."""
    pages = (("clean", clean_page(random.Random(seed + number))) for number in range(count))
    return float(_read(pages, 1)["recall"])


if __name__ == "__main__":
    main()
