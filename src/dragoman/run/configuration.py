"""How a reading is made: which components in which order. In: a TOML file or nothing; out: a Configuration.

A configuration file reproduces a run: its digest is part of the run's id, together with the versions of code, knowledge and language model.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from dragoman.code import USUAL, registry
from dragoman.code.llm.options import LlmOptions
from dragoman.model import UsageError, digest

COMPONENTS = ("clean", "parse", "mention", "code", "date")
# Enough sentences for spaCy to batch well, few enough that a batch of long pages stays under some hundred megabytes.
BATCH_REPORTS = 32
BATCH_CHARACTERS = 200_000
ASKING = "llm"  # the coder that asks a language model


@dataclass(frozen=True, slots=True)
class Configuration:
    """What reproduces a reading, and how it is batched.

    Attributes:
        components: names from the registry, in the order in which they work on a report.
        batch_reports: reports handed to the components at once at most; changes the speed, never the result.
        batch_characters: characters of text handed over at once at most (a longer report goes alone).
        coder: name of the coder that the component `code` is, from code.registry.
        llm: what the coder that asks a language model is told; nothing is sent unless `coder` is `llm`.
        knowledge: files of the user's own knowledge, added to the package's; in a configuration file relative to it.
    """

    components: tuple[str, ...] = COMPONENTS
    batch_reports: int = BATCH_REPORTS
    batch_characters: int = BATCH_CHARACTERS
    knowledge: tuple[Path, ...] = ()
    coder: str = USUAL
    llm: LlmOptions = field(default_factory=LlmOptions)

    @property
    def digest(self) -> str:
        """Hash of what can change a reading: the components, the coder, and what stands in the user's own files; the batch sizes can't.

        Raises:
            UsageError: if one of the files can't be read.
        """
        coder = [] if self.coder == USUAL else [self.coder, self.llm.digest] if self.coder == ASKING else [self.coder]
        if not self.knowledge and not coder:
            return digest(list(self.components))
        return digest([list(self.components), [hashlib.blake2b(_content(path), digest_size=16).hexdigest() for path in self.knowledge], *coder])

    @classmethod
    def load(cls, path: Path) -> Configuration:
        """The configuration in a TOML file; what it doesn't name keeps its default.

        Raises:
            UsageError: if the file can't be read, is no TOML, or names a setting that there isn't.
        """
        try:
            settings = tomllib.loads(path.read_text("utf-8"))
        except OSError as error:
            raise UsageError(f"the configuration can't be read: {error.strerror}", source=str(path)) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"the configuration is no valid TOML: {error}", source=str(path)) from error
        asked = settings.pop("llm", {})
        if not isinstance(asked, dict):
            raise UsageError("llm must be a table: [llm], and its settings below it", source=str(path))
        checked = {name: _checked(name, value, path) for name, value in settings.items()}
        if "knowledge" in checked:
            checked["knowledge"] = tuple(path.parent / name for name in checked["knowledge"])
        if "coder" in checked:
            check_coder(checked["coder"], str(path))
        return cls(**checked, llm=LlmOptions.of(asked, path))


_TYPES: dict[str, type] = {"components": list, "batch_reports": int, "batch_characters": int, "knowledge": list, "coder": str}


def check_coder(name: str, source: str | None = None) -> None:
    """Raises a UsageError unless there is a coder of that name."""
    if name not in registry:
        raise UsageError(f"there is no coder {name!r}; known: {', '.join(registry)}", source=source)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"the knowledge file can't be read: {error.strerror}", source=str(path)) from error


def _checked(name: str, value: Any, path: Path) -> Any:
    known = [item.name for item in fields(Configuration)]
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"known settings: {', '.join(known)}"
        raise UsageError(f"there is no setting {name!r}; {hint}", source=str(path))
    if not isinstance(value, _TYPES[name]) or isinstance(value, bool):
        raise UsageError(f"{name} must be a {_TYPES[name].__name__}, not {value!r}", source=str(path))
    if isinstance(value, int) and value < 1:
        raise UsageError(f"{name} must be at least 1, not {value}", source=str(path))
    return tuple(str(item) for item in value) if isinstance(value, list) else value
