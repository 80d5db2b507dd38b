"""PLOVER 2.0 is whole, each code is defined, and the crosswalk and the status rules say what the codebook says."""

from __future__ import annotations

import pytest

from dragoman.knowledge import Ontology
from dragoman.model.vocabulary import EVENT_TYPES, STATUSES


@pytest.fixture(scope="module")
def plover() -> Ontology:
    return Ontology.load()


def test_it_has_sixteen_types_thirty_seven_contexts_and_twenty_five_sectors_each_defined(plover: Ontology) -> None:
    assert set(plover.types) == set(EVENT_TYPES)
    assert (len(plover.contexts), len(plover.sectors)) == (37, 25)
    modes = {f"{type_}:{mode}": said for type_, own in plover.modes.items() for mode, said in own.items()}
    for code, said in {**plover.types, **plover.contexts, **plover.sectors, **plover.bodies, **modes}.items():
        assert said.endswith("."), code
        assert len(said) > 10, code


def test_every_act_has_a_score_on_the_side_of_its_quad(plover: Ontology) -> None:
    for type_ in EVENT_TYPES:
        for mode in (None, *plover.modes[type_]):
            score = plover.score(type_, mode)
            assert score is not None
            assert -10 <= score <= 10
            # REQUEST/assist is the one verbal conflict that the codebook scores above zero.
            assert (score > 0) == (plover.quad(type_) <= 2) or type_ == "REQUEST"


def test_a_score_is_the_modes_own_or_its_types(plover: Ontology) -> None:
    assert (plover.score("CONSULT", "phone"), plover.score("CONSULT"), plover.score("CONSULT", "no such")) == (1.5, 2.5, 2.5)
    assert plover.score("NOSUCH") is None


@pytest.mark.parametrize(
    ("type_", "mode", "contexts", "code"),
    [
        ("CONSULT", "phone", [], "041"),
        ("CONSULT", "visit", ["diplomatic"], "042"),
        ("CONSULT", None, ["diplomatic"], "040"),
        ("AID", None, ["military"], "072"),
        ("ASSAULT", "drone", ["military"], "195"),
        ("SANCTION", "discontinue", ["economic"], "163"),
        ("REJECT", "meet", [], "125"),
        ("NOSUCH", None, [], None),
    ],
)
def test_an_act_has_the_most_general_cameo_code_that_fits(plover: Ontology, type_: str, mode: str | None, contexts: list[str], code: str | None) -> None:
    assert plover.cameo(type_, mode, contexts) == code


def test_every_act_has_a_code_and_the_code_leads_back_to_its_type_or_quad(plover: Ontology) -> None:
    for type_ in EVENT_TYPES:
        for mode in (None, *plover.modes[type_]):
            code = plover.cameo(type_, mode)
            assert code is not None
            back = plover.from_cameo(code)
            assert back is not None
            assert plover.quad(back[0]) in (plover.quad(type_), plover.quad(type_) - 1), (type_, mode, code)


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("041", ("CONSULT", "phone", ())),
        ("043", ("CONSULT", "visit", ())),
        ("19", ("ASSAULT", None, ("military",))),
        ("0419", ("CONSULT", "phone", ())),
        ("999", None),
    ],
)
def test_a_cameo_code_or_its_parent_is_read(plover: Ontology, code: str, act: tuple[str, str | None, tuple[str, ...]] | None) -> None:
    assert plover.from_cameo(code) == act


@pytest.mark.parametrize(
    ("type_", "mode", "status", "plain"),
    [
        ("CONSULT", "visit", "happened", ("CONSULT", "visit")),
        ("CONSULT", "visit", "planned", ("AGREE", None)),
        ("AID", None, "possible", ("AGREE", None)),
        ("RETREAT", "withdraw", "planned", ("CONCEDE", None)),
        ("ASSAULT", "aerial", "threatened", ("THREATEN", "violence")),
        ("MOBILIZE", "weapons", "planned", ("THREATEN", None)),
        ("SANCTION", "discontinue", "called-for", ("REQUEST", "change")),
        ("CONSULT", None, "called-for", ("REQUEST", "meet")),
        ("RETREAT", "ceasefire", "called-for", ("REQUEST", "yield")),
        ("CONSULT", "phone", "cancelled", ("REJECT", "meet")),
        ("CONSULT", None, "suspended", ("SANCTION", "withdraw")),
        ("AID", None, "suspended", ("SANCTION", "discontinue")),
        ("SANCTION", "discontinue", "cancelled", ("CONCEDE", None)),
        ("COERCE", "arrest", "cancelled", ("RETREAT", "release")),
        ("ASSAULT", None, "ongoing", ("ASSAULT", None)),
        ("ASSAULT", None, "denied", None),
    ],
)
def test_plain_plover_has_no_status(plover: Ontology, type_: str, mode: str | None, status: str, plain: tuple[str, str | None] | None) -> None:
    assert plover.plain(type_, mode, status) == plain


def test_what_is_negated_is_no_event_in_plain_plover(plover: Ontology) -> None:
    assert plover.plain("CONSULT", None, "happened", negated=True) is None


def test_every_act_with_every_status_has_a_plain_reading_of_the_codebook_or_none(plover: Ontology) -> None:
    for type_ in EVENT_TYPES:
        for mode in (None, *plover.modes[type_]):
            for status in STATUSES:
                plain = plover.plain(type_, mode, status)
                assert plain is None or (plain[0] in plover.types and (plain[1] is None or plain[1] in plover.modes[plain[0]]))
                if status in ("called-for", "threatened"):
                    assert plain is not None
                    assert plain[0] in ("REQUEST", "THREATEN"), (type_, mode, status)
