"""What a folder of fetched pages remembers: the validators of each, so that an unchanged page is not fetched twice. In: a folder; out: its validators."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dragoman.model import InputError
from dragoman.read.fetch.outcome import Page, Validators

NAME: Final = ".dragoman-fetched.json"  # hidden: `dragoman build` passes it over
_LONGEST: Final = 1_000  # characters of a validator; longer ones are not kept


def remembered(folder: Path) -> dict[str, Validators]:
    """Address -> validators; empty for a folder that remembers nothing.

    Raises:
        InputError: if the file is there but is not what was written.
    """
    path = folder / NAME
    try:
        found = json.loads(path.read_text("utf-8"))
        return {url: Validators(one.get("etag"), one.get("last_modified")) for url, one in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise InputError("what was fetched before can't be read; remove the file to fetch everything anew", source=str(path)) from error


def learnt(known: dict[str, Validators], page: Page) -> None:
    """Adds what came with a page; a page without validators is forgotten, as the next answer would be another one anyway."""
    etag, modified = (value if value and len(value) <= _LONGEST else None for value in (page.validators.etag, page.validators.last_modified))
    known.pop(page.asked, None)
    if etag or modified:
        known[page.asked] = Validators(etag, modified)


def remember(folder: Path, known: Mapping[str, Validators]) -> None:
    """Writes it in one step, so that a kill leaves the old or the new."""
    plain = {url: {"etag": one.etag, "last_modified": one.last_modified} for url, one in sorted(known.items())}
    path = folder / NAME
    part = path.with_suffix(".part")
    try:
        part.write_text(json.dumps(plain, indent=1) + "\n", "utf-8")
        os.replace(part, path)
    except OSError as error:
        raise InputError(f"what was fetched can't be remembered here ({error.strerror or error})", source=str(folder)) from error
