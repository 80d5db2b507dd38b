"""What every page looks like in Chromium: at three widths, in light and dark, on paper, and to who can't see it (axe-core)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.web.app import create_app
from dragoman.web.page import Page
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
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
OPEN = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
AXE_RUN = """async (only) => {
  const rules = only.type === "tag" ? { "target-size": { enabled: true } } : {};
  const found = await axe.run(document, { runOnly: only, rules, resultTypes: ["violations"], preload: false });
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => [one, one.nodes[0], one.nodes[0].any.concat(one.nodes[0].all, one.nodes[0].none)[0] || {}])
    .map(([one, node, check]) => `${one.id} (${one.nodes.length}): ${node.html.slice(0, 160)} -- ${check.message}`);
}"""
BRIGHTNESS = """(name) => {
  const [r, g, b] = getComputedStyle(document.querySelector("main"))[name].match(/[0-9.]+/g).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


@pytest.fixture(scope="module")
def small(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A tab on the small record."""
    path = small_record(tmp_path_factory.mktemp("look") / "small.db")
    with serving(create_app(path, Settings(local=ADMIN, hosts=LOOPBACK))) as address, tab(browser, address) as page:
        yield page


@pytest.fixture(scope="module")
def long(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A tab on a record of long words in all scripts."""
    path = hostile_record(tmp_path_factory.mktemp("look") / "long.db", LONG)
    with serving(create_app(path, Settings(local=ADMIN, hosts=LOOPBACK))) as address, tab(browser, address) as page:
        yield page


@pytest.fixture(scope="module")
def axe(browser: Any, small: Any) -> Iterator[Any]:
    """A tab on a phone in which axe stands ready. The policy forbids foreign scripts, the test's own as well: here it is passed over."""
    with tab(browser, small.base, bypass_csp=True, viewport={"width": 360, "height": 800}) as page:
        page.context.add_init_script(path=AXE)
        yield page


def layout_faults(page: Any, path: str) -> dict[int, list[str]]:
    page.emulate_media(media="screen")
    page.goto(path)
    page.evaluate(OPEN)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = page.evaluate(LAYOUT)
    return {width: faults for width, faults in found.items() if faults}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_page_fits_a_phone_a_tablet_and_a_desk(small: Any, name: str) -> None:
    small.asked.clear()
    assert layout_faults(small, EVERYWHERE[name]) == {}
    assert [asked for asked in small.asked if not asked.startswith(small.base)] == []


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_page_fits_with_words_of_any_length_and_script(long: Any, name: str) -> None:
    assert layout_faults(long, EVERYWHERE[name]) == {}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_axe_finds_nothing_serious_in_light_and_dark(axe: Any, name: str) -> None:
    axe.emulate_media(color_scheme="light")
    axe.goto(EVERYWHERE[name])
    axe.evaluate(OPEN)
    assert axe.evaluate(AXE_RUN, {"type": "tag", "values": STANDARDS}) == []
    axe.emulate_media(color_scheme="dark")
    assert axe.evaluate(AXE_RUN, {"type": "rule", "values": OF_COLOUR}) == []


def test_axe_would_find_something(axe: Any) -> None:
    axe.emulate_media(color_scheme="light")
    axe.goto("/")
    axe.evaluate("() => { document.querySelector('main').innerHTML += '<h2 style=\"color: #eee\">pale</h2><a href=\"/\"></a>'; }")
    assert [one.split()[0] for one in axe.evaluate(AXE_RUN, {"type": "tag", "values": STANDARDS})] == ["color-contrast", "link-name"]


def test_the_layout_s_faults_would_be_found(small: Any) -> None:
    small.set_viewport_size({"width": 360, "height": 800})
    small.goto("/")
    small.evaluate("""() => { document.querySelector("main").insertAdjacentHTML("beforeend",
        '<p id="far">far</p><p id="cut">cut words in a small box</p><p id="over">over</p><p id="narrow"><i>broken</i></p>');
        const set = (id, rules) => Object.assign(document.getElementById(id).style, rules);
        set("far", { marginLeft: "800px" }); set("cut", { overflow: "hidden", height: "5px" }); set("over", { marginTop: "-40px" });
        set("narrow", { width: "1em", overflowWrap: "anywhere" }); }""")
    found = " ".join(small.evaluate(LAYOUT))
    assert all(words in found for words in ("px wide in a window", "out of the window", "cut: ", "lies over", "broken within a word"))


def test_dark_is_dark_and_light_is_light(small: Any) -> None:
    small.goto("/timeline")
    small.emulate_media(media="screen", color_scheme="dark")
    assert small.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(16, 18, 21)"
    assert small.evaluate(BRIGHTNESS, "color") > 0.8
    small.emulate_media(color_scheme="light")
    assert small.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert small.evaluate(BRIGHTNESS, "color") < 0.2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_on_paper_words_are_black_and_what_can_be_clicked_is_left_out(small: Any, page: Page) -> None:
    small.set_viewport_size({"width": 700, "height": 990})
    small.goto(EVERYWHERE[page.name])
    small.emulate_media(media="print", color_scheme="dark")
    assert small.evaluate(LAYOUT) == []
    assert small.locator("header.top, main button, main select").filter(visible=True).count() == 0
    assert small.evaluate(BRIGHTNESS, "color") < 0.1
