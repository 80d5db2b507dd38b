"""More than five hundred attacks in titles, texts, names, ids and addresses, shown in Chromium: none runs, with the policy and without it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from starlette.testclient import TestClient

from dragoman.model import ActorRow, Block, DivergentValue, Event, Judgement, Story
from dragoman.record import Record
from dragoman.web.app import create_app
from dragoman.web.pages import PAGES
from dragoman.web.settings import LOOPBACK, Settings
from factories_browser import HERE, serving, tab
from factories_views import ESTAVIA, NORLAND, RUN, readings, resolution, told
from factories_web import ADMIN, served
from test_web_pages import ADDRESSES

DISGUISES = {
    "entities": html.escape,
    "numbered entities": lambda text: "".join(f"&#{ord(letter)}" if letter in "<>\"'" else letter for letter in text),
    "percent": lambda text: quote(text),
    "doubled": lambda text: text.replace("<", "<<").replace("script", "scrscriptipt"),
    "upper case": lambda text: text.replace("script", "ScRiPt").replace("on", "oN"),
    "fullwidth": lambda text: text.replace("<", "＜").replace(">", "＞").replace('"', "＂"),
    "null": lambda text: text.replace("<", "<\x00"),
    "tab": lambda text: text.replace(" ", "\t").replace("=", "\n="),
    "JSON escapes": lambda text: text.replace("<", "\\u003c").replace('"', "\\u0022"),
}
# What an attack would do is told here; so is what the policy had to stop, for it should have had nothing to stop.
WATCH = """window.ran = []; window.stopped = [];
for (const name of ["alert", "prompt", "confirm"]) window[name] = (...what) => { window.ran.push(`${name} ${what}`); };
document.addEventListener("securitypolicyviolation", (event) => window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""
# All that a hand or a passing second could set off; then what stands in the page that should not.
PROVOKE = """() => {
  const happenings = ["mouseover", "pointerover", "mouseenter", "focus", "toggle", "animationstart", "load", "error", "begin"];
  for (const element of document.querySelectorAll("*")) for (const name of happenings) element.dispatchEvent(new Event(name));
  const wrong = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on|^hx-on|^srcdoc$|^style$/i.test(name)) wrong.push(`${element.tagName} ${name}`);
      const leads = /^(href|src|action|formaction|data|xlink:href|hx-get|hx-post)$/i.test(name);
      if (leads && new URL(value, location.href).origin !== location.origin) wrong.push(`${name} ${value.slice(0, 80)}`);
    }
  }
  const strange = "img, image:not([href^='/static/']), iframe, object, embed, base, video, audio, math, marquee, style, " +
    "script:not([src^='/static/']), link:not([href^='/static/']), meta[http-equiv]";
  for (const element of document.querySelectorAll(strange)) wrong.push(element.outerHTML.slice(0, 120));
  return { wrong: wrong.slice(0, 5), ran: window.ran.slice(0, 5), stopped: window.stopped.slice(0, 5) };
}"""
NOTHING: dict[str, list[str]] = {"wrong": [], "ran": [], "stopped": []}


def attacks() -> list[str]:
    """All attacks of the file, each with a number of its own in the call."""
    rules = yaml.safe_load((HERE / "xss.yaml").read_text(encoding="utf-8"))
    plain = [context["way"].replace("{}", vector) for context in rules["contexts"] for vector in rules["vectors"]] + rules["attributes"]
    disguised = [DISGUISES[name](text) for name in rules["disguises"] for text in rules["vectors"][:20] + rules["attributes"][:6]]
    return [text.replace("CALL", f"alert({number})").replace("\x00", "") for number, text in enumerate(dict.fromkeys(plain + disguised))]


ATTACKS = attacks()


def attacked_record(path: Path) -> Path:
    """A record with every attack alone in a title, an outlet, a name, an event's sentence, a story, a dispute and a judgement, and all in one text."""
    made, (first, second, third) = resolution(), readings()
    names = cycle(ATTACKS)
    everything = "\n".join(ATTACKS)
    with Record.open(path) as record:
        for (report, reading), attack in zip((first, second, third), ATTACKS, strict=False):
            text = f"{report.text}\n{everything}"
            blocks = (*reading.blocks, Block("body", len(report.text), len(text)))
            record.add(replace(report, text=text, title=attack, outlet=attack, byline=everything), replace(reading, blocks=blocks, notes=tuple(ATTACKS)), RUN)
        more, events, stories, tellings = [], [], [], []
        report, reading = second
        for number, attack in enumerate(ATTACKS):
            name = f"x{number} {attack}.txt"
            event = told(name, 1, attack, attack, attack[: 1 + number % 5])
            record.add(
                replace(report, id=name, text=attack, title=attack, outlet=attack, byline=attack),
                replace(reading, id=name, blocks=(Block("body", 0, len(attack)),), events=(event,)), RUN,
            )  # fmt: skip
            tellings.append(event.id)
            more.append(ActorRow(f"who-{number}", attack, NORLAND, "GOV", "person", (attack,), (attack, next(names)), (name,)))
            events.append(
                replace(made.events[0], id=f"event-x{number}", event_reports=(event.id,), reports=(name,), actors=(f"who-{number}",), notes=(attack,))
            )
            stories.append(Story(f"story-x{number}", attack, None, None, (name,), (f"event-x{number}",), (attack,)))
        shown: Event = replace(made.events[1], notes=tuple(ATTACKS))
        values = tuple(DivergentValue(attack, ("a.txt",), 1) for attack in ATTACKS)
        judged = tuple(
            Judgement(f"x{at}", "event", "a.txt/e2", one, "different", 0.4, text, text) for at, (one, text) in enumerate(zip(tellings, ATTACKS, strict=True))
        )
        record.write_resolution(
            replace(
                made,
                origins=dict(made.origins) | {f"x{number} {attack}.txt": f"x{number} {attack}.txt" for number, attack in enumerate(ATTACKS)},
                events=(made.events[0], shown, *events),
                stories=(replace(made.stories[0], title=ATTACKS[0], why=tuple(ATTACKS)), *stories),
                actors=(*(replace(row, names=(*row.names, *ATTACKS), offices=tuple(ATTACKS)) for row in made.actors), *more),
                divergences=tuple(replace(one, values=values, why=everything) for one in made.divergences),
                judgements=(*made.judgements, *judged),
            )
        )  # fmt: skip
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return attacked_record(tmp_path_factory.mktemp("attacks") / "attacked.db")


@pytest.fixture(scope="module", params=["with the policy", "without the policy"])
def watched(request: pytest.FixtureRequest, browser: Any, path: Path) -> Iterator[Any]:
    app = create_app(path, Settings(local=ADMIN, hosts=LOOPBACK, most_rows=5000))
    with serving(app) as address, tab(browser, address, bypass_csp=request.param != "with the policy") as page:
        page.context.add_init_script(WATCH)
        page.on("dialog", lambda dialog: (page.asked.append(f"dialog {dialog.message}"), dialog.dismiss()))
        yield page


def shown(page: Any, address: str) -> dict[str, list[str]]:
    """What an address sets off in the browser; asserts that nothing is asked of another server."""
    page.asked.clear()
    page.goto(address, timeout=60_000)
    found = page.evaluate(PROVOKE)
    assert [asked for asked in page.asked if not asked.startswith(page.base)] == []
    return found


def test_there_are_five_hundred_of_them() -> None:
    assert len(set(ATTACKS)) >= 500


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_nothing_that_a_report_brings_runs(watched: Any, name: str) -> None:
    address = ADDRESSES[name]
    takes = next(page for page in PAGES if page.name == name).parameters
    if any(parameter.name == "limit" for parameter in takes):
        address += ("&" if "?" in address else "?") + "limit=2000"
    assert shown(watched, address) == NOTHING


def test_each_title_outlet_and_name_by_itself_does_not_run(watched: Any) -> None:
    for number in range(0, len(ATTACKS), 61):
        attack = ATTACKS[number]
        for address in (
            f"/report?id={quote(f'x{number} {attack}.txt', safe='')}",
            f"/event/event-x{number}",
            f"/actor?id={quote(f'who-{number}', safe='')}",
            f"/story/story-x{number}",
        ):
            assert shown(watched, address) == NOTHING, attack


def test_nothing_in_an_address_runs(watched: Any) -> None:
    for number in range(0, len(ATTACKS), 61):
        typed = quote(ATTACKS[number], safe="")
        for address in (f"/search?q={typed}", f"/timeline?actor={typed}&{typed}={typed}", f"/{typed}", f"/login?back={typed}"):
            assert shown(watched, address) == NOTHING, ATTACKS[number]


def test_rows_that_come_later_run_nothing(watched: Any) -> None:
    watched.goto("/timeline?limit=20")
    for _ in range(3):
        before = watched.locator("li.event").count()
        watched.locator("#more a").click()
        watched.wait_for_function(f"() => document.querySelectorAll('li.event').length > {before}")
    assert watched.evaluate(PROVOKE) == NOTHING


def test_what_is_watched_for_would_be_seen(watched: Any) -> None:
    watched.goto("/")
    watched.evaluate("() => { alert(1); document.querySelector('main').innerHTML += '<p style=x><img src=//evil.example onload=x>'; }")
    found = watched.evaluate(PROVOKE)
    assert found["ran"] == ["alert 1"]
    assert len(found["wrong"]) >= 3


def test_no_csv_holds_a_cell_that_a_spreadsheet_runs(path: Path, tmp_path: Path) -> None:
    import csv
    import io

    from factories_web import hostile_record

    for lead in ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"):
        client: TestClient = served(hostile_record(tmp_path / f"{ord(lead[0])}.db", lead))
        for page in PAGES:
            if not page.csv:
                continue
            before, _, query = ADDRESSES[page.name].partition("?")
            for row in csv.reader(io.StringIO(client.get(f"{before}.csv?{query}").text, newline="")):
                assert [
                    cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r")) or (cell.startswith("-") and not cell[1:].replace(".", "").isdigit())
                ] == []
    assert ESTAVIA
