"""Small parts of the pages: marked texts, cursors, drawings, words, vendored files, the command's options."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cli.commands.serve import _settings
from dragoman.model import UsageError
from dragoman.model.vocabulary import EVENT_TYPES, STATUSES
from dragoman.record import Record
from dragoman.views import Pair, pair
from dragoman.views.rows import Describer
from dragoman.views.sources import vouching
from dragoman.views.support import support
from dragoman.web import vendor, words
from dragoman.web.cursor import decoded, encoded, paged
from dragoman.web.drawing import HEIGHT, WIDTH, intensity
from dragoman.web.marked import Stretch, segments
from dragoman.web.showing import href
from factories_views import small_record

NOTICE = Path(__file__).parents[1] / "NOTICE"
stretches = st.lists(st.builds(Stretch, st.integers(-3, 40), st.integers(-3, 40), st.sampled_from(["actor", "time"]), st.text(max_size=3)), max_size=8)


@given(st.text(max_size=30), stretches)
def test_marked_text_is_the_text(text: str, found: list[Stretch]) -> None:
    assert "".join(one.text for one in segments(text, found)) == text


@given(st.text(min_size=1, max_size=30), stretches)
def test_each_character_bears_the_kinds_that_lie_over_it(text: str, found: list[Stretch]) -> None:
    kinds = [kinds for one in segments(text, found) for kinds in [set(one.kinds)] * len(one.text)]
    assert kinds == [{one.kind for one in found if one.start <= at < one.end} for at in range(len(text))]


@given(st.lists(st.text(max_size=5), unique=True), st.integers(1, 4))
def test_pages_hold_every_row_once(rows: list[str], limit: int) -> None:
    ordered, seen, after = sorted(rows), list[str](), None
    while True:
        some, after = paged(ordered, lambda row: (row,), after, limit)
        seen += some
        if after is None:
            break
    assert seen == ordered


@given(st.text())
def test_what_is_no_cursor_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(UsageError, match="after="):
        decoded(f"!{typed}")


@given(st.lists(st.text()))
def test_a_cursor_stands_for_its_key(key: list[str]) -> None:
    assert decoded(encoded(tuple(key))) == tuple(key)


@pytest.mark.parametrize(
    ("from_", "to", "told"),
    [
        (date(2023, 11, 9), date(2023, 11, 9), "9 Nov 2023"), (date(2023, 11, 9), date(2023, 11, 10), "9–10 Nov 2023"),
        (date(2023, 11, 1), date(2023, 11, 30), "Nov 2023"), (date(2023, 12, 1), date(2023, 12, 31), "Dec 2023"),
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2024, 2, 1), date(2024, 2, 28), "1–28 Feb 2024"), (date(2023, 4, 26), date(2023, 5, 2), "26 Apr – 2 May 2023"),
        (date(2023, 12, 30), date(2024, 1, 2), "30 Dec 2023 – 2 Jan 2024"), (date(2023, 1, 1), None, "since 1 Jan 2023"),
        (None, date(2023, 1, 1), "until 1 Jan 2023"),
        (None, None, "day unknown"), (date(2023, 1, 1), date(2023, 1, 1), "1 Jan 2023"), (date(9999, 12, 1), date.max, "Dec 9999"),
    ],
)  # fmt: skip
def test_days_in_words(from_: date | None, to: date | None, told: str) -> None:
    assert words.days(from_, to) == told


def test_every_type_has_a_word_and_every_status_a_shape() -> None:
    assert all(words.act(kind, None) and words.tone(kind) for kind in EVENT_TYPES)
    assert {words.shape(status) for status in STATUSES} == {"solid", "hollow", "struck"}
    assert words.act("CONSULT", "phone") == "call"
    assert words.act("ACCUSE", "no such mode") == words.act("ACCUSE", None)


def test_addresses_take_any_id() -> None:
    assert href("/report", id="a/b?c=d&e #f") == "/report?id=a%2Fb%3Fc%3Dd%26e+%23f"
    assert href("/timeline", country=["NOR", "EST"], from_="2024", to=None) == "/timeline?country=NOR&country=EST&from=2024"


@pytest.fixture(scope="module")
def dealings(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    with Record.open(small_record(tmp_path_factory.mktemp("web") / "r.db")) as record:
        return pair(record, "NOR", "EST")


def test_bars_stay_in_the_drawing(dealings: Pair) -> None:
    drawing = intensity(dealings.months)
    assert drawing.bars
    for bar in drawing.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT
    assert intensity(()).bars == ()


def test_origins_vouch_once_however_many_copies(tmp_path: Path) -> None:
    with Record.open(small_record(tmp_path / "r.db")) as record:
        found = vouching(Describer(record), ["c.txt", "a.txt", "a.txt", "gone.txt"])
    assert [(one.report, one.source, one.ownership) for one in found] == [("a.txt", "Alpha Post", "unknown"), ("c.txt", "Gamma Wire", "unknown")]


def test_support_counts_origins_by_value(tmp_path: Path) -> None:
    with Record.open(small_record(tmp_path / "r.db")) as record:
        fields = {field.name: field for field in support(Describer(record), record.event("event-2222"), record.event_reports(event="event-2222"))}
    assert [(value.says, value.origins, value.shown) for value in fields["numbers"].values] == [("3 rockets", 1, True), ("5 rockets", 1, False)]
    assert [(value.says, value.origins) for value in fields["actors"].values] == [("Estavia", 2)]
    assert fields["days"].silent == 1


def test_vendored_files_are_what_the_manifest_says() -> None:
    assert vendor.check() == []


def test_vendored_files_are_named_in_the_notice() -> None:
    notice = NOTICE.read_text(encoding="utf-8")
    assert [entry.name for entry in vendor.manifest() if f"{entry.name} {entry.version}" not in notice] == []


def test_every_vendored_package_brings_its_licence() -> None:
    entries = vendor.manifest()
    assert {entry.name for entry in entries if entry.file.startswith("licences/")} == {entry.name for entry in entries}


@pytest.mark.parametrize(
    ("host", "public", "header", "names"), [("0.0.0.0", False, None, []), ("192.168.1.2", True, None, []), ("127.0.0.1", False, "X-User", [])]
)
def test_a_server_that_others_reach_must_know_who_asks(host: str, public: bool, header: str | None, names: list[str]) -> None:
    with pytest.raises(UsageError):
        _settings(host, public, None, header, names, False)


def test_at_this_machine_whoever_sits_here_may_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ana")
    settings = _settings("127.0.0.1", False, None, None, [], False)
    assert settings.local is not None
    assert settings.local.may("reviewer")
    assert "evil.example" not in settings.hosts
