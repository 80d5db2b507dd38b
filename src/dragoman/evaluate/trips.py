"""How well journeys are rebuilt from made reports: `python -m dragoman.evaluate.trips STOPS.csv`.

In: a list of journeys (see trips_made). Reports of them are made, read and resolved; out: how many journeys came back exactly, in part, in pieces
or not at all, and how many found ones hold two true ones.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dragoman.evaluate.readings_kept import read_on
from dragoman.evaluate.trips_made import Made, Told, TrueTrip, make, read_trips, truth_rows
from dragoman.knowledge.names import folded_tokens
from dragoman.model import Trip
from dragoman.resolve import Claim, resolve
from dragoman.run import Configuration, Pipeline

# Days by which a rebuilt journey may begin or end apart from what was told.
SLACK = 1


@dataclass(slots=True)
class Score:
    """What became of the journeys.

    Attributes:
        outcome: exact, partly, split, missed or joined: journeys told by the reports, by what became of them.
        found: all trips found; wrong: those with evidence of two true journeys, by the trips' ids.
        invented: found trips whose traveller is nobody of the journeys their sentences tell.
        partly: why those rebuilt in part are not exact, counted.
    """

    outcome: Counter[str] = field(default_factory=Counter)
    found: int = 0
    wrong: dict[str, tuple[str, ...]] = field(default_factory=dict)
    invented: list[str] = field(default_factory=list)
    partly: Counter[str] = field(default_factory=Counter)
    cases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def score(trips: Sequence[TrueTrip], made: Made, found: Sequence[Trip], tellings: Mapping[str, Sequence[tuple[str, int]]]) -> Score:
    """Compare found trips with what the reports tell.

    Args:
        tellings: event id -> report and sentence start of each of its event reports.
    """
    sentences: dict[str, list[Told]] = defaultdict(list)
    by_trip: dict[str, list[Told]] = defaultdict(list)
    for told in made.told:
        sentences[told.report].append(told)
        by_trip[told.trip].append(told)
    true = {trip.id: trip for trip in trips}
    out = Score(found=len(found))
    holding: dict[str, list[Trip]] = defaultdict(list)
    for trip in found:
        events = (event for stop in trip.stops for event in stop.events)
        spots = ((report, start) for event in events for report, start in tellings[event] if report in trip.reports)
        evidence = (told for report, start in spots for told in sentences[report] if told.start <= start < told.end)
        told_of = {told.trip for told in evidence}
        travels = {one for one in told_of if any(same_person(traveller.name, true[one].traveller) for traveller in trip.travellers)}
        if not travels:
            out.invented.append(trip.id)
            continue
        for one in travels:
            holding[one].append(trip)
        if len(told_of) > 1:
            out.wrong[trip.id] = tuple(sorted(told_of))
    for identity, told_rows in by_trip.items():
        outcome = _outcome(true[identity], told_rows, holding[identity], out)
        out.outcome[outcome] += 1
        out.cases[outcome].append(identity)
    return out


def _outcome(trip: TrueTrip, told: Sequence[Told], found: Sequence[Trip], out: Score) -> str:
    if not found:
        return "missed"
    if any(one.id in out.wrong for one in found):
        return "joined"
    if len(found) > 1:
        return "split"
    countries = frozenset(country for one in told for country in one.countries)
    reached = {stop.country for stop in found[0].stops}
    days = [day for one in told for day in one.days]
    faults = [
        *(["a country missing"] if countries - reached else []),
        *(["a country too many"] if reached - countries else []),
        *(["first day"] if days and not _near(found[0].from_, min(days)) else []),
        *(["last day"] if days and not _near(found[0].to, max(days)) else []),
    ]
    out.partly.update(faults)
    for fault in faults:
        out.cases[fault].append(trip.id)
    return "partly" if faults else "exact"


def _near(found: date | None, told: date) -> bool:
    return found is not None and abs((found - told).days) <= SLACK


def same_person(one: str, two: str) -> bool:
    """The same last name, or all words of one in the other: a register may have "Henry Alfred Kissinger III" for whom reports call by two words."""
    left, right = folded_tokens(one), folded_tokens(two)
    return bool(left and right) and (left[-1] == right[-1] or set(left) <= set(right) or set(right) <= set(left))


def rebuilt(trips: Sequence[TrueTrip], made: Made, claimed: Iterable[Claim]) -> Score:
    """Resolve the readings and score the trips."""
    claimed = list(claimed)
    at = {event.id: (claim.id, event.sentence.start) for claim in claimed for event in claim.reading.events}
    found = resolve(claimed)
    tellings = {event.id: [at[one] for one in event.event_reports] for event in found.events}
    return score(trips, made, found.trips, tellings)


def table(result: Score, reports: int) -> str:
    """The figures as lines of text."""
    told = sum(result.outcome.values())
    lines = [f"{reports} reports tell {told} journeys; {result.found} trips were found"]
    for name in ("exact", "partly", "split", "joined", "missed"):
        lines.append(f"{name:>10} {result.outcome[name]:>6} {result.outcome[name] / max(1, told):7.3f}")
    lines += [f"{'':>10} {count:>6} partly: {fault}" for fault, count in result.partly.most_common()]
    lines.append(f"found trips that hold two journeys: {len(result.wrong)} ({len(result.wrong) / max(1, result.found):.4f})")
    lines.append(f"found trips of nobody who travelled: {len(result.invented)}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see `--help`."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.trips", description=__doc__.split("\n")[0])
    parser.add_argument("stops", type=Path, help="CSV of stops: trip, traveller, traveller_office, country, place, start, end, met")
    parser.add_argument("--traveller", action="append", default=[], help="only journeys of travellers whose name holds this; may be given often")
    parser.add_argument("--limit", type=int, default=None, help="only so many journeys")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--years", type=int, default=0, help="control: everything moved by so many years")
    parser.add_argument("--unknown", action="store_true", help="control: travellers get names that no register knows")
    parser.add_argument("--held", action="store_true", help="in the third of the sentence shapes that is kept apart while rules are mended")
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        help="folder for reports.jsonl and truth.jsonl, the cases of each outcome, and the readings, which are not made again (remove readings.jsonl for that)",
    )
    asked = parser.parse_args(arguments)
    names = dict(zip(sorted({trip.traveller for trip in read_trips(asked.stops)}), made_up_names(), strict=False)) if asked.unknown else None
    wanted = {trip.id for trip in read_trips(asked.stops) if not asked.traveller or any(one in trip.traveller for one in asked.traveller)}
    trips = [trip for trip in read_trips(asked.stops, years=asked.years, names=names) if trip.id in wanted][: asked.limit]
    made = make(trips, asked.seed, held=asked.held)
    started = time.process_time()
    claimed = list(read_on(made.reports, Pipeline(Configuration()), None if asked.out is None else asked.out / "readings.jsonl"))
    seen = time.process_time()
    result = rebuilt(trips, made, claimed)
    print(table(result, len(made.reports)))
    print(f"read in {seen - started:.0f} s, resolved in {time.process_time() - seen:.0f} s (processor)", file=sys.stderr)
    if asked.out is not None:
        _write(asked.out, made, result)
    return 0


def made_up_names() -> Iterator[str]:
    """Names that nobody in a register bears."""
    firsts = ("Corwin", "Delphine", "Emeric", "Thessaly", "Barnaby", "Isolde", "Leander", "Rosalind")
    lasts = ("Vantreight", "Ashgrove", "Pellworth", "Quillan", "Tarnsworth", "Okenfold", "Brackwell", "Haldenby", "Sorrelby", "Wexcombe")
    return (f"{first} {last}" for first in firsts for last in lasts)


def _write(folder: Path, made: Made, result: Score) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    reports = ({"id": one.id, "text": one.text, "published": one.published, "outlet": one.outlet} for one in made.reports)
    for name, rows in (("reports", reports), ("truth", truth_rows(made))):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    (folder / "cases.json").write_text(json.dumps({**result.cases, "wrong": result.wrong, "invented": result.invented}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
