"""`make bench`: what a reading costs beside spaCy's own full pass over the same text, memory on a long report, start-up time of the program.

Texts are those of a folder (by default `examples/`), so that anybody can measure on their own. Prints a table; changes nothing.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dragoman.model import Report

RUNS = 5
LONG_REPORT = 250_000  # characters
STARTS = 7
# The processor time of each is measured, not the clock: other programs on the machine then matter less.
clock = time.process_time


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("examples"), help="texts to read")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--memory-of", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    reports = texts(asked.folder)
    if asked.memory_of:
        print(peak_memory(reports))
        return
    ours, theirs = speed(reports, asked.runs)
    words = sum(len(report.text.split()) for report in reports)
    print(f"{len(reports)} reports, {words} words, median of {asked.runs} runs, one process")
    print(f"dragoman code, whole    {ours:7.2f} s CPU   {words / ours:8.0f} words a second")
    print(f"spaCy, full pass        {theirs:7.2f} s CPU   {words / theirs:8.0f} words a second")
    print(f"ratio                   {ours / theirs:7.2f}")
    again = [sys.executable, "-m", "dragoman.evaluate.bench", str(asked.folder), "--memory-of"]
    used = subprocess.run(again, capture_output=True, text=True, check=True)
    base = base_memory(asked.folder)
    print(f"peak memory             {int(used.stdout) / 1024:7.0f} MB for a report of {LONG_REPORT // 1000} kB ({base / 1024:.0f} MB for one of a line)")
    print(f"dragoman --help         {start_up():7.2f} s (median of {STARTS})")


def texts(folder: Path) -> list[Report]:
    """The readable reports below a folder."""
    from dragoman.read import reports

    return [report for report in reports([folder]) if report.error is None]


def speed(reports: Sequence[Report], runs: int) -> tuple[float, float]:
    """Seconds of processor time for the whole reading, and for spaCy's full pass over the same texts with the same model; medians."""
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
    pairs = [(timed(read), timed(parse)) for _ in range(runs)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


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
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def base_memory(folder: Path) -> int:
    """Kilobytes that knowledge and model take, measured on a report of one line in a process of its own."""
    script = (
        "import resource; from dragoman.model import Report; from dragoman.run import Pipeline; "
        "Pipeline().read(Report('r', 'France and Germany held talks in Paris.')); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
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
