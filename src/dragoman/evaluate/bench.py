"""`make bench`: what a reading and each of its parts cost beside spaCy's own full pass over the same text, memory, start-up, pages, resolving, two processes.

Texts are those of a folder (by default `examples/`), so that anybody can measure on their own. Prints a table, or with --json one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dragoman.evaluate import bench_cores, bench_pages, resolving
from dragoman.evaluate.costs import costs
from dragoman.evaluate.peak import peak_kb
from dragoman.model import Report

RUNS = 5
LONG_REPORT = 250_000  # characters
STARTS = 7
EPILOG = "How fast pages of a record are answered takes minutes and a record: `make serving`, or python -m dragoman.evaluate.serving RECORD."
# The processor time of each is measured, not the clock: other programs on the machine then matter less.
clock = time.process_time


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, epilog=EPILOG)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("examples"), help="texts to read")
    parser.add_argument("--runs", type=int, default=RUNS)
    sizes = "event reports to resolve, made up; a million takes an hour and some 14 GB"
    parser.add_argument("--resolve", type=int, nargs="*", default=list(resolving.SIZES), metavar="N", help=f"{sizes} (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of the table")
    parser.add_argument("--memory-of", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    reports = texts(asked.folder)
    if asked.memory_of:
        print(peak_memory(reports))
        return
    found = measured(asked.folder, reports, asked.runs)
    found |= {"pages": bench_pages.measured(reports, asked.runs), "cores": bench_cores.measured(reports), "resolving": resolving.costs(asked.resolve)}
    print(json.dumps(found) if asked.json else table(found))


def measured(folder: Path, reports: Sequence[Report], runs: int) -> dict[str, Any]:
    """All figures: seconds of processor time, shares of spaCy's pass, kilobytes."""
    ours, theirs, parts = speed(reports, runs)
    again = [sys.executable, "-m", "dragoman.evaluate.bench", str(folder), "--memory-of"]
    used = subprocess.run(again, capture_output=True, text=True, check=True)
    return {
        "reports": len(reports),
        "words": sum(len(report.text.split()) for report in reports),
        "runs": runs,
        "code_seconds": round(ours, 3),
        "spacy_seconds": round(theirs, 3),
        "ratio": round(ours / theirs, 3),
        "reports_a_second": round(len(reports) / ours, 2),
        "parts": {name: round(seconds / theirs, 3) for name, seconds in parts.items()},
        "peak_memory_kb": int(used.stdout),
        "base_memory_kb": base_memory(folder),
        "help_seconds": round(start_up(), 3),
    }


def table(found: dict[str, Any]) -> str:
    """The figures for people."""
    words, ours, theirs = found["words"], found["code_seconds"], found["spacy_seconds"]
    lines = [
        f"{found['reports']} reports, {words} words, median of {found['runs']} runs, one process",
        f"dragoman code, whole    {ours:7.2f} s CPU   {words / ours:8.0f} words, {found['reports_a_second']:.1f} reports a second and core",
        f"spaCy, full pass        {theirs:7.2f} s CPU   {words / theirs:8.0f} words",
        f"ratio                   {found['ratio']:7.2f}",
        "",
        "parts of the reading, as shares of spaCy's full pass",
    ]
    for name, share in found["parts"].items():
        component, stroke, step = name.partition("/")
        lines.append(f"    {step:28}     {share:6.3f}" if stroke else f"  {component:30}{share:6.3f}")
    long, base = found["peak_memory_kb"] / 1024, found["base_memory_kb"] / 1024
    return "\n".join(
        [
            *lines,
            "",
            f"peak memory             {long:7.0f} MB for a report of {LONG_REPORT // 1000} kB ({base:.0f} MB for one of a line)",
            f"dragoman --help         {found['help_seconds']:7.2f} s (median of {STARTS})",
            "",
            *bench_pages.lines(found["pages"]),
            "",
            *bench_cores.lines(found["cores"]),
            "",
            *resolving.lines(found["resolving"]),
        ]
    )


def texts(folder: Path) -> list[Report]:
    """The readable reports below a folder."""
    from dragoman.read import reports

    return [report for report in reports([folder]) if report.error is None]


def speed(reports: Sequence[Report], runs: int) -> tuple[float, float, dict[str, float]]:
    """Seconds of processor time for the whole reading, for spaCy's full pass over the same texts with the same model, and for the reading's parts; medians."""
    from dragoman.parse.language import language
    from dragoman.run import Pipeline

    pipeline, nlp = Pipeline(), language()
    whole = [report.text for report in reports]

    def read() -> None:
        for _ in pipeline.read_all(reports):
            pass

    def parse() -> None:
        for _ in nlp.pipe(whole, batch_size=32):
            pass

    # Interleaved, after one round to warm up, so that a busy moment of the machine hits both.
    read()
    parse()
    rounds = [(timed(read), timed(parse), costs(pipeline, reports, clock)) for _ in range(runs)]
    parts = {name: statistics.median(found[name] for _, _, found in rounds) for name in rounds[0][2]}
    return statistics.median(one for one, _, _ in rounds), statistics.median(other for _, other, _ in rounds), parts


def timed(work: Callable[[], None]) -> float:
    """Seconds of processor time."""
    before = clock()
    work()
    return clock() - before


def long_report(reports: Sequence[Report]) -> Report:
    """A report of LONG_REPORT characters: the texts one after the other, again and again."""
    text = "\n\n".join(report.text for report in reports) + "\n\n"
    return Report("long", (text * (LONG_REPORT // len(text) + 1))[:LONG_REPORT])


def peak_memory(reports: Sequence[Report]) -> int:
    """Kilobytes that this process needs at most for reading one long report."""
    from dragoman.run import Pipeline

    Pipeline().read(long_report(reports))
    return peak_kb()


def base_memory(folder: Path) -> int:
    """Kilobytes that knowledge and model take, measured on a report of one line in a process of its own."""
    script = (
        "from dragoman.evaluate.peak import peak_kb; from dragoman.model import Report; from dragoman.run import Pipeline; "
        "Pipeline().read(Report('r', 'France and Germany held talks in Paris.')); print(peak_kb())"
    )
    return int(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder).stdout)


def start_up() -> float:
    """Seconds that `dragoman --help` takes."""
    seconds = []
    for _ in range(STARTS):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dragoman", "--help"], capture_output=True, check=True)
        seconds.append(time.perf_counter() - before)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
