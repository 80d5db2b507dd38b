"""The trained head: its file, its training, what it changes in a reading, and that it says so."""

from __future__ import annotations

import random
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dragoman.code import registry, rules
from dragoman.code.head.examples import read_sentences
from dragoman.code.head.learning import Example, fit
from dragoman.code.head.linear import npz_bytes, packed, unpacked
from dragoman.code.head.outcomes import outcomes
from dragoman.code.head.rows import NO_MODE, NONE, read_rows, rows_digest
from dragoman.code.head.scorer import load_head, load_thresholds
from dragoman.code.head.train import trained
from dragoman.code.head.trust import RIGHT, WRONG, bins, calibration_error
from dragoman.model import KnowledgeError, Report
from dragoman.model.vocabulary import EVENT_TYPES

TRAINING = Path(__file__).parent.parent / "training"


@pytest.fixture(scope="module")
def knowledge() -> Any:
    from dragoman.knowledge import load

    return load()


@pytest.fixture(scope="module")
def pipeline() -> Any:
    from dragoman.run import Pipeline

    return Pipeline()


def events(pipeline: Any, text: str) -> list[Any]:
    return list(pipeline.read(Report(id="case", text=text)).events)


def countries(actors: Any) -> set[str]:
    return {actor.country or actor.name for actor in actors}


def toy() -> list[Example]:
    colours = {"red": "ACCUSE", "green": "AGREE", "grey": NONE}
    return [Example((colour, f"shade {number % 3}", "all"), kind, 1.0, f"{colour} {number}") for number in range(6) for colour, kind in colours.items()]


def test_every_training_row_is_of_the_form() -> None:
    rows = read_rows(TRAINING)
    assert {row.type for row in rows} == {*EVENT_TYPES, NONE}
    for row in rows:
        for start, end in (*row.actors, *row.recipients, *row.triggers):
            assert 0 <= start < end <= len(row.text)


