"""Damaged and cut web archives: every whole record is read, and what is lost is told."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import read
from dragoman.read.frames import Frame, frames
from dragoman.read.pieces import Lost

RECORDS = 20


def record(number: int) -> bytes:
    body = f"<html><body><p>Report {number}: the envoy left for talks, officials said. {'x' * (number * 13 % 90)}</p></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


def zstd(data: bytes) -> bytes:
    out = BytesIO()
    writer = ZstdWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


PACKED = {"plain": bytes, "gzip": lambda data: gzip.compress(data, mtime=0), "zstd": zstd}
PARTS = {name: [pack(record(number)) for number in range(RECORDS)] for name, pack in PACKED.items()}


def ends(parts: list[bytes]) -> list[int]:
    out, at = [], 0
    for part in parts:
        at += len(part)
        out.append(at)
    return out


def split(data: bytes) -> tuple[set[bytes], list[Lost]]:
    found = list(frames(BytesIO(data)))
    return {one.data for one in found if isinstance(one, Frame)}, [one for one in found if isinstance(one, Lost)]


def whole(numbers: range | list[int]) -> set[bytes]:
    return {record(number)[:-4] for number in numbers}


@pytest.mark.parametrize("packing", sorted(PARTS))
def test_sound_archive_is_read_whole(packing: str) -> None:
    assert split(b"".join(PARTS[packing])) == (whole(range(RECORDS)), [])


def test_archive_packed_as_one_gzip_is_read_whole() -> None:
    data = gzip.compress(b"".join(PARTS["plain"]), mtime=0)
    assert split(data) == (whole(range(RECORDS)), [])
    assert split(data + b"\x00" * 512) == (whole(range(RECORDS)), [])


@pytest.mark.parametrize("packing", sorted(PARTS))
@given(st.data())
@settings(max_examples=200, deadline=None)
def test_every_truncation_is_told_and_all_before_it_is_read(packing: str, data: st.DataObject) -> None:
    parts = PARTS[packing]
    joined, borders = b"".join(parts), ends(parts)
    at = data.draw(st.integers(1, len(joined) - 1).filter(lambda at: at not in borders))
    found, lost = split(joined[:at])
    before = whole(range(sum(border <= at for border in borders)))
    assert lost
    assert before <= found
    # Bytes of the gap alone may be missing behind a record.
    assert found <= whole(range(RECORDS))


@pytest.mark.parametrize("packing", ["plain", "gzip", "zstd"])
@given(st.data())
@settings(max_examples=200, deadline=None)
def test_one_wrong_byte_costs_no_more_than_its_own_record(packing: str, data: st.DataObject) -> None:
    parts = PARTS[packing]
    joined, borders = b"".join(parts), ends(parts)
    at = data.draw(st.integers(0, len(joined) - 1))
    flip = data.draw(st.integers(1, 255))
    touched = next(number for number, border in enumerate(borders) if at < border)
    found, lost = split(joined[:at] + bytes([joined[at] ^ flip]) + joined[at + 1 :])
    assert whole([number for number in range(RECORDS) if number != touched]) <= found
    # What is missing is told; a packed record has a checksum, so a wrong one never passes for whole.
    assert lost or len(found) == RECORDS
    if packing != "plain":
        assert found <= whole(range(RECORDS))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_missing_stretch_costs_only_the_records_that_it_touches(data: st.DataObject) -> None:
    parts = PARTS["gzip"]
    joined, borders = b"".join(parts), ends(parts)
    begin = data.draw(st.integers(1, len(joined) - 2))
    end = data.draw(st.integers(begin + 1, min(len(joined) - 1, begin + 600)))
    found, lost = split(joined[:begin] + joined[end:])
    starts = [0, *borders[:-1]]
    intact = [number for number in range(RECORDS) if borders[number] <= begin or starts[number] >= end]
    assert whole(intact) <= found
    assert lost or len(intact) + (end - begin in {len(part) for part in parts}) >= len(found)


@pytest.mark.parametrize("length", ["1", "999999", "99999999999", "x"])
def test_wrong_length_costs_one_record(length: str) -> None:
    parts = list(PARTS["plain"])
    right = next(line for line in parts[5].split(b"\r\n") if line.startswith(b"Content-Length"))
    parts[5] = parts[5].replace(right, f"Content-Length: {length}".encode(), 1)
    found, lost = split(b"".join(parts))
    assert whole([number for number in range(RECORDS) if number != 5]) <= found
    assert len(lost) == 1


@given(st.binary(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_noise_ends_and_is_told(noise: bytes) -> None:
    found, lost = split(noise)
    assert not found
    assert lost or not noise.strip(b"\r\n\x00")


def test_a_build_reads_what_is_whole_and_says_what_is_lost(tmp_path: Path) -> None:
    parts = list(PARTS["gzip"])
    parts[3] = parts[3][:60]
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(parts))
    found = list(read.reports(path))
    assert [report.id for report in found if not report.error] == [f"https://e.example/{number}" for number in range(RECORDS) if number != 3]
    assert "in 1 place, 19 whole records were read (byte" in (found[-1].error or "")
