"""What every page looks like in Chromium: at three widths, in light and dark, on paper, and to who can't see it (axe-core)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.web.app import create_app
from dragoman.web.pages import PAGES
from dragoman.web.settings import LOOPBACK, Settings
from factories_browser import HERE, WIDTHS, serving, tab
from factories_views import small_record
from factories_web import ADMIN, hostile_record
from test_web_pages import ADDRESSES

EVERYWHERE = {page.name: ADDRESSES[page.name] for page in PAGES} | {"api": "/api", "login": "/login", "wrong": "/nothing", "nothing": "/search?q=zzz"}
# Words without a place to break them, a script written from the right, combining marks, an emoji.
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 2 + " وزارة الخارجية تنفي الخبر Z͑ͫ̓ͪ̂ͫ̽͏ 🕊 " + "many short words " * 12
LAYOUT = (HERE / "layout.js").read_text(encoding="utf-8")
AXE = HERE / "axe-core" / "axe.min.js"
# WCAG 2.2 at A and AA, and what axe calls good practice.
AXE_RUN = """async () => {
  const rules = { "target-size": { enabled: true } }, tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations"] });
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)} -- ${(one.nodes[0].any[0] || one.nodes[0].all[0] || one.nodes[0].none[0] || {}).message}`);
}"""
BRIGHTNESS = """(name) => {
  const [r, g, b] = getComputedStyle(document.querySelector("main"))[name].match(/[0-9.]+/g).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


def addresses(folder: Path, words: str | None) -> Iterator[str]:
    path = small_record(folder / "small.db") if words is None else hostile_record(folder / "long.db", words)
    with serving(create_app(path, Settings(local=ADMIN, hosts=LOOPBACK))) as address:
        yield address


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from addresses(tmp_path_factory.mktemp("look"), None)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from addresses(tmp_path_factory.mktemp("look"), LONG)


def layout_faults(page: Any, path: str) -> dict[int, list[str]]:
    page.goto(path)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = page.evaluate(LAYOUT)
    return {width: faults for width, faults in found.items() if faults}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_page_fits_a_phone_a_tablet_and_a_desk(browser: Any, small: str, name: str) -> None:
    with tab(browser, small) as page:
        assert layout_faults(page, EVERYWHERE[name]) == {}
        assert all(asked.startswith(small) for asked in page.asked)


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_page_fits_with_words_of_any_length_and_script(browser: Any, long: str, name: str) -> None:
    with tab(browser, long) as page:
        assert layout_faults(page, EVERYWHERE[name]) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", EVERYWHERE)
def test_axe_finds_nothing_serious(browser: Any, small: str, name: str, theme: str) -> None:
    # The policy forbids the test's own script, too: it is let through for this test alone.
    with tab(browser, small, color_scheme=theme, bypass_csp=True, viewport={"width": 360 if theme == "dark" else 1280, "height": 800}) as page:
        page.goto(EVERYWHERE[name])
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.add_script_tag(path=AXE)
        assert page.evaluate(AXE_RUN) == []


def test_dark_is_dark_and_light_is_light(browser: Any, small: str) -> None:
    with tab(browser, small, color_scheme="dark") as page:
        page.goto("/timeline")
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(16, 18, 21)"
        assert page.evaluate(BRIGHTNESS, "color") > 0.8
        page.emulate_media(color_scheme="light")
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate(BRIGHTNESS, "color") < 0.2


@pytest.mark.parametrize("name", EVERYWHERE)
def test_on_paper_words_are_black_and_what_can_be_clicked_is_left_out(browser: Any, small: str, name: str) -> None:
    with tab(browser, small, color_scheme="dark", viewport={"width": 700, "height": 990}) as page:
        page.goto(EVERYWHERE[name])
        page.emulate_media(media="print")
        assert page.locator("main h1").is_visible()
        assert page.locator("header.top, form:visible button").filter(visible=True).count() == 0
        assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.evaluate(BRIGHTNESS, "color") < 0.1
