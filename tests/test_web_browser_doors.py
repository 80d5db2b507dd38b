"""Other sites, other names, tokens, keys and no scripts, in Chromium: who comes in, what another page can do, and what is left without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import HTMLResponse

from dragoman.record import Record
from dragoman.web.app import create_app
from dragoman.web.pages import PAGES
from dragoman.web.settings import LOOPBACK, Settings, User, digest
from factories_browser import EVIL, serving, tab
from factories_views import small_record
from factories_web import ADMIN
from test_web_pages import ADDRESSES

TOKEN, READING = "0123456789abcdef0123", "fedcba9876543210fedc"
PEOPLE = {digest(TOKEN): User("Ben", "reviewer"), digest(READING): User("Eve", "reader")}
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== "none" || here.closest("svg") !== null;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (!window.known) window.known = new Map();
  if (!window.known.has(here)) window.known.set(here, window.known.size);
  return { number: window.known.get(here), says: here.outerHTML.slice(0, 100), seen, inside };
}"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_record(tmp_path_factory.mktemp("doors") / "small.db")


@pytest.fixture(scope="module")
def here(record: Path) -> Iterator[str]:
    """The server for whoever sits at this machine."""
    with serving(create_app(record, Settings(local=ADMIN, hosts=LOOPBACK))) as address:
        yield address


@pytest.fixture(scope="module")
def known(record: Path) -> Iterator[str]:
    """The server for people with tokens."""
    with serving(create_app(record, Settings(tokens=PEOPLE, hosts=LOOPBACK))) as address:
        yield address


def said(record: Path) -> int:
    with Record.open(record, create=False, read_only=True) as opened:
        return len(opened.judgements(people_only=True))


def test_a_form_of_another_site_is_refused_even_if_it_knew_the_word(browser: Any, here: str, record: Path) -> None:
    with tab(browser, here) as page:
        page.goto("/event/event-1111")
        word = page.locator("form[action='/judge'] input[name=word]").first.get_attribute("value")
    fields = {"word": word, "verdict": "different", "left": "a.txt/e1", "right": "b.txt/e1", "why": "stolen"}
    inputs = "".join(f"<input name={name} value='{value}'>" for name, value in fields.items())

    async def theirs(scope: Any, receive: Any, send: Any) -> None:
        await HTMLResponse(f"<form method=post action='{here}/judge'>{inputs}<button>win</button></form><iframe src='{here}/'></iframe>")(scope, receive, send)

    with serving(theirs) as evil:
        # Another port is another origin of the same site; another name is another site.
        for other in (evil, evil.replace("127.0.0.1", EVIL), evil.replace("127.0.0.1", "localhost")):
            with tab(browser, other) as page:
                page.goto("/")
                assert page.frames[1].evaluate("() => document.body.innerText").find("Norland") == -1, "pages are not framed"
                stolen = page.evaluate("(address) => fetch(address).then((answer) => answer.text(), () => 'refused')", f"{here}/timeline.json")
                assert stolen == "refused"
                with page.expect_response(lambda answer: answer.url.endswith("/judge")) as answered:
                    page.locator("button").click()
                assert answered.value.status == 403
    assert said(record) == 0


def test_another_name_for_this_machine_shows_nothing(browser: Any, here: str) -> None:
    with tab(browser, here.replace("127.0.0.1", EVIL)) as page:
        assert page.goto("/timeline").status == 421
        assert "Norland" not in page.content()


def test_a_token_opens_the_door_and_leaving_shuts_it(browser: Any, known: str) -> None:
    with tab(browser, known) as page:
        page.goto("/timeline?country=NOR")
        assert page.url.startswith(f"{known}/login")
        page.get_by_label("Token").fill(TOKEN)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{known}/timeline?country=NOR")
        (cookie,) = page.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
        assert page.evaluate("() => document.cookie") == ""
        assert TOKEN not in cookie["value"]
        page.get_by_role("button", name="Leave").click()
        page.wait_for_url(re.compile("/login"))
        assert page.context.cookies() == []


def test_a_reader_is_shown_no_form(browser: Any, known: str) -> None:
    with tab(browser, known) as page:
        page.goto("/login?back=/event/event-1111")
        page.get_by_label("Token").fill(READING)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{known}/event/event-1111")
        assert page.locator("form[action='/judge']").count() == 0
        assert "Eve, reader" in page.locator("footer").inner_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_without_scripts_a_page_says_and_leads_to_all_that_it_does_with_them(browser: Any, here: str, page: Any) -> None:
    found = []
    for scripts in (True, False):
        with tab(browser, here, java_script_enabled=scripts) as shown:
            shown.goto(ADDRESSES[page.name])
            main = shown.locator("main")
            links = main.evaluate("(main) => [...main.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))")
            found.append((set(main.inner_text().split()), set(links)))
    (words, links), (plain_words, plain_links) = found
    assert links <= plain_links
    assert len(words - plain_words) <= 0.1 * len(words)


def test_the_first_key_leads_past_the_menu(browser: Any, here: str) -> None:
    with tab(browser, here) as page:
        page.goto("/timeline")
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        assert skip.evaluate("(one) => one === document.activeElement && one.getBoundingClientRect().left >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_a_slash_leads_to_the_search_and_is_a_letter_there(browser: Any, here: str) -> None:
    with tab(browser, here) as page:
        page.goto("/timeline")
        page.keyboard.press("/")
        page.keyboard.type("a/b")
        assert page.locator("#q").input_value() == "a/b"
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/search\?q=a%2Fb"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_tab_goes_through_a_page_in_order_and_out_of_it_and_shows_where_it_is(browser: Any, here: str, page: Any) -> None:
    with tab(browser, here) as shown:
        shown.goto(ADDRESSES[page.name])
        shown.evaluate("() => document.activeElement.blur()")
        met = []
        for _ in range(60):
            shown.keyboard.press("Tab")
            now = shown.evaluate(FOCUS)
            if now is None or now["number"] < len(met) - 1:
                break
            # A field for a day has a stop each for day, month and year.
            if not met or now["number"] != met[-1]["number"] or 'type="date"' not in now["says"]:
                met.append(now)
        assert [one["says"] for one in met if not one["seen"] or not one["inside"]] == []
        assert len({one["number"] for one in met}) == len(met), "no key press is lost, nothing holds the focus"
        assert len(met) > 6