def test_marks_are_taken_out_and_kept_as_offsets(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("ACCUSE\t-\thappened\t[A Oslo] [T blamed] [R Lima] for it.\n", "utf-8")
    row = read_rows(tmp_path)[0]
    assert row.text == "Oslo blamed Lima for it."
    assert [row.text[start:end] for (start, end), *_ in (row.actors, row.triggers, row.recipients)] == ["Oslo", "blamed", "Lima"]


@pytest.mark.parametrize("line", ["ACCUSE\t-\thappened", "BLAME\t-\t-\t[T blamed]", "ACCUSE\t-\t-\tNo mark at all.", "ACCUSE\t-\t-\t[A [T x] y]"])
def test_a_malformed_row_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.tsv").write_text(f"NONE\t-\t-\tThe [T cut] was final.\n{line}\n", "utf-8")
    with pytest.raises(KnowledgeError, match="line 2"):
        read_rows(tmp_path)


def test_fitting_learns_and_does_not_depend_on_the_order_of_features() -> None:
    model = fit(toy())
    chance = model.probabilities(["red", "all"])
    assert max(chance, key=chance.__getitem__) == "ACCUSE"
    shuffled = [Example(tuple(random.Random(3).sample(one.features, 3)), one.label, one.weight, one.group) for one in toy()]
    assert npz_bytes(packed(fit(shuffled), "x")) == npz_bytes(packed(model, "x"))


def test_packing_changes_no_choice() -> None:
    model = fit(toy())
    again = unpacked(packed(model, "x"), "x")
    for example in toy():
        first, second = model.probabilities(example.features), again.probabilities(example.features)
        assert max(first, key=first.__getitem__) == max(second, key=second.__getitem__)
        assert first == pytest.approx(second, abs=0.05)


def test_probabilities_sum_to_one_even_for_features_never_seen() -> None:
    head = load_head()
    for features in ([], ["never seen"], ["L=condemn", "verb"]):
        assert sum(head.types.probabilities(features).values()) == pytest.approx(1)


def test_training_twice_gives_the_same_bytes(tmp_path: Path, knowledge: Any) -> None:
    lines = [line for file in sorted(TRAINING.glob("*.tsv")) for line in file.read_text("utf-8").splitlines()[::60]]
    (tmp_path / "few.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    assert trained(tmp_path, knowledge) == trained(tmp_path, knowledge)


def test_the_weights_were_fitted_to_the_training_rows_that_lie_here() -> None:
    with (resources.files("dragoman.code.head") / "data" / "head.npz").open("rb") as file, np.load(file) as arrays:
        fitted_to = arrays["rows_digest"].tobytes().decode()
    assert fitted_to == rows_digest(TRAINING), "the training rows changed: run `make train`"


def test_another_row_gives_another_digest_and_a_blank_line_does_not(tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_text("NONE\t-\t-\tThe [T cut] was final.\n", "utf-8")
    first = rows_digest(tmp_path)
    file.write_text("\nNONE\t-\t-\tThe [T cut] was final.\n\n", "utf-8")
    assert rows_digest(tmp_path) == first
    file.write_text("NONE\t-\t-\tThe [T cup] was final.\n", "utf-8")
    assert rows_digest(tmp_path) != first


def test_thresholds_are_complete_and_the_head_knows_every_type() -> None:
    assert load_thresholds().veto_none >= 0.5  # likelier than all types together
    assert set(load_head().types.labels) == {*EVENT_TYPES, NONE}


def test_the_registry_offers_rules_with_and_without_the_head() -> None:
    assert {"rules+head", "rules"} <= set(registry)


def test_an_event_that_is_not_settled_shows_what_the_head_thinks(pipeline: Any) -> None:
    (event,) = events(pipeline, "Laos filed a complaint over the border with Thailand.")
    assert any(why.startswith("head: ACCUSE") for why in event.why)


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Laos filed a complaint over the border with Thailand.", "ACCUSE", "LAO", "THA"),
        ("A Nepalese court found the Indian ambassador guilty.", "SANCTION", "NPL", "IND"),
        ("Ghana's president refused to meet with the Togolese envoy.", "REJECT", "GHA", "TGO"),
    ],
)
def test_the_head_finds_the_recipient_that_no_slot_found(pipeline: Any, text: str, kind: str, actor: str, recipient: str) -> None:
    told = [event for event in events(pipeline, text) if event.type == kind]
    assert [(countries(event.actors), countries(event.recipients)) for event in told] == [({actor}, {recipient})]
    assert any(why.startswith("recipient by the head") for why in told[0].why)


def test_who_condemns_an_act_has_no_part_in_it(pipeline: Any) -> None:
    for event in events(pipeline, "Kenya condemned the coup in Niger."):
        assert event.type == "ACCUSE" or "KEN" not in countries(event.actors)


def test_without_the_head_no_event_speaks_of_it(pipeline: Any, knowledge: Any) -> None:
    from dragoman.clean import clean
    from dragoman.mentions import find
    from dragoman.parse import Parser

    working = find(Parser(knowledge).parse(clean(Report("case", "Laos filed a complaint over the border with Thailand."), knowledge)), knowledge)
    (draft,) = rules(working, knowledge).events
    assert not any("head" in why for why in draft.why)
    assert not draft.recipients


def test_a_report_that_is_plain_is_believed_more_than_one_that_is_not(pipeline: Any) -> None:
    (plain,) = events(pipeline, "Kenya's foreign minister condemned Uganda on Monday.")
    vague = events(pipeline, "The neighbour was hit by Kenya over its plans, it was said.")
    assert plain.confidence > 0.6
    assert all(event.confidence < plain.confidence for event in vague)


def test_an_act_that_no_entry_gives_a_mode_takes_one_from_the_words_around(knowledge: Any) -> None:
    head = load_head()
    assert {"ASSAULT", "COERCE", "REQUEST", "RETREAT", "SANCTION"} <= set(head.modes)
    for kind, model in head.modes.items():
        assert set(model.labels) - {NO_MODE} <= set(knowledge.ontology.modes[kind])


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("ACCUSE\t-\thappened\t[A Kenya] [T condemned] [R Uganda] on Monday.", True),
        ("ACCUSE\t-\thappened\t[R Kenya] [T condemned] [A Uganda] on Monday.", False),
        ("REQUEST\t-\thappened\t[A Kenya] [T condemned] [R Uganda] on Monday.", False),
        ("ACCUSE\t-\thappened\t[A Kenya] [T condemned] Uganda on Monday.", False),
        ("NONE\t-\t-\t[A Kenya] [T condemned] [R Uganda] on Monday.", False),
        ("NONE\t-\t-\tKenya condemned Uganda on [T Monday].", False),
        ("ACCUSE\t-\thappened\tKenya condemned Uganda on [T Monday].", None),
    ],
)
def test_a_report_is_right_if_its_type_and_whom_it_names_are_as_marked(tmp_path: Path, knowledge: Any, line: str, right: bool | None) -> None:
    (tmp_path / "a.tsv").write_text(line + "\n", "utf-8")
    reads = list(read_sentences(read_rows(tmp_path), knowledge))
    head = replace(load_head(), trust=None)
    found = [one.label for one in outcomes(reads, [head], {reads[0].rows[0].text: 0}, knowledge)]
    assert found == ([] if right is None else [RIGHT if right else WRONG])


def test_what_promises_as_much_as_it_keeps_has_no_calibration_error() -> None:
    kept = [(0.75, place < 3) for place in range(4)]
    assert calibration_error(bins(kept)) == pytest.approx(0)
    assert calibration_error(bins([(0.75, False)] * 4)) == pytest.approx(0.75)
    assert sum(one.count for one in bins([*kept, (1.0, True), (0.0, False)])) == 6
