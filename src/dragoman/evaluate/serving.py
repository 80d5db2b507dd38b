"""`python -m dragoman.evaluate.serving RECORD`: how fast a record is asked. Starts the server, asks it a mix of questions at a steady pace, and measures.

Out: for each pace, by route, the 50th, 95th and 99th hundredth of the time to answer, apart for what had been asked before; what went wrong, the servers'
processor time a request and memory, and how busy the machine was. Questions are drawn with a seed out of what the record holds, most of them asked once;
a request that comes late counts from when it was due.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from dragoman.evaluate.drawn import Drawn, draw

RATES, SECONDS, ASKING, START = (10.0, 25.0, 50.0), 60.0, 64, 300.0


@dataclass(frozen=True, slots=True)
class Answered:
    """One request: its route, how long it took from when it was due, what came; `again`: the same was asked before."""

    route: str
    seconds: float
    status: int
    size: int
    again: bool


# Route -> share of the requests, and how its address is drawn.
MIX: dict[str, tuple[int, Callable[[Drawn, random.Random], str]]] = {
    "home": (6, lambda drawn, choice: "/"),
    "timeline": (12, lambda drawn, choice: "/timeline?" + urlencode(drawn.filters(choice), doseq=True)),
    "pair": (14, lambda drawn, choice: "/pair/{}/{}".format(*drawn.pair(choice))),
    "event": (16, lambda drawn, choice: "/event/" + quote(choice.choice(drawn.events))),
    "report": (10, lambda drawn, choice: "/report?" + urlencode({"id": choice.choice(drawn.reports)})),
    "actor": (8, lambda drawn, choice: "/actor?" + urlencode({"id": drawn.actor(choice)})),
    "search": (6, lambda drawn, choice: "/search?" + urlencode({"q": choice.choice(drawn.words)})),
    "differ": (4, lambda drawn, choice: "/differ?limit=20"),
    "trips": (3, lambda drawn, choice: "/trips?" + urlencode({"country": drawn.pair(choice)[1]})),
    "trip": (2, lambda drawn, choice: "/trip/" + quote(choice.choice(drawn.trips))),
    "stories": (2, lambda drawn, choice: "/stories"),
    "story": (3, lambda drawn, choice: "/story/" + quote(choice.choice(drawn.stories))),
    "statements": (3, lambda drawn, choice: "/statements?" + urlencode(dict(zip(("country", "about"), drawn.pair(choice), strict=True)))),
    "timeline.csv": (2, lambda drawn, choice: "/timeline.csv?" + urlencode(drawn.filters(choice), doseq=True)),
    "api deep": (9, lambda drawn, choice: "/api/v1/timeline?" + urlencode({"limit": 100, "after": drawn.deep(choice)})),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--rate", type=float, nargs="+", default=list(RATES), help="requests a second, one pace after the other (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for so long each (default: %(default)s)")
    parser.add_argument("--workers", type=int, help="processes that answer (default: as `dragoman serve` has it)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of the table")
    asked = parser.parse_args(arguments)
    found = measured(asked.record, asked.rate, asked.seconds, asked.seed, asked.workers)
    print(json.dumps(found) if asked.json else "\n".join(table(found)))


def measured(record: Path, rates: Sequence[float], seconds: float, seed: int, workers: int | None = None) -> dict[str, Any]:
    """All figures, at each of these paces; each has a server that was just started, so that nothing is known to it."""
    drawn = draw(record, seed)
    paces = [_at(record, drawn, rate, seconds, seed + number, workers) for number, rate in enumerate(rates)]
    return {"record": record.name, "counts": drawn.counts, "cores": os.cpu_count(), "paces": paces}


def _at(record: Path, drawn: Drawn, rate: float, seconds: float, seed: int, workers: int | None) -> dict[str, Any]:
    """Milliseconds by route, errors, processor time, memory at one pace."""
    choice = random.Random(seed)
    usable = {name: (share, address) for name, (share, address) in MIX.items() if drawn.can(name)}
    routes = choice.choices(list(usable), [share for share, _ in usable.values()], k=int(rate * seconds))
    questions = [(route, usable[route][1](drawn, choice)) for route in routes]
    with serving(record, workers) as (port, process):
        before, load = spent(process.pid), os.getloadavg()[0]
        started = time.perf_counter()
        answers = ask(port, questions, rate)
        wall = time.perf_counter() - started
        used, memory = spent(process.pid) - before, memory_kb(process.pid)
    return {
        "rate": rate,
        "requests": len(answers),
        "seconds": round(wall, 1),
        "routes": {name: times([one for one in answers if one.route == name]) for name in usable},
        "all": times(answers),
        "first": times([one for one in answers if not one.again]),
        "again": times([one for one in answers if one.again]),
        "errors": Counter(f"{one.route} {one.status}" for one in answers if one.status != 200),
        "server_cpu_ms_a_request": round(1000 * used / max(1, len(answers)), 1),
        "server_memory_mb": round(memory / 1024),
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }


def times(answers: Sequence[Answered]) -> dict[str, float]:
    """Number of requests and the 50th, 95th and 99th hundredth of their milliseconds."""
    waited = sorted(one.seconds for one in answers)

    def at(share: float) -> float:
        return round(1000 * waited[min(len(waited) - 1, int(share * len(waited)))], 1) if waited else 0.0

    return {
        "requests": len(waited),
        "p50": at(0.5),
        "p95": at(0.95),
        "p99": at(0.99),
        "kb": round(sum(one.size for one in answers) / 1024 / max(1, len(answers)), 1),
    }


def table(found: dict[str, Any]) -> list[str]:
    """The figures for people."""
    counts = ", ".join(f"{number:,} {name}" for name, number in found["counts"].items())
    lines = [f"{found['record']}: {counts}"]
    for pace in found["paces"]:
        lines += ["", f"{pace['requests']} requests, {pace['rate']:g} a second", "route           asked   p50 ms   p95 ms   p99 ms  kB each"]
        sums = [(name, pace[key]) for name, key in (("all", "all"), ("asked first", "first"), ("asked again", "again"))]
        for name, row in [*pace["routes"].items(), *sums]:
            lines.append(f"{name:14} {row['requests']:6} {row['p50']:8.1f} {row['p95']:8.1f} {row['p99']:8.1f} {row['kb']:8.1f}")
        errors = ", ".join(f"{name}: {number}" for name, number in pace["errors"].items()) or "none"
        busy = f"load {pace['load_before']} before, {pace['load_after']} after, on {found['cores']} cores"
        server = f"servers: {pace['server_cpu_ms_a_request']} ms of processor time a request, {pace['server_memory_mb']} MB; {busy}"
        lines += [f"errors: {errors}", server]
    return lines


def ask(port: int, questions: Sequence[tuple[str, str]], rate: float) -> list[Answered]:
    """Asks them at a steady pace, whether or not answers have come; answers in the order in which they were due."""
    held, first = threading.local(), dict[str, int]()
    for number, (_, address) in enumerate(questions):
        first.setdefault(address, number)
    start = time.perf_counter() + 0.1

    def one(number: int) -> Answered:
        route, address = questions[number]
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        status, size = _get(held, port, address)
        return Answered(route, time.perf_counter() - due, status, size, first[address] < number)

    with ThreadPoolExecutor(ASKING) as pool:
        return list(pool.map(one, range(len(questions))))


def _get(held: threading.local, port: int, address: str) -> tuple[int, int]:
    """Status and size of what came; status 0 where nothing did."""
    reused = getattr(held, "connection", None)
    # A server closes connections that have been idle for some seconds: then once more, on a new one.
    for connection in (*([reused] if reused else ()), HTTPConnection("127.0.0.1", port, timeout=60)):
        held.connection = connection
        try:
            connection.request("GET", address)
            response = connection.getresponse()
            return response.status, len(response.read())
        except OSError:
            connection.close()
            held.connection = None
    return 0, 0


@contextmanager
def serving(record: Path, workers: int | None = None) -> Any:
    """A server of the record in a process of its own, ready; its port and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dragoman", "serve", "--record", str(record), "--port", str(port), "--read-only"]
    command += [] if workers is None else ["--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _await(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


def _await(port: int, process: subprocess.Popen[str]) -> None:
    held, until = threading.local(), time.monotonic() + START
    while _get(held, port, "/api")[0] != 200:
        if process.poll() is not None or time.monotonic() > until:
            told = process.stderr.read() if process.stderr and process.poll() is not None else ""
            raise RuntimeError(f"the server did not start: {told.strip()}")
        time.sleep(0.1)


def family(process: int) -> list[int]:
    """A process and those that it started; the process alone where the kernel does not tell (no Linux)."""
    try:
        children = [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]
    except OSError:
        children = []
    return [process, *(one for child in children for one in family(child))]


def spent(process: int) -> float:
    """Seconds of processor time of a process and those that it started so far; 0 where the kernel does not tell."""
    found = 0.0
    for one in family(process):
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            continue
        found += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def memory_kb(process: int) -> int:
    """Kilobytes that a process and those that it started have held at most; 0 where the kernel does not tell."""
    found = 0
    for one in family(process):
        try:
            lines = Path(f"/proc/{one}/status").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        found += next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    return found


def by_status(answers: Sequence[Answered]) -> dict[int, int]:
    """How many answers had which status."""
    found: dict[int, int] = defaultdict(int)
    for one in answers:
        found[one.status] += 1
    return dict(found)


if __name__ == "__main__":
    main()
