"""Words of people taken back in any order leave the export as it was, byte by byte; what is read again into a record changes no row of it."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.evaluate.worlds import claims as made_up
from dragoman.export import export
from dragoman.record import Record
from dragoman.record.rows import Run
from dragoman.run.build import resolve_record
from factories_judged import claims, judged_record

RUN = Run("1")
ACTS, REPORTS = ("a/e1", "b/e1", "c/e1", "d/e1"), ("a", "b", "c", "d")
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def pairs(of: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(of), min_size=2, max_size=2, unique=True)


WORDS = st.lists(
    st.one_of(
        st.tuples(st.just("event"), st.sampled_from(("same", "different", "unsure")), pairs(ACTS)),
        st.tuples(st.just("story"), st.sampled_from(("same", "different")), pairs(REPORTS)),
        st.tuples(st.just("correction"), st.sampled_from(('"denied"', '"planned"')), st.lists(st.sampled_from(ACTS), min_size=1, max_size=1)),
    ),
    min_size=1,
    max_size=5,
)


def exported(record: Record, out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in export(record, "jsonl", out).files}


def say(record: Record, kind: str, what: str, sides: list[str]) -> str:
    if kind == "correction":
        return record.add_correction(sides, "status", what, why="w", by="Ben").id
    return record.add_judgement(kind=kind, left=sides[0], right=sides[1], verdict=what, why="w", by="Ana").id


@FEW
@given(WORDS, st.randoms(use_true_random=False), st.booleans())
def test_words_taken_back_in_any_order_leave_the_export_as_it_was(words: list[Any], chance: Any, at_once: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(judged_record(Path(folder) / "R.db")) as record:
        before = exported(record, Path(folder) / "out")
        said = []
        for word in words:
            said.append(say(record, *word))
            if not at_once:
                resolve_record(record, [])
        chance.shuffle(said)
        for one in dict.fromkeys(said):
            record.withdraw_judgement(one)
            if not at_once:
                resolve_record(record, [])
        resolve_record(record, [])
        assert exported(record, Path(folder) / "out") == before


def rows(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%' ORDER BY name")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


@FEW
@given(st.integers(1, 6), st.randoms(use_true_random=False), st.integers(1, 3))
def test_what_is_read_again_in_any_order_changes_no_row(seed: int, chance: Any, times: int) -> None:
    world, first = list(made_up(40, seed)), dict[str, list[Any]]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "R.db"
        for number in range(1 + times):
            with Record.open(path) as record:
                added = sum(record.add(one.report, one.reading, RUN) for one in world)
                record.flush()
                assert (resolve_record(record, []) is None) == (number > 0)
            assert added == (len(world) if number == 0 else 0)
            found = rows(path)
            assert number == 0 or found == first
            first = found
            chance.shuffle(world)
    assert len(first) > 5


def test_the_words_of_the_round_trips_do_change_the_record(tmp_path: Path) -> None:
    """Else taking them back would show nothing."""
    with Record.open(judged_record(tmp_path / "R.db")) as record:
        before = exported(record, tmp_path / "out")
        for word in (("event", "different", ["a/e1", "b/e1"]), ("story", "same", ["a", "d"]), ("correction", '"denied"', ["c/e1"])):
            made = say(record, *word)
            resolve_record(record, [])
            assert exported(record, tmp_path / "out") != before, word
            record.withdraw_judgement(made)
    assert len(claims()) == len(REPORTS)
