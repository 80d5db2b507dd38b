"""PDF files: their text as paragraphs; scans, locked and broken files say what they are, and none takes for ever."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import read
from dragoman.model import Report
from dragoman.read.fetch import Archive, Page

LINES = (
    "Envoys to meet again",
    "The foreign ministers of Ghana and Togo agreed on Tuesday to open the bor-",
    "der again before the end of the month, officials said after a day of talks",
    "in Accra.",
    "A second round is to follow in Lome.",
)


def pdf(*pages: tuple[str, ...], title: str | None = "Border talks") -> bytes:
    """A PDF with one line of text under the other; a page without lines has no text."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 72 720 Td {shown}ET".encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    if title:
        objects.append(f"<< /Title ({title}) /Author (Ann Example) >>".encode())
    out, places = BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    info = b" /Info %d 0 R" % len(objects) if title else b""
    out.write(b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, info, start))
    return out.getvalue()


def only(path: Path, data: bytes) -> tuple[Report, list[str]]:
    path.write_bytes(data)
    problems: list[str] = []
    (report,) = read.reports(path, on_problem=problems.append)
    return report, problems


def test_lines_are_joined_to_paragraphs_and_broken_words_made_whole(tmp_path: Path) -> None:
    report, _ = only(tmp_path / "a.pdf", pdf(LINES))
    assert report.text.split("\n") == [
        "Envoys to meet again",
        "The foreign ministers of Ghana and Togo agreed on Tuesday to open the border again before the end of the month, officials said after a day of talks "
        "in Accra.",
        "A second round is to follow in Lome.",
    ]
    assert (report.title, report.byline, report.published) == ("Border talks", "Ann Example", None)


def test_pdf_is_known_by_its_content(tmp_path: Path) -> None:
    assert only(tmp_path / "a.txt", pdf(LINES))[0].title == "Border talks"


@pytest.mark.parametrize("title", ["Microsoft Word - draft 3.docx", "untitled", ""])
def test_title_that_a_program_made_up_is_left_out(tmp_path: Path, title: str) -> None:
    assert only(tmp_path / "a.pdf", pdf(LINES, title=title))[0].title is None


def test_scan_is_told_and_so_are_pages_without_text(tmp_path: Path) -> None:
    assert "2 pages and no text: it is a scan" in (only(tmp_path / "s.pdf", pdf((), ()))[0].error or "")
    report, problems = only(tmp_path / "m.pdf", pdf(LINES, (), ()))
    assert report.error is None
    assert any("2 of the PDF's pages hold no text" in problem for problem in problems)


def test_locked_pdf_is_told(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(LINES)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert "encrypted" in (only(tmp_path / "e.pdf", out.getvalue())[0].error or "")


def test_pages_behind_the_limit_are_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.read.pdf.MOST_PAGES_OF_PDF", 2)
    report, problems = only(tmp_path / "l.pdf", pdf(("One.",), ("Two.",), ("Three.",)))
    assert report.text == "One.\n\nTwo."
    assert any("1 of the PDF's pages stand behind the first 2" in problem for problem in problems)


def test_page_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(page: object) -> str:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr("pypdf.PageObject.extract_text", endless)
    monkeypatch.setattr("dragoman.read.pdf.MOST_SECONDS_OF_PDF", 0.2)
    assert "takes longer" in (only(tmp_path / "t.pdf", pdf(LINES))[0].error or "")


WHOLE = pdf(LINES)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255), st.booleans())
@settings(max_examples=60, deadline=None)
def test_damaged_pdf_is_read_or_says_why_not(tmp_path_factory: pytest.TempPathFactory, at: int, flip: int, cut: bool) -> None:
    data = WHOLE[:at] if cut else WHOLE[:at] + bytes([WHOLE[at] ^ flip]) + WHOLE[at + 1 :]
    report, _ = only(tmp_path_factory.mktemp("pdf") / "d.pdf", data)
    assert bool(report.text) != bool(report.error)


def test_pdf_that_was_fetched_is_read_out_of_its_archive(tmp_path: Path) -> None:
    url = "https://ministry.example.org/communique.pdf?utm_source=x"
    for body in (pdf(LINES), b"%PDF-1.4 broken"):
        page = Page(url, url, datetime(2024, 5, 6, tzinfo=UTC), 200, "OK", (("Content-Type", "application/pdf"),), body, "93.184.216.34")
        with Archive(tmp_path / str(len(body)), page.at) as archive:
            path = archive.add(page)
        (report,) = read.reports([path])
        assert (report.id, report.error is None) == (url, body != b"%PDF-1.4 broken")
        if report.error is None:
            assert (report.url, report.canonical) == (url, "https://ministry.example.org/communique.pdf")
            assert "open the border again" in report.text
