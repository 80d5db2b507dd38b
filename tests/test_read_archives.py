"""Zip, tar and packed files are read where they lie; what is hostile in them is refused, counted and told once."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import read
from dragoman.model import Report, UsageError

PAGE = "<html><body><article><p>{}</p></article></body></html>"
TEXT = "The envoy of Ghana left for talks in Togo on Tuesday, officials said. "


def zipped(files: dict[str, bytes | str], **more: zipfile.ZipInfo) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name) if not isinstance(content, str) else name, content)
        for info in more.values():
            archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def tarred(files: dict[str, bytes | str], mode: str = "w", extra: tuple[tarfile.TarInfo, ...] = ()) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in extra:
            archive.addfile(info)
    return out.getvalue()


def read_all(path: Path | str, **options: object) -> tuple[list[Report], list[str], read.Taken]:
    problems: list[str] = []
    taken = read.Taken()
    return list(read.reports(path, on_problem=problems.append, taken=taken, **options)), problems, taken  # type: ignore[arg-type]


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


FILES: dict[str, bytes | str] = {
    "may/page.html": PAGE.format(TEXT * 5),
    "a.txt": TEXT,
    "rows.jsonl": json.dumps({"id": "r1", "text": TEXT}) + "\n" + json.dumps({"id": "r2", "text": TEXT + "x"}),
    "x.bin": b"\x00\x01",
    ".hidden": "no",
}


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("y.zip", zipped),
        ("y.tar", tarred),
        ("y.tar.gz", lambda files: tarred(files, "w:gz")),
        ("y.tgz", lambda files: tarred(files, "w:gz")),
        ("y.tar.bz2", lambda files: tarred(files, "w:bz2")),
        ("y.tar.xz", lambda files: tarred(files, "w:xz")),
        ("nameless", zipped),
        ("other", tarred),
    ],
)
def test_files_in_an_archive_are_read_as_outside_it(tmp_path: Path, name: str, make: Callable[[dict[str, bytes | str]], bytes]) -> None:
    path = put(tmp_path / name, make(FILES))
    found, problems, taken = read_all(path)
    assert [report.id for report in found] == [f"{name}!may/page.html", f"{name}!a.txt", "r1", "r2"]
    assert [report.source for report in found[:2]] == [f"{path}!may/page.html", f"{path}!a.txt"]
    assert not any(report.error for report in found)
    assert any("passed over in the archive: 1 hidden files" in problem for problem in problems)
    kind = "tar" if "tar" in name or name in ("y.tgz", "other") else "zip"
    assert taken.told() == f"1 {kind} (1 html, 1 jsonl (2 reports), 1 of no known kind, 1 text)"
    assert list(tmp_path.iterdir()) == [path]


def test_ids_in_an_archive_do_not_depend_on_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    one, _, _ = read_all(put(tmp_path / "y.zip", zipped(FILES)))
    two, _, _ = read_all(put(tmp_path / "deep" / "y.zip", zipped(FILES)))
    assert [report.id for report in one] == [report.id for report in two]


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


def test_links_devices_and_names_that_lead_out_are_passed_over_and_told_once(tmp_path: Path) -> None:
    hostile: dict[str, bytes | str] = dict.fromkeys(("../up.txt", "/abs.txt", "a/../../b.txt", "C:\\x.txt", "..\\y.txt", "fine.txt"), TEXT)
    found, problems, _ = read_all(put(tmp_path / "h.zip", zipped(hostile, link=link("link.txt"))))
    assert [report.id for report in found] == ["h.zip!fine.txt"]
    assert [problem for problem in problems if "passed over" in problem] == [
        f"{tmp_path / 'h.zip'}: passed over in the archive: 1 links, 5 names that lead out of the archive"
    ]
    extra = []
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        info = tarfile.TarInfo(f"x{kind!r}.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        extra.append(info)
    found, problems, _ = read_all(put(tmp_path / "h.tar", tarred(hostile, extra=tuple(extra))))
    assert [report.id for report in found] == ["h.tar!fine.txt"]
    assert "2 devices and the like, 2 links, 5 names that lead out" in problems[0]


def test_archives_in_archives_are_opened_to_a_depth_of_two(tmp_path: Path) -> None:
    inner = zipped({"deepest.txt": TEXT})
    found, _, taken = read_all(put(tmp_path / "y.zip", zipped({"in.tar.gz": tarred({"b.txt": TEXT + "b", "third.zip": inner}, "w:gz")})))
    assert [(report.id, bool(report.error)) for report in found] == [("y.zip!in.tar.gz!b.txt", False), ("y.zip!in.tar.gz!third.zip", True)]
    assert "more than 2 deep" in (found[1].error or "")
    assert taken.told() == "1 zip (1 tar (1 text, 1 zip))"


def test_an_archive_that_holds_itself_ends(tmp_path: Path) -> None:
    data = zipped({"a.txt": TEXT})
    for _ in range(6):
        data = zipped({"self.zip": data, "a.txt": TEXT})
    found, _, _ = read_all(put(tmp_path / "q.zip", data))
    assert [report.id for report in found] == ["q.zip!self.zip!self.zip", "q.zip!self.zip!a.txt", "q.zip!a.txt"]


def test_encrypted_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"secret.txt": TEXT, "open.txt": TEXT}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + offset] |= 1
    found, _, taken = read_all(put(tmp_path / "e.zip", bytes(data)))
    assert [(report.id, bool(report.error)) for report in found] == [("e.zip!open.txt", False), ("e.zip!secret.txt", True)]
    assert "encrypted" in (found[1].error or "")
    assert taken.told() == "1 zip (1 text, 1 unreadable)"


def test_damaged_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"bad.txt": "".join(f"{number} " for number in range(500)), "good.txt": TEXT}))
    data[80] ^= 0xFF
    found, _, _ = read_all(put(tmp_path / "d.zip", bytes(data)))
    assert [(report.id, bool(report.error)) for report in found] == [("d.zip!good.txt", False), ("d.zip!bad.txt", True)]


def test_bombs_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = b" " * (40 * 2**20)
    found, _, _ = read_all(put(tmp_path / "b.zip", zipped({"bomb.txt": bomb.decode(), "good.txt": TEXT})))
    assert [(report.id, bool(report.error)) for report in found] == [("b.zip!good.txt", False), ("b.zip!bomb.txt", True)]
    found, _, _ = read_all(put(tmp_path / "b.tar.gz", tarred({"good.txt": TEXT, "bomb.txt": bomb}, "w:gz")))
    assert [bool(report.error) for report in found] == [False, True]
    assert "200 times" in (found[1].error or "")
    for name, packed in (("b.jsonl.gz", gzip.compress(b"\n" * len(bomb))), ("b.jsonl.xz", lzma.compress(b"\n" * len(bomb)))):
        (report,) = read_all(put(tmp_path / name, packed))[0]
        assert "200 times" in (report.error or "")


def test_too_many_members_and_too_many_bytes_stop_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "m.zip", zipped({f"{number}.txt": TEXT + str(number) for number in range(8)}))
    monkeypatch.setattr("dragoman.read.containers.MOST_MEMBERS", 5)
    found, _, _ = read_all(path)
    assert [bool(report.error) for report in found] == [False] * 5 + [True]
    assert "more than 5 members" in (found[-1].error or "")
    monkeypatch.setattr("dragoman.read.containers.MOST_BYTES_OF_ARCHIVE", 3 * len(TEXT) + 3)
    found, _, _ = read_all(path)
    assert [bool(report.error) for report in found] == [False] * 3 + [True]


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_packed_files_are_read_as_what_they_hold(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    (report,) = read_all(put(tmp_path / f"p.html{suffix}", pack(PAGE.format(TEXT * 5).encode())))[0]
    assert report.text.startswith("The envoy")
    (cut,) = read_all(put(tmp_path / f"t.txt{suffix}", pack(TEXT.encode() * 50)[:-9]))[0]
    assert "broken or cut off" in (cut.error or "")


def test_zstandard_file_is_read(tmp_path: Path) -> None:
    from fastwarc.stream_io import ZstdWriter

    out = io.BytesIO()
    writer = ZstdWriter(out)
    writer.write(TEXT.encode() * 3)
    writer.close()
    (report,) = read_all(put(tmp_path / "t.txt.zst", out.getvalue()))[0]
    assert report.text == TEXT * 3


WHOLE = tarred({f"{number}.txt": TEXT * 9 + str(number) for number in range(6)})


@given(st.integers(1, len(WHOLE) - 1))
@settings(max_examples=60, deadline=None)
def test_cut_tar_gives_what_stands_before_the_cut_and_says_so(tmp_path_factory: pytest.TempPathFactory, at: int) -> None:
    path = put(tmp_path_factory.mktemp("cut") / "c.tar", WHOLE[:at])
    found, _, _ = read_all(path)
    whole = [report for report in found if not report.error]
    # A header of 512 bytes and two blocks of content each; behind the last, blocks of zeros that only fill the tape.
    assert len(whole) == sum(at >= number * 1536 + 512 + len(TEXT * 9) + 1 for number in range(6))
    assert len(whole) < len(found) or at >= 6 * 1536 + 512


@given(st.binary(max_size=300))
@settings(max_examples=80, deadline=None)
def test_noise_behind_an_archives_magic_never_stops_the_rest(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    folder = tmp_path_factory.mktemp("noise")
    put(folder / "n.zip", b"PK\x03\x04" + noise)
    put(folder / "n.tar", noise)
    put(folder / "z.txt", TEXT.encode())
    found, _, _ = read_all(folder)
    assert found[-1].text == TEXT


# ---- what it is taken for, and standard input


def test_every_file_is_told_with_what_it_was_taken_for(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", TEXT.encode())
    put(tmp_path / "b.txt", b"\xff\xfe\xd8")
    put(tmp_path / "c.html", PAGE.format(TEXT * 5).encode())
    put(tmp_path / "y.zip", zipped({"d.html": PAGE.format(TEXT * 6), "e.txt": b"\x00" * 50}))
    _, _, taken = read_all(tmp_path)
    assert taken.told() == "1 html, 1 text, 1 zip (1 html, 1 unreadable), 1 unreadable"
    assert taken.plain()[2] == {
        "kind": "zip",
        "files": 1,
        "reports": 0,
        "inside": [{"kind": "html", "files": 1, "reports": 1}, {"kind": "unreadable", "files": 1, "reports": 0}],
    }


def test_a_kind_given_outranks_name_and_content(tmp_path: Path) -> None:
    page = PAGE.format(TEXT * 5)
    assert read_all(put(tmp_path / "p.html", page.encode()), kind="text")[0][0].text == page
    assert read_all(put(tmp_path / "y.zip", zipped({"p.html": page})), kind="text")[0][0].text == page
    assert read_all(put(tmp_path / "p.dat", page.encode()), kind="html")[0][0].text.startswith("The envoy")
    with pytest.raises(UsageError, match="no kind of file; there are csv, feed, html"):
        read.reports(tmp_path, kind="docx")


class _Standard:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "kind", "taken"),
    [
        (TEXT.encode(), None, "1 text"),
        (PAGE.format(TEXT * 5).encode(), None, "1 html"),
        (PAGE.format(TEXT * 5).encode(), "text", "1 text"),
        (json.dumps({"id": "a", "text": TEXT}).encode(), None, "1 jsonl"),
        (gzip.compress(TEXT.encode(), mtime=0), None, "1 text"),
        (zipped({"a.txt": TEXT}), None, "1 zip (1 text)"),
        (b"", None, "1 unreadable"),
    ],
    ids=["text", "html", "html as text", "jsonl", "gzip", "zip", "empty"],
)
def test_standard_input_is_read_as_a_file(monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str | None, taken: str) -> None:
    monkeypatch.setattr(sys, "stdin", _Standard(data))
    found, _, told = read_all("-", kind=kind)
    assert told.told() == taken
    assert (found[0].source or "").startswith("stdin")


def test_standard_input_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Standard(b"x" * 2000))
    monkeypatch.setattr(sys.modules["dragoman.read.reports"], "MOST_BYTES_UNPACKED", 1000)
    assert "name a file instead" in (read_all("-")[0][0].error or "")
