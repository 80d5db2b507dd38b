"""What R makes of the exports, and of the lines that the documentation gives to people who work in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pandas
import pytest

from dragoman.evaluate.large import make
from dragoman.export import export
from dragoman.record import Record

DOCS = Path(__file__).parents[1] / "docs"
NO_ARROW = 77

pytestmark = pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed (Debian: apt-get install r-base-core)")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("r")
    make(200, folder / "R.db")
    with Record.open(folder / "R.db", read_only=True) as record:
        export(record, "panel", folder / "panel.csv")
        export(record, "csv", folder / "tables_csv")
        export(record, "parquet", folder / "tables")
    return folder


def said(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["Rscript", "--vanilla", "-e", script], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("page", ["political-science.md", "tutorial.md"])
def test_the_lines_in_r_of_the_documentation_run(exported: Path, page: str) -> None:
    scripts = re.findall(r"^```r[^\n]*\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert scripts
    for script in scripts:
        done = said(script, exported)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_r_reads_the_panel_row_by_row_as_python_does(exported: Path) -> None:
    sums = 'p <- read.csv("panel.csv"); cat(nrow(p), sum(p$events), sum(p$acts), length(unique(paste(p$actor, p$recipient))), sum(is.na(p$actor)))'
    frame = pandas.read_csv(exported / "panel.csv", keep_default_na=False)
    pairs = len(frame[["actor", "recipient"]].drop_duplicates())
    assert said(sums, exported).stdout.split() == [str(number) for number in (len(frame), frame.events.sum(), frame.acts.sum(), pairs, 0)]


def test_r_reads_the_parquet_tables(exported: Path) -> None:
    script = f'if (!requireNamespace("arrow", quietly = TRUE)) quit(status = {NO_ARROW}); cat(nrow(arrow::read_parquet("tables/events.parquet")))'
    done = said(script, exported)
    if done.returncode == NO_ARROW:
        pytest.skip("R's package arrow is not installed; Debian has none, CRAN does")
    assert done.stdout == str(len(pandas.read_parquet(exported / "tables" / "events.parquet")))
