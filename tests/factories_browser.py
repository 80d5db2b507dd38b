"""Debian's Chromium and a served record: what the tests in a real browser share. The browser reaches nothing but this machine."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from factories_engines import missing

HERE = Path(__file__).parent / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Names that the browser takes for this machine; all others lead nowhere.
EVIL, OURS = "evil.example", "record.example"
RESOLVER = f"--host-resolver-rules=MAP {EVIL} 127.0.0.1, MAP {OURS} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
WIDTHS = (360, 768, 1280)
HEIGHT = 800
PATIENCE = 15_000  # milliseconds that the browser waits for anything


def chromium() -> Iterator[Any]:
    """A browser for a module's tests. Skipped where there is none, except in CI: there a missing browser is a failure."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the Python package playwright is missing: pip install playwright")
    if found is None:
        missing("there is no Chromium: apt install chromium, or name its program in the variable CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=[RESOLVER, "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@contextmanager
def serving(app: Callable[..., Any]) -> Iterator[str]:
    """The application on a free port of this machine, for as long as the block lasts: its address without a slash at the end."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", server_header=False, proxy_headers=False, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started:
        assert thread.is_alive(), "the server has not started"
        assert time.monotonic() < until, "the server has not started"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def tab(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """A page in a context of its own; `page.base` is the server's address, `page.asked` keeps its requests, `page.complaints` what
    its console complained of.

    Args:
        address: of the server; pages are then opened by their paths.
    """
    context = browser.new_context(base_url=address, **({"viewport": {"width": 1280, "height": HEIGHT}, "reduced_motion": "reduce"} | options))
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.base, page.asked, page.complaints = address, [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    try:
        yield page
    finally:
        context.close()
