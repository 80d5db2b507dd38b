"""Takes what lies outside docs/ into the site: CONTRIBUTING and the changelog as pages, links to anything else as plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
TAKEN = ("CONTRIBUTING.md", "CHANGELOG.md")
_OUTSIDE = re.compile(r"\[([^\]]*)\]\(\.\./([^)#\s]+)(#[^)\s]*)?\)")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages from the project's root."""
    for name in TAKEN:
        files.append(File.generated(config, name, content=(ROOT / name).read_text("utf-8").replace("](docs/", "](")))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Links that lead out of docs/ go to the pages taken in, or become words: the site stands alone."""
    return _OUTSIDE.sub(lambda found: f"[{found[1]}]({found[2]}{found[3] or ''})" if found[2] in TAKEN else f"{found[1]} (`{found[2]}`)", markdown)
