"""Asks every address of the REST API anything that its description allows, and much that it doesn't. In: a record, a number of cases, a seed; out: counts.

`make fuzz` asks 5,000 times; the same seed asks the same. A server error, an answer that is not as described, or a list whose next page repeats a row
raises an AssertionError.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from starlette.testclient import TestClient

from dragoman.evaluate.large import make
from dragoman.record import Record
from dragoman.web.app import create_app
from dragoman.web.settings import Settings, User

CASES, SEED = 5000, 20261122
# Of each address in a round: rounds go on until all cases are asked, for a few addresses take little, and there is little to vary.
IN_A_ROUND = 25
MOST_PAGES = 25  # of one list
PLAIN, FEW = 0.5, 0.4  # shares of cases with values that the record knows, and of the parameters that are kept in them
EVENT_REPORTS = 200
CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]
QUIET: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}

Counts = dict[str, Counter[int]]


def made(path: Path) -> Path:
    """A record of an invented world, with some of everything."""
    make(EVENT_REPORTS, path)
    return path


def fuzz(place: Any, cases: int, number: int, tell: Callable[[str], None] = lambda _: None) -> Counts:
    """Asks so many times, or a few times more; every address at least once.

    Args:
        place: of the record. number: the seed.

    Returns:
        How often each address answered with which status.
    """
    app = create_app(place, Settings(local=User("Ana", "reader"), read_only=True))
    counts: Counts = {}
    operations = [found.ok() for found in schemathesis.openapi.from_asgi("/api/openapi.json", app).get_all_operations()]
    known, round_ = known_values(place, app.openapi()), 0
    while sum(map(Counter.total, counts.values())) < cases:
        for operation in operations:
            left = cases - sum(map(Counter.total, counts.values()))
            most = min(IN_A_ROUND, max(1, cases // len(operations)), max(1, left))
            _ask(operation, known, most, number + round_, counts.setdefault(operation.path, Counter()))
        round_ += 1
        tell(f"{sum(map(Counter.total, counts.values()))} cases")
    return counts


def _ask(operation: Any, known: dict[str, list[str]], most: int, number: int, counts: Counter[int]) -> None:
    needed = {one.name for one in operation.query if one.is_required}

    @seed(number)
    @settings(max_examples=most, **QUIET)
    @given(case=operation.as_strategy(), chance=st.randoms(use_true_random=False))
    def ask(case: schemathesis.Case, chance: Random) -> None:
        # Made-up names lead to a 404 at once; with some that the record knows, and less asked at once, what lies behind is reached.
        if chance.random() < PLAIN:
            case.query = {name: value for name, value in (case.query or {}).items() if name in needed or chance.random() < FEW}
            for given_ in (case.path_parameters, case.query):
                given_.update({name: [one] if isinstance(given_[name], list) else one for name in given_ for one in [chance.choice(known.get(name) or ["1"])]})
        counts[case.call_and_validate(checks=CHECKS).status_code] += 1

    ask()


def known_values(place: Any, described: dict[str, Any]) -> dict[str, list[str]]:
    """For the parameters' names: values that the record knows, and those that the description gives as examples."""
    found: dict[str, list[str]] = {}
    for told in described["paths"].values():
        for one in told["get"]["parameters"]:
            example = one.get("example")
            found.setdefault(one["name"], []).extend(example if isinstance(example, list) else [] if example is None else [str(example)])
    with Record.open(place, read_only=True) as record:
        ids = [rows[0].id for rows in (record.events(), record.stories(), record.trips(), record.reports(), record.event_reports()) if rows]
        countries = sorted({country for event in record.events() for country in event.actor_countries})[:3]
        actors = [row.id for row in record.actors()[:3]]
    found["id"] = ids
    for name in ("country", "left", "right"):
        found[name] = countries
    return found | {"actor": actors, "limit": ["1", "5"], "as_of": ["2099-01-01"]}


def page_through(place: Any) -> Counter[str]:
    """Every list that has pages, one row at a time to its end: the rows by address.

    Raises:
        AssertionError: if a row comes twice, or the pages hold other rows than the list as a whole.
    """
    app = create_app(place, Settings(local=User("Ana", "reader"), read_only=True))
    client, found = TestClient(app, base_url="http://127.0.0.1"), Counter[str]()
    for path, told in client.get("/api/openapi.json").json()["paths"].items():
        parameters = {one["name"]: one for one in told["get"]["parameters"]}
        if not {"after", "limit"} <= parameters.keys():
            continue
        wanted = {name: one["example"] for name, one in parameters.items() if one["required"] and "example" in one}
        whole = client.get(path, params=wanted)
        if whole.status_code != 200:
            assert whole.status_code < 500
            continue
        rows, after = [], ""
        for _ in range(MOST_PAGES):
            answer = client.get(path, params={**wanted, "limit": 1, **({"after": after} if after else {})})
            assert answer.status_code == 200, answer.text
            rows += [repr(row) for row in answer.json()["rows"]]
            after = answer.json()["next"]
            if after is None:
                break
        assert len(rows) == len(set(rows)), f"{path} tells a row twice"
        assert rows == [repr(row) for row in whole.json()["rows"]][: len(rows)], f"{path} tells other rows by pages"
        found[path] += len(rows)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--record", help="file or address; default: a small one of its own")
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = asked.record or made(Path(folder) / "made.db")
        counts = fuzz(place, asked.cases, asked.seed, lambda line: print(line, flush=True))
        paged = page_through(place)
    for path, statuses in sorted(counts.items()):
        print(f"{statuses.total():6}  {path}  " + ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
    whole = sum(map(Counter.total, counts.values()))
    assert whole >= asked.cases
    print(f"{len(paged)} lists paged through row by row: {paged.total()} rows, none twice, none missing")
    print(f"{whole} cases over {len(counts)} addresses with seed {asked.seed}, no server error, all as described; {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
