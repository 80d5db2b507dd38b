"""What the pages say is so: links lead somewhere, commands and options exist, the codebook is the schema's, quoted sentences are read as told."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from dragoman.cli.main import app
from dragoman.code import governors
from dragoman.code.llm import client, drafts
from dragoman.code.llm.options import KEY_VARIABLE, LlmOptions
from dragoman.date import history, news, things
from dragoman.date import rules as dating
from dragoman.export.codebook import codebook
from dragoman.mentions.times.scan import WIDEST_ANCHOR_DAYS
from dragoman.model import Report
from dragoman.model import vocabulary as words
from dragoman.parse import parser
from dragoman.read import limits
from dragoman.read.fetch.fetcher import MOST_REDIRECTS, Manners
from dragoman.resolve import barriers, divergences, events, likeness, origins, support, trips
from dragoman.resolve.weights import event_weights
from dragoman.run.watch import telling
from dragoman.run.watch.settings import MOST_PAGES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"])
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
# [words](target) with words of any kind; pictures too.
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
SPAN = re.compile(r"`(dragoman [^`\n]+)`")


def text(page: Path) -> str:
    return page.read_text("utf-8")


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", text(page))


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The fragments that GitHub gives a page's headings."""
    found = (re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(prose(page)))
    return set(found)


# Links.


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, fragment = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.exists(), f"{page_id(page)}: {target} is not there"
        assert not fragment or fragment in anchors(aim), f"{page_id(page)}: {target} has no such heading; there are {sorted(anchors(aim))}"


def test_the_index_links_every_page() -> None:
    linked = {target.partition("#")[0] for target in LINK.findall(text(DOCS / "index.md"))}
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= linked


def test_files_that_the_pages_name_exist() -> None:
    for page in PAGES:
        for name in re.findall(r"`((?:src|tests|examples|docs)/[\w./-]+\.\w+)`", prose(page)):
            assert (ROOT / name).exists(), f"{page_id(page)}: {name}"


# Commands.


def command_lines(page: Path) -> Iterator[str]:
    """Every line of code that calls the program: in fences, indented, or in a sentence."""
    for line in text(page).splitlines():
        plain = line.strip().removeprefix("$ ")
        if line.startswith(("    ", "$ ", "dragoman ")) and plain.startswith("dragoman "):
            yield plain
    yield from SPAN.findall(prose(page))


def wrong_with(line: str) -> str | None:
    """What the program would not understand of a command line; None if nothing. Nothing is run."""
    command: Any = typer.main.get_command(app)
    arguments = shlex.split(line.partition(" | ")[0].partition(" && ")[0], comments=True)[1:]
    while arguments and hasattr(command, "commands"):
        name = arguments[0]
        if name.startswith("-"):
            break
        if name == name.upper() or "|" in name:  # COMMAND, KIND: words that stand for any
            return None
        if name not in command.commands:
            return f"there is no command {name!r}"
        command, arguments = command.commands[name], arguments[1:]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {"--help", "-h"}
    unknown = [word for word in arguments if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in known]
    return f"it has no option {unknown[0]}" if unknown else None


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_command_of_a_page_exists(page: Path) -> None:
    for line in command_lines(page):
        assert wrong_with(line) is None, f"{page_id(page)}: {line}: {wrong_with(line)}"


def test_a_wrong_command_would_be_found() -> None:
    assert wrong_with("dragoman show timeline --country USA") is None
    assert wrong_with("dragoman shwo timeline") == "there is no command 'shwo'"
    assert wrong_with("dragoman show timelime") == "there is no command 'timelime'"
    assert wrong_with("dragoman show timeline --colour red") == "it has no option --colour"


def leaves(command: Any, name: str) -> Iterator[str]:
    below = getattr(command, "commands", {})
    if not below:
        yield name
    for inner, one in below.items():
        yield from leaves(one, f"{name} {inner}")


def test_the_reference_names_every_command_and_kind_of_question() -> None:
    reference = text(DOCS / "commands.md")
    for name in leaves(typer.main.get_command(app), "dragoman"):
        assert f"## {name}\n" in reference


def test_the_targets_of_make_that_the_pages_name_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        for name in re.findall(r"(?:`|^    )make ([a-z]+)", text(page), re.MULTILINE):
            assert name in targets, f"{page_id(page)}: make {name}"


# The codebook.


def test_the_codebook_is_up_to_date() -> None:
    assert text(DOCS / "codebook.md") == codebook(), "write docs/codebook.md anew, see docs/developing.md"


def test_the_codebook_names_every_closed_word() -> None:
    told = text(DOCS / "codebook.md")
    for name in (*words.STATUSES, *words.BLOCK_KINDS, *words.DIVERGENCE_FIELDS, *words.EVENT_TYPES, *words.ACTOR_KINDS, *words.WHEN_HOW):
        assert f"`{name}`" in told, name


def test_the_page_on_resolving_tells_every_kind_of_difference() -> None:
    assert all(f"| `{field}` |" in text(DOCS / "resolving.md") for field in words.DIVERGENCE_FIELDS)


def test_the_page_on_dating_tells_every_way_to_a_day() -> None:
    assert all(f"| `{how}` |" in text(DOCS / "dating.md") for how in words.WHEN_HOW)


def test_the_page_on_coding_tells_every_effect_of_a_governor() -> None:
    assert all(f"`{effect}`" in text(DOCS / "how-we-code.md") for effect in governors.EFFECTS)


