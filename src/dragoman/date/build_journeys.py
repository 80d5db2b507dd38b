"""Makes data/journeys.csv.gz from the lists of the US Department of State's Office of the Historian (public domain).

In: the folder with `trips_us.csv` (travels abroad of presidents and secretaries of state) and `visits_us.csv` (visits by foreign leaders).
Out: one row for each stop: person (id as in the register of offices), country visited, first and last day. `python -m dragoman.date.build_journeys FOLDER`
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dragoman import knowledge
from dragoman.knowledge.names import folded_tokens
from dragoman.knowledge.offices import Offices
from dragoman.model import InputError, Interval

# News archives hardly reach farther back, and offices are well known from then on.
FIRST_DAY = date(1945, 1, 1)
COLUMNS = ("person", "country", "from", "to")
ROLES = {"President": "head of state", "Secretary of State": "foreign minister"}

Row = tuple[str, str, str, str]


def rows(folder: Path, offices: Offices) -> list[Row]:
    """All stops whose traveller the register knows, sorted.

    Raises:
        InputError: if a list is missing in the folder.
    """
    found = {*_trips(folder, offices), *_visits(folder, offices)}
    return sorted(found)


def _read(path: Path) -> Iterator[tuple[dict[str, str], Interval]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    for row in csv.DictReader(io.StringIO(text)):
        first, last = date.fromisoformat(row["start"]), date.fromisoformat(row["end"] or row["start"])
        if FIRST_DAY <= first <= last:
            yield row, Interval.between(first, last)


def _trips(folder: Path, offices: Offices) -> Iterator[Row]:
    for row, days in _read(folder / "trips_us.csv"):
        yield from _row(offices, "USA", (ROLES[row["traveller_office"]],), row["traveller"], row["country"], days)


def _visits(folder: Path, offices: Offices) -> Iterator[Row]:
    for row, days in _read(folder / "visits_us.csv"):
        yield from _row(offices, row["country"], ("head of state", "head of government"), row["visitor"], "USA", days)


def _row(offices: Offices, home: str, roles: tuple[str, ...], name: str, country: str, days: Interval) -> Iterator[Row]:
    """The holder on that day who shares a name with the traveller as told."""
    words = set(folded_tokens(name))
    for role in roles:
        for holding in offices.holders(role, home, days):
            own = folded_tokens(holding.person)
            if own and country and (own[-1] in words or (own[0] in words and len(own[0]) > 3)):
                person = holding.person_qid or f"{home} {' '.join(own)}"
                assert days.from_ is not None
                assert days.to is not None
                yield person, country, days.from_.isoformat(), days.to.isoformat()
                return


def main(arguments: list[str]) -> int:
    """Writes the file beside this module; the same lists give the same bytes."""
    if len(arguments) != 1:
        print("usage: python -m dragoman.date.build_journeys FOLDER", file=sys.stderr)
        return 2
    found = rows(Path(arguments[0]), knowledge.load().offices)
    text = "".join(",".join(row) + "\n" for row in [COLUMNS, *found])
    out = Path(__file__).parent / "data" / "journeys.csv.gz"
    out.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(found)} stops written to {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
