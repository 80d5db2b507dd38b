"""One exported file with its codebook and provenance beside it: NAME, NAME's stem with .codebook.md, .codebook.html and .about.json. All or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dragoman.export.about import about
from dragoman.export.codebook import layout_codebook, page
from dragoman.export.files import into_folder
from dragoman.export.registry import Choices
from dragoman.model import UsageError
from dragoman.record import Record
from dragoman.record.rows import dumps


@dataclass
class Staged:
    """The file on its way.

    Attributes:
        path: where to write it. rows: how many rows it got, set by who writes them. files: all files, once they are finished.
    """

    path: Path
    rows: int = 0
    files: tuple[Path, ...] = ()


@contextmanager
def into_file(record: Record, kind: str, out: Path, choices: Choices) -> Iterator[Staged]:
    """Write the file of a kind at `out`; its codebook and provenance are written when it is whole.

    Raises:
        UsageError: if a folder stands in the file's place, or it can't be written.
    """
    if out.is_dir():
        raise UsageError("this kind of export is one file, but a folder of this name is there already; name a file", source=str(out))
    with into_folder(out.parent) as staging:
        staged = Staged(staging.path(out.name))
        yield staged
        told = layout_codebook(kind)
        staging.path(f"{out.stem}.codebook.md").write_text(told, encoding="utf-8")
        staging.path(f"{out.stem}.codebook.html").write_text(page(told), encoding="utf-8")
        staging.path(f"{out.stem}.about.json").write_text(dumps(about(record, kind, {kind: staged.rows}, choices.asked())) + "\n", encoding="utf-8")
        staged.files = staging.finish()