# Numbers that the pages give: the words around them, and where the program has them.

FIGURES = [
    ("dating.md", "more than {} days before the report", history.HISTORY_DAYS),
    ("dating.md", "at most {} days before the day of writing", news.LEAD_REACH),
    ("dating.md", "a few weeks ({} days at most)", WIDEST_ANCHOR_DAYS),
    ("how-we-code.md", "more than {} words are not parsed", parser.MAX_TOKENS),
    ("trust.md", "sentences of over {} words", parser.MAX_TOKENS),
    ("resolving.md", "more than {} days later is a template", origins.REPRINT_DAYS),
    ("resolving.md", "runs of {} content words", {2: "two", 3: "three", 4: "four", 5: "five"}[origins.SHINGLE]),
    ("resolving.md", "more than {} km apart", f"{barriers.FAR:.0f}"),
    ("resolving.md", "a start of −{}", f"{-event_weights().start:.1f}"),
    ("resolving.md", "a confidence of {} or more", support.SURE),
    ("resolving.md", "{} or more joins", {0.0: "zero"}.get(events.SAME_EVENT, events.SAME_EVENT)),
    ("resolving.md", "windows lie more than {} days apart", likeness.LONGEST_GAP),
    ("resolving.md", "({} at most without news)", {2: "two", 3: "three", 4: "four"}[trips.LONGEST_PAUSE]),
    ("resolving.md", "with coordinates, {} km or more", f"{divergences.NEAREST:.0f}"),
    ("llm-coder.md", "an answer may have {} MiB", client.MOST_BYTES // 2**20),
    ("llm-coder.md", "After {} requests in a row", client.GIVE_UP_AFTER),
    ("llm-coder.md", "a `confidence` of {}", drafts.CONFIDENCE),
    ("llm-coder.md", "failure among them | {} |", LlmOptions("", "").max_requests),
    ("llm-coder.md", "sentences in one request | {} |", LlmOptions("", "").chunk_characters),
    ("llm-coder.md", "tokens of one answer | {} |", LlmOptions("", "").max_tokens),
    ("llm-coder.md", "environment variable `{}`", KEY_VARIABLE),
    ("threat-model.md", "given up at {} MiB, packed or unpacked", Manners().most_bytes // 2**20),
    ("threat-model.md", "{} seconds for an answer in all", f"{Manners().seconds:.0f}"),
    ("threat-model.md", "{} without a byte", f"{Manners().quiet:.0f}"),
    ("threat-model.md", "{} at most, each checked like the first address", {5: "five"}[MOST_REDIRECTS]),
    ("watching.md", "One round fetches {} pages at most", MOST_PAGES),
    ("watching.md", "up to a day, {} times in all", telling.MOST_TRIES),
    ("threat-model.md", "refused over {} MiB", limits.MOST_BYTES_OF_ONE_FILE // 2**20),
    ("threat-model.md", "unpacks to over {} MiB", limits.MOST_BYTES_UNPACKED // 2**20),
    ("threat-model.md", "piece up to {} MiB", limits.MOST_BYTES_OF_ONE_REPORT // 2**20),
    ("threat-model.md", "texts up to {} characters", f"{limits.MOST_CHARACTERS_OF_TEXT:,}"),
]


@pytest.mark.parametrize(("page", "words_around", "figure"), FIGURES)
def test_a_figure_is_the_programs(page: str, words_around: str, figure: object) -> None:
    wanted = words_around.replace("{}", str(figure))
    assert wanted in " ".join(text(DOCS / page).split()), f"docs/{page} should say: {wanted}"


def test_the_shares_and_kinds_of_dating_are_the_programs() -> None:
    page = text(DOCS / "dating.md")
    masses = dating.rules().masses
    assert f"shares from {min(masses):.2f} to {max(masses):.2f}".replace("0.", ".") in page
    assert set(things.KINDS) == set(re.findall(r"^\| `(\w+)` \|", page.partition("The kinds:")[2].partition("Summits stand")[0], re.MULTILINE))


# Sentences.


def sentences() -> list[tuple[str, list[str]]]:
    """The table of "Read by the program": sentence, and `TYPE/mode status` of each event report."""
    table = text(DOCS / "how-we-code.md").partition("## Read by the program")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")][2:]
    return [(sentence.strip(), [] if told.strip() == "none" else [one.strip() for one in told.split(";")]) for sentence, told in rows]


def test_the_sentences_are_read_as_the_page_says() -> None:
    from dragoman.run import Pipeline

    pipeline = Pipeline()
    for sentence, told in sentences():
        reading: Any = pipeline.read(Report("page", sentence))
        found = [f"{event.type}{'/' + event.mode if event.mode else ''} {event.status}" for event in reading.events]
        assert found == told, sentence
    assert len(sentences()) > 5


def test_the_lines_for_the_lexicon_that_the_pages_show_are_right(tmp_path: Path) -> None:
    from dragoman.knowledge.triggers import load_triggers

    line = next(one.strip() for one in text(DOCS / "how-we-code.md").splitlines() if one.startswith("    - {verb:"))
    (tmp_path / "accuse.yaml").write_text(line + "\n", "utf-8")
    lemma = yaml.safe_load(line)[0]["verb"]
    assert "ACCUSE" in {frame.type for frame in load_triggers(tmp_path).verbs[lemma]}
