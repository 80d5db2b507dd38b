"""Archives that hold files: zip and tar, packed or not. In: an archive; out: its members as files in memory, one after the other.

Nothing is ever written to disk. Members that lead out of the archive, links and devices are passed over; each is counted and told once.
"""

from __future__ import annotations

import posixpath
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, Self

from dragoman.model import InputError
from dragoman.read.limits import BYTES_BEFORE_RATIO, MOST_BYTES_OF_ARCHIVE, MOST_BYTES_UNPACKED, MOST_MEMBERS, MOST_TIMES_UNPACKED
from dragoman.read.made import sound
from dragoman.read.packing import BrokenPackingError
from dragoman.read.source import SourceFile

# Stands between an archive and what lies in it, in sources and ids: "year.zip!may/page.html".
INSIDE = "!"
CONTAINERS = ("zip", "tar")
_TAR_SUFFIXES = (".tar", ".tgz", ".tbz2", ".txz", ".tzst", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst")
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
# Zip files too, but of parts that are no reports by themselves.
_OTHER_ZIPS = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk", ".whl", ".wacz")
_TAR_MAGIC_AT = 257
_COPY = 1024 * 1024

Refused = Callable[[SourceFile, InputError], None]


def container_kind(source: SourceFile) -> str | None:
    """ "zip" or "tar" if the file is one, by content, or by its name if the content can't be asked."""
    name = source.path.name.lower()
    if name.endswith(_OTHER_ZIPS):
        return None
    head = source.head()
    if head.startswith(_ZIP_MAGIC):
        return "zip"
    if head[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar" or (name.endswith(_TAR_SUFFIXES) and head[:1] != b"<"):
        return "tar"
    return "zip" if name.endswith(".zip") else None


def members(source: SourceFile, kind: str, refused: Refused) -> Iterator[SourceFile]:
    """The files in an archive, in the archive's order, each with its bytes; hidden files are passed over.

    Args:
        refused: called for each member that should have been read and can't be: encrypted, damaged, too large.

    Raises:
        InputError: if the archive can be read no further; what was yielded before stays.
    """
    left_out: Counter[str] = Counter()
    try:
        yield from (_zipped if kind == "zip" else _tarred)(source, _Budget(source, refused, left_out))
    except (zipfile.BadZipFile, tarfile.TarError, BrokenPackingError, EOFError, OSError, ValueError, OverflowError, NotImplementedError) as error:
        raise source.error(f"the archive is broken or cut off ({error or type(error).__name__})") from error
    finally:
        if left_out:
            told = ", ".join(f"{count} {why}" for why, count in sorted(left_out.items()))
            source.problem(str(source.error(f"passed over in the archive: {told}")))


class _Budget:
    """What one archive may still unpack to, and what was passed over in it."""

    def __init__(self, source: SourceFile, refused: Refused, left_out: Counter[str]) -> None:
        self.source, self.left_out = source, left_out
        self._refused = refused
        self._count = self._bytes = 0

    def takes(self, name: str, *, regular: bool, special: str) -> bool:
        """True if a member with this name may be read at all; why not is counted."""
        self._count += 1
        if self._count > MOST_MEMBERS:
            raise self.source.error(f"the archive has more than {MOST_MEMBERS} members; those behind were not read")
        if not regular:
            self.left_out[special] += 1
        elif _leads_out(name):
            self.left_out["names that lead out of the archive"] += 1
        elif any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts):
            self.left_out["hidden files"] += 1
        else:
            return True
        return False

    def file(self, name: str, stream: IO[bytes], packed: int | None) -> SourceFile | None:
        """The member with its bytes; None if it can't be read, which is told."""
        member = inside(self.source, name)
        parts: list[bytes] = []
        size = 0
        while part := stream.read(_COPY):
            parts.append(part)
            size += len(part)
            self._bytes += len(part)
            if self._bytes > MOST_BYTES_OF_ARCHIVE:
                raise self.source.error(f"the archive unpacks to more than {MOST_BYTES_OF_ARCHIVE // 2**30} GiB; what lies behind was not read")
            if size > MOST_BYTES_UNPACKED or (packed is not None and size > max(BYTES_BEFORE_RATIO, packed * MOST_TIMES_UNPACKED)):
                self._refused(member, member.error(f"the file unpacks to too much: more than {size // 2**20} MiB from {packed or 'few'} bytes"))
                return None
        return inside(self.source, name, b"".join(parts))

    def refuse(self, name: str, why: str) -> None:
        member = inside(self.source, name)
        self._refused(member, member.error(why))


def inside(source: SourceFile, name: str, content: bytes = b"") -> SourceFile:
    """A member of an archive as a file of its own."""
    clean = sound(posixpath.normpath(name))
    return SourceFile(Path(clean), f"{source.given}{INSIDE}{clean}", f"{source.name}{INSIDE}{clean}", source.problem, content=content)


def _leads_out(name: str) -> bool:
    """True for absolute names, names with a drive, and names that climb: "/etc/x", "C:x", "a/../../x", "..\\x"."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "" or ".." in parts or parts[0][1:2] == ":" or "\x00" in name


def _zipped(source: SourceFile, budget: _Budget) -> Iterator[SourceFile]:
    with source.open() as stream, zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            mode = entry.external_attr >> 16
            regular = not stat.S_IFMT(mode) or stat.S_ISREG(mode)
            if not budget.takes(entry.filename, regular=regular, special="links" if stat.S_ISLNK(mode) else "devices and the like"):
                continue
            if entry.flag_bits & 0x1:
                budget.refuse(entry.filename, "it is encrypted: unpack the archive with its password first")
                continue
            try:
                with archive.open(entry) as member:
                    found = budget.file(entry.filename, member, entry.compress_size)
            except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
                budget.refuse(entry.filename, f"it is damaged in the archive ({error or type(error).__name__})")
                continue
            if found is not None:
                yield found


class _Header(tarfile.TarInfo):
    """A tar header that does not let damage pass for the end, as the standard library does behind the first member."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # two blocks of zeros: the true end
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"{error} at byte {archive.offset}") from error


def _tarred(source: SourceFile, budget: _Budget) -> Iterator[SourceFile]:
    # As a stream: what lies behind is never needed to read what stands before, so a cut archive gives all that it still holds.
    with source.open() as stream, tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
        for entry in archive:
            if entry.isdir():
                continue
            special = "links" if entry.issym() or entry.islnk() else "devices and the like"
            if not budget.takes(entry.name, regular=entry.isreg() and not entry.issparse(), special=special):
                continue
            member = archive.extractfile(entry)
            found = budget.file(entry.name, member, None) if member is not None else None
            if found is not None:
                yield found
