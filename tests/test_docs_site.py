"""The documentation builds as a site: every page has its place, no link is broken, nothing is fetched from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_site_builds_and_stands_alone(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False, env=env
    )
    assert done.returncode == 0, done.stderr
    pages = {page.stem for page in (ROOT / "docs").glob("*.md")} | {"CONTRIBUTING", "CHANGELOG"}
    assert pages <= {page.stem for page in tmp_path.glob("*.html")}
    menu = (tmp_path / "index.html").read_text("utf-8")
    assert all(f'href="{page}.html"' in menu for page in pages - {"index"}), "every page stands in the menu"
    fetched = re.findall(r'(?:src|href)="(https?://[^"]+\.(?:js|css|woff2?))"', menu)
    assert not fetched
