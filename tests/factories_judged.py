"""A record of a few invented meetings that the real resolver works on: two reports of one meeting in Abuja, one of another, one of a protest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dragoman.model import Where
from dragoman.record import Record, Run
from dragoman.resolve import Claim
from dragoman.run.build import resolve_record
from factories_record import Clock
from factories_resolve import claim, country, event, person

ADAMS, OKORO, LINDT = person("Ruth Adams", "USA"), person("Chidi Okoro", "NGA"), person("Eva Lindt", "DEU")
ABUJA = Where("Abuja", "NGA", 2352778, 9.06, 7.49)
RUN = Run("1")
START = datetime(2024, 5, 1, 12, tzinfo=UTC)


def meeting(
    identity: str, visitor: object = ADAMS, on: str = "2020-05-04", sentence: str = "Adams met Okoro in Abuja for talks about fishing rights."
) -> Claim:
    told = event(sentence, actors=(visitor,), recipients=(OKORO,), trigger="met", mode="visit", on=on, place=ABUJA)  # type: ignore[arg-type]
    return claim(identity, told, written="2020-05-12")


def protest(identity: str, on: str = "2020-05-09") -> Claim:
    sentence = "Dockers marched in Lagos against the treaty."
    return claim(identity, event(sentence, "PROTEST", actors=(country("NGA"),), trigger="marched", mode="demo", on=on), written="2020-05-12")


def claims() -> list[Claim]:
    """a and b tell of one meeting, c of another five days later, d of a protest."""
    return [
        meeting("a"),
        meeting("b", sentence="Okoro said he met Adams at the palace in Abuja on Monday; the trawlers came up."),
        meeting("c", LINDT, "2020-05-09", "Lindt met Okoro in Abuja over the gas pipeline."),
        protest("d"),
    ]


def judged_record(path: Path, clock: Clock | None = None) -> Path:
    """The record as a file, resolved."""
    with Record.open(path, now=clock or Clock(START)) as record:
        for one in claims():
            record.add(one.report, one.reading, RUN)
        resolve_record(record, [])
    return path


def events(record: Record) -> dict[str, tuple[str, ...]]:
    """Members of each event by its id."""
    return {one.id: one.event_reports for one in record.events()}
