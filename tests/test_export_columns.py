"""Exports in other data sets' columns, read back by the programs that people read them with: pandas, pyogrio, DuckDB, R, followthemoney."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.export import Choices, export
from dragoman.export.beside import into_file
from dragoman.export.layouts import layout, table
from dragoman.export.plain import country_codes
from dragoman.knowledge import load
from dragoman.model import ActorRow, Event, EventReport, Number, Plover, RecordError, Stop, Traveller, Trip, UsageError, Where
from dragoman.record import Record
from dragoman.views.filters import Filters
from factories_record import RUN, Clock, Resolved, actor, event, event_report, reading, report

pandas = pytest.importorskip("pandas")

NORWAY, CHILE, PERU = actor(), actor("Chile", "CHL"), actor("Peru", "PER")
LIMA = Where("Lima", "PER", 3936456, -12.043, -77.028)
MAY = {"from_": date(2024, 5, 3), "to": date(2024, 5, 3), "precision": "day"}


def _told(number: int, **changes: Any) -> EventReport:
    return event_report("r1", number, numbers=(Number("ships", 2, 0, 1),), **changes)


def _world() -> tuple[tuple[EventReport, ...], tuple[Event, ...]]:
    """A visit, a threat, a denial, a plan without a day, talks of three, a comment, and a strike told only to the year."""
    told = (
        _told(1),
        _told(2, type="THREATEN", mode="violence", plover=Plover("THREATEN", "violence"), cameo="138", intensity=-7.0),
        _told(3, type="ASSAULT", mode="aerial", status="denied", plover=None, cameo=None, intensity=None),
        _told(4, status="planned", plover=Plover("AGREE"), cameo="030", intensity=2.5),
        _told(5, actors=(NORWAY, CHILE, PERU), recipients=()),
        _told(6, type="REQUEST", mode=None, plover=None, cameo="020", intensity=1.0),
        _told(7, type="ASSAULT", mode="aerial", plover=Plover("ASSAULT", "aerial"), cameo="195", intensity=-9.0),
    )
    events = (
        event(("r1/e1",), **MAY, where=LIMA, confidence=0.9),
        event(("r1/e2",), type="THREATEN", mode="violence", **MAY),
        event(("r1/e3",), type="ASSAULT", mode="aerial", status="denied", **MAY),
        event(("r1/e4",), status="planned", from_=None, to=None, precision="unknown", where=None),
        event(("r1/e5",), actors=("NOR", "CHL", "PER"), recipients=(), actor_countries=("NOR", "CHL", "PER"), recipient_countries=(), **MAY),
        event(("r1/e6",), type="REQUEST", mode=None, from_=date(2024, 7, 1), to=date(2024, 7, 1)),
        event(("r1/e7",), type="ASSAULT", mode="aerial", from_=date(2024, 1, 1), to=date(2024, 12, 31), precision="year"),
    )
    return told, events


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    told, events = _world()
    with Record.open(tmp_path_factory.mktemp("record") / "R.db", now=Clock()) as opened:
        opened.add(report(outlet="Andina", title="Talks\tin\nLima", published="2024-05-04"), reading(events=told), RUN)
        names = {"NOR": "Norway", "CHL": "Chile", "PER": "Peru"}
        actors = tuple(ActorRow(code, name, code, "GOV", "country", (), (name,), ("r1",)) for code, name in names.items())
        stops = (Stop("Lima", "PER", date(2024, 5, 3), None, ("PER",), ()), Stop(None, "CHL", None, None, (), ()))
        trips = tuple(
            Trip(f"tr-{len(held)}", (Traveller("NOR", "Norway", "NOR"),), date(2024, 5, 3), None, "happened", held, ("r1",)) for held in (stops, stops[:1])
        )
        opened.write_resolution(Resolved(events=events, actors=actors, trips=trips), opened.claims_digest())
        yield opened


def _frame(record: Record, kind: str, folder: Path, **how: Any) -> Any:
    export(record, kind, folder / f"{kind}.tsv")
    return pandas.read_csv(folder / f"{kind}.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE, **how)


def test_polecat_has_a_row_an_event_with_what_plain_plover_makes_of_it(record: Record, tmp_path: Path) -> None:
    frame = _frame(record, "polecat", tmp_path)
    assert list(frame.columns) == list(layout("polecat").columns)
    rows = {(row["Event Type"], row["Event Date"]): row for _, row in frame.iterrows()}
    visit = frame[frame["Recipient Name"] == "Chile"].set_index("Event Type").loc["CONSULT"]
    assert (visit["Actor Country"], visit["Actor COW"], visit["Quad Code"], visit["Latitude"]) == ("NOR", "385", "VERBAL COOPERATION", "-12.043")
    assert ("AGREE", "None") in rows, "a planned meeting is AGREE, and one without a day has none"
    assert frame[frame["Recipient Name"] == "None"]["Actor Name"].item() == "Norway; Chile; Peru"
    assert not frame["Event Type"].eq("REQUEST").any(), "an appeal has no type in PLOVER"
    assert len(frame) == 5


def test_icews_has_a_row_a_pair_and_both_ways_where_all_act_together(record: Record, tmp_path: Path) -> None:
    frame = _frame(record, "icews", tmp_path)
    assert list(frame.columns) == list(layout("icews").columns)
    talks = {(row["Source Name"], row["Target Name"]) for _, row in frame.iterrows() if row["CAMEO Code"] == "040"}
    assert {("Norway", "Peru"), ("Peru", "Norway"), ("Chile", "Peru")} <= talks
    assert frame["Event ID"].is_unique
    assert set(frame["Event Text"]) == {"Consult", "Threaten with military force", "Make an appeal or request"}
    assert set(frame["Event Date"]) == {"2024-05-03", "2024-07-01"}, "what is dated to the year only is left out"


def test_gdelt_readers_find_their_61_columns(record: Record, tmp_path: Path) -> None:
    frame = _frame(record, "gdelt2", tmp_path, header=None, names=list(layout("gdelt2").columns))
    assert frame.shape[1] == 61
    threat = frame[frame["EventCode"] == "138"].iloc[0]
    assert (threat["SQLDATE"], threat["EventRootCode"], threat["QuadClass"], threat["Actor1Code"], threat["Actor2CountryCode"]) == (
        "20240503", "13", "3", "NORGOV", "CHL",
    )  # fmt: skip
    placed = frame[frame["ActionGeo_Lat"] != ""].iloc[0]
    assert (placed["ActionGeo_Type"], placed["ActionGeo_CountryCode"], placed["ActionGeo_FeatureID"]) == ("4", "PE", "3936456")
    assert frame["GLOBALEVENTID"].astype("int64").lt(2**53).all()


def test_what_a_kind_cannot_hold_is_counted_by_reason(record: Record, tmp_path: Path) -> None:
    notes = export(record, "icews", tmp_path / "i.tsv").notes
    assert [note.split(" events")[0] for note in notes] == ["left out: 2", "left out: 1"]
    assert any("comments and appeals" in note for note in export(record, "polecat", tmp_path / "p.tsv").notes)


def test_the_panel_is_zero_filled_and_keeps_threats_apart_from_acts(record: Record, tmp_path: Path) -> None:
    summary = export(record, "panel", tmp_path / "panel.csv")
    frame = pandas.read_csv(tmp_path / "panel.csv")
    assert list(frame.columns) == list(layout("panel").columns)
    pairs = frame.groupby(["actor", "recipient"])["period"].apply(list)
    assert all(periods == ["2024-05", "2024-06", "2024-07"] for periods in pairs)
    may = frame[(frame.actor == "NOR") & (frame.recipient == "CHL") & (frame.period == "2024-05")].iloc[0]
    assert (may.events, may.acts, may.threats, may.other, may.verbal_cooperation, may.consult, may.assault) == (4, 2, 1, 1, 2, 2, 0)
    assert may.mean_intensity > 0 > may.threat_intensity
    june = frame[frame.period == "2024-06"]
    assert june["events"].sum() == 0
    assert june["mean_intensity"].isna().all()
    assert any("not dated to the month" in note for note in summary.notes)


def test_a_panel_by_week_of_countries_asked_for_has_their_pairs_even_where_nothing_happened(record: Record, tmp_path: Path) -> None:
    wanted = Filters(countries=("NOR", "PER", "FIN"), since=date(2024, 4, 29), until=date(2024, 5, 12))
    export(record, "panel", tmp_path / "panel.csv", Choices(wanted, "week"))
    frame = pandas.read_csv(tmp_path / "panel.csv")
    assert set(zip(frame.actor, frame.recipient, strict=True)) == {(one, other) for one in wanted.countries for other in wanted.countries if one != other}
    assert list(frame.period.unique()) == ["2024-W18", "2024-W19"]
    assert frame.events.sum() == 2, "the talks of three, both ways"


def test_geojson_is_read_by_gdal(record: Record, tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    export(record, "geojson", tmp_path / "events.geojson")
    told = json.loads((tmp_path / "events.geojson").read_text("utf-8"))
    assert told["features"][0]["geometry"]["coordinates"] == [-77.028, -12.043], "longitude first"
    info = pyogrio.read_info(tmp_path / "events.geojson")
    assert (info["geometry_type"], info["features"]) == ("Point", 1)
    assert set(layout("geojson").columns) - {"id"} <= set(info["fields"]) | {"mode"}


def test_duckdb_joins_the_parquet_tables(record: Record, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    export(record, "parquet", tmp_path)
    events, told = (f"'{tmp_path}/{name}.parquet'" for name in ("events", "event_reports"))
    asked = f"select e.type, count(*) from {events} e, unnest(e.event_reports) t(id) join {told} r on r.id = t.id group by 1"
    assert dict(duckdb.sql(asked).fetchall()) == {"CONSULT": 3, "THREATEN": 1, "ASSAULT": 2, "REQUEST": 1}


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_panel_and_icews(record: Record, tmp_path: Path) -> None:
    export(record, "panel", tmp_path / "panel.csv")
    export(record, "icews", tmp_path / "icews.tsv")
    script = 'p <- read.csv("panel.csv"); i <- read.delim("icews.tsv", quote = ""); cat(sum(p$events), nrow(i), class(p$mean_intensity))'
    said = subprocess.run(["Rscript", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    frame = pandas.read_csv(tmp_path / "panel.csv")
    assert said == [str(frame.events.sum()), str(len((tmp_path / "icews.tsv").read_text("utf-8").splitlines()) - 1), "numeric"]


def _entities(record: Record, folder: Path) -> list[dict[str, Any]]:
    export(record, "ftm", folder / "ftm.json")
    return [json.loads(line) for line in (folder / "ftm.json").read_text("utf-8").splitlines()]


def test_every_reference_in_followthemoney_leads_to_an_entity(record: Record, tmp_path: Path) -> None:
    entities = {entity["id"]: entity for entity in _entities(record, tmp_path)}
    references = ("organizer", "involved", "proof", "addressEntity", "startLocation", "endLocation")
    pointed = {value for entity in entities.values() for name in references for value in entity["properties"].get(name, ())}
    assert pointed
    assert pointed <= set(entities)
    assert sorted(entity["schema"] for entity in entities.values() if "trip" in entity["id"]) == ["Event", "Trip"]
    norway = next(entity for entity in entities.values() if entity["caption"] == "Norway")
    assert (norway["schema"], norway["properties"]["country"]) == ("PublicBody", ["no"])


def test_followthemoney_takes_every_entity(record: Record, tmp_path: Path) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    from followthemoney.schema import Schema

    for entity in _entities(record, tmp_path):
        schema: Schema = followthemoney.model[entity["schema"]]
        schema.validate({"properties": entity["properties"]})
        proxy = followthemoney.model.get_proxy(entity)
        assert {name: sorted(proxy.get(name)) for name in entity["properties"]} == entity["properties"]


@pytest.mark.parametrize("kind", ["polecat", "gdelt2", "icews", "geojson", "panel", "ftm"])
def test_codebook_and_provenance_stand_beside_the_file(record: Record, tmp_path: Path, kind: str) -> None:
    summary = export(record, kind, tmp_path / "deep" / "events.out")
    assert [file.name for file in summary.files] == ["events.out", "events.codebook.md", "events.codebook.html", "events.about.json"]
    book = summary.files[1].read_text("utf-8")
    assert all(f"| `{name}` |" in book for name in layout(kind).columns)
    assert f"<code>{next(iter(layout(kind).columns))}</code>" in summary.files[2].read_text("utf-8")
    told = json.loads(summary.files[3].read_text("utf-8"))
    assert told["runs"] == [{"code_version": "1.0", "knowledge": "k1", "model": "md-3.7", "configuration": "c1"}]
    assert (told["kind"], told["reports"], len(told["input_digest"])) == (kind, 1, 64)


def test_a_row_is_one_line_whatever_the_names_hold(tmp_path: Path) -> None:
    odd = "Nor\tway\r\nof\u2028the North"
    with Record.open(tmp_path / "R.db", now=Clock()) as opened:
        opened.add(report(outlet="A\tB"), reading(events=(event_report(),)), RUN)
        row = ActorRow("NOR", odd, "NOR", "GOV", "country", (), (), ("r1",))
        opened.write_resolution(Resolved(events=(event(),), actors=(row,)), opened.claims_digest())
        for kind in ("polecat", "icews", "gdelt2"):
            export(opened, kind, tmp_path / kind)
            lines = (tmp_path / kind).read_text("utf-8").split("\n")[:-1]
            assert {len(line.split("\t")) for line in lines} == {len(layout(kind).columns)}
            assert len(lines) == (1 if kind == "gdelt2" else 2)


def test_choices_that_a_kind_would_not_heed_are_refused(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="only panel can be made by week"):
        export(record, "polecat", tmp_path / "p", Choices(by="week"))
    with pytest.raises(UsageError, match="always the whole record"):
        export(record, "jsonl", tmp_path / "j", Choices(Filters(countries=("NOR",))))
    with pytest.raises(UsageError, match="month or week, not 'year'"):
        export(record, "panel", tmp_path / "p", Choices(by="year"))


def test_filters_narrow_the_rows_and_are_told(record: Record, tmp_path: Path) -> None:
    summary = export(record, "polecat", tmp_path / "p.tsv", Choices(Filters(types=("THREATEN",))))
    assert summary.rows == {"polecat": 1}
    assert json.loads((tmp_path / "p.about.json").read_text("utf-8"))["asked"] == {"type": ["THREATEN"]}


def test_a_folder_in_the_files_place_is_left_alone(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a folder of this name is there already"):
        export(record, "panel", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_export_of_one_file_leaves_nothing(record: Record, tmp_path: Path) -> None:
    def half() -> None:
        with into_file(record, "panel", tmp_path / "panel.csv", Choices()) as staged:
            staged.path.write_text("half")
            raise RecordError("the record is damaged")

    with pytest.raises(RecordError):
        half()
    assert list(tmp_path.iterdir()) == []


def test_a_column_that_the_layout_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="no column of GeoJSON: color"):
        layout("geojson").cells({"color": "red"})


def test_every_cameo_code_that_the_crosswalk_can_give_has_a_name() -> None:
    ontology = load().ontology
    names = {row["code"] for row in table("cameo_names.csv")}
    codes = {
        ontology.cameo(type_, mode, (context,)) for type_ in ontology.types for mode in (None, *ontology.modes[type_]) for context in ("", *ontology.contexts)
    }
    codes |= {ontology.dropped("020", mode) for mode in (None, "assist", "change", "yield", "meet")} | {"010"}
    assert codes - {None} <= names


def test_country_codes_are_those_of_countries_we_know() -> None:
    known = {country.iso3 for country in load().countries}
    assert known >= set(country_codes("cow")) | set(country_codes("fips"))
    assert len(set(country_codes("cow").values())) == len(country_codes("cow"))
    assert (country_codes("cow")["DEU"], country_codes("fips")["DEU"], country_codes("cow")["KOR"], country_codes("fips")["KOR"]) == ("255", "GM", "732", "KS")
