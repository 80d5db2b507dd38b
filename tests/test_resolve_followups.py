"""What came of requests, offers, threats, plans and attempts at contact; and what did not come of them."""

from __future__ import annotations

import pytest

from dragoman.model import FollowUp
from dragoman.model.vocabulary import FOLLOW_UP_KINDS
from dragoman.resolve import Claim, resolve
from dragoman.resolve.answers import answers
from factories_resolve import claim, country, event

GHA, NGA, TGO = country("GHA"), country("NGA"), country("TGO")


def act(
    identity: str,
    sentence: str,
    kind: str,
    trigger: str,
    *,
    on: str | None = "2020-05-04",
    written: str | None = None,
    by: object = GHA,
    to: object = NGA,
    **more: object,
) -> Claim:
    recipients = () if to is None else (to,)
    made = event(sentence, kind, trigger=trigger, actors=(by,), recipients=recipients, on=on, **more)  # type: ignore[arg-type]
    return claim(identity, made, written=written or on or "2020-05-04")


def followed(*claims: Claim, kind: str = "") -> list[FollowUp]:
    return [one for one in resolve(claims).followups if not kind or one.kind == kind]


WARNING = act("a", "Ghana warned Nigeria of a strike on the fishing port.", "THREATEN", "warned")
STRIKE = "Ghana struck the fishing port of Nigeria."


def test_a_warning_followed_by_the_act_shows_as_a_pair() -> None:
    (one,) = followed(WARNING, act("b", STRIKE, "ASSAULT", "struck", on="2020-05-10"))
    assert (one.kind, one.outcome, one.days) == ("threat", "carried out", 6)
    assert [passage.report for passage in one.passages] == ["a", "b"]


def test_a_launch_names_nobody_and_still_pairs_with_the_warning() -> None:
    (one,) = followed(WARNING, act("b", "Ghana launched a missile into the sea.", "MOBILIZE", "launched", on="2020-05-10", to=None))
    assert (one.outcome, one.days) == ("carried out", 6)


@pytest.mark.parametrize(
    "later",
    [
        act("b", "Ghana struck the fishing port of Togo.", "ASSAULT", "struck", on="2020-05-10", to=TGO),
        act("b", STRIKE, "ASSAULT", "struck", on="2020-05-01"),
        act("b", STRIKE, "ASSAULT", "struck", on="2020-11-01"),
        act("b", "Togo struck the fishing port of Nigeria.", "ASSAULT", "struck", on="2020-05-10", by=TGO),
        act("b", STRIKE, "ASSAULT", "struck", on="2020-05-10", status="denied", negated=True),
    ],
    ids=["against another", "before it", "half a year later", "by another", "that was denied"],
)
def test_an_act_that_does_not_answer_the_threat_is_no_pair(later: Claim) -> None:
    (one,) = followed(WARNING, later, kind="threat")
    assert (one.outcome, one.answer) == ("nothing yet", None)


ASKED = act("a", "Ghana asked Nigeria to reopen the border bridge.", "REQUEST", "asked")


@pytest.mark.parametrize(
    ("sentence", "kind", "trigger", "outcome"),
    [
        ("Nigeria refused to reopen the border bridge.", "REJECT", "refused", "refused"),
        ("Nigeria agreed to reopen the border bridge.", "AGREE", "agreed", "accepted"),
        ("Nigeria refused to lower the tax on cocoa.", "REJECT", "refused", "nothing yet"),
    ],
)
def test_a_request_is_answered_by_whoever_was_asked_on_the_same_matter(sentence: str, kind: str, trigger: str, outcome: str) -> None:
    (one,) = followed(ASKED, act("b", sentence, kind, trigger, on="2020-05-20", by=NGA, to=GHA), kind="request")
    assert one.outcome == outcome


def test_who_asked_cannot_answer() -> None:
    (one,) = followed(ASKED, act("b", "Ghana refused to reopen the border bridge.", "REJECT", "refused", on="2020-05-20"), kind="request")
    assert one.outcome == "nothing yet"


def test_an_attempt_at_contact_without_an_answer_shows_as_that() -> None:
    call = event("Ghana asked for talks with Nigeria over a hotline.", "REQUEST", trigger="asked", actors=(GHA,), recipients=(NGA,), on="2020-05-04")
    (one,) = followed(claim("a", call, text="Nobody picked up."), kind="outreach")
    assert (one.outcome, one.why) == ("nothing yet", "told as unanswered: “Nobody picked up”")


def test_an_invitation_is_accepted_by_the_talks() -> None:
    invited = act("a", "Ghana invited Nigeria to talks in Accra.", "REQUEST", "invited", mode="meet")
    talks = act("b", "Ghana and Nigeria held talks in Accra.", "CONSULT", "talks", on="2020-05-20")
    assert [one.outcome for one in followed(invited, talks, kind="outreach")] == ["accepted"]


def test_an_offer_is_followed_up_and_an_assent_is_not() -> None:
    offer = act("a", "Ghana offered Nigeria grain for the north.", "AGREE", "offered")
    no = act("b", "Nigeria rejected the grain for the north.", "REJECT", "rejected", on="2020-05-06", by=NGA, to=GHA)
    assert [(one.kind, one.outcome) for one in followed(offer, no)] == [("offer", "refused")]
    assert followed(act("a", "Ghana agreed with Nigeria on grain.", "AGREE", "agreed")) == []


def visit(identity: str, status: str, *, written: str, on: str = "2020-05-20") -> Claim:
    made = event("The envoy of Ghana visits Nigeria.", trigger="visits", mode="visit", actors=(GHA,), recipients=(NGA,), status=status, on=on)
    return claim(identity, made, written=written)


LATER = act("z", "Ghana condemned Nigeria over cocoa.", "ACCUSE", "condemned", on="2020-07-01")


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ((visit("a", "planned", written="2020-05-10"), visit("b", "happened", written="2020-05-21")), "carried out"),
        ((visit("a", "planned", written="2020-05-10"), visit("b", "cancelled", written="2020-05-15")), "called off"),
        ((visit("a", "planned", written="2020-05-10"), LATER), "lapsed"),
        ((visit("a", "planned", written="2020-05-10"),), "nothing yet"),
    ],
)
def test_what_became_of_a_plan(claims: tuple[Claim, ...], outcome: str) -> None:
    assert [one.outcome for one in followed(*claims, kind="plan")] == [outcome]


def test_silence_says_up_to_which_day_it_lasts() -> None:
    (one,) = followed(visit("a", "planned", written="2020-05-10"))
    assert str(one.until) == "2020-05-10"


def test_the_order_of_claims_makes_no_difference() -> None:
    claims = [WARNING, act("b", STRIKE, "ASSAULT", "struck", on="2020-05-10"), LATER, visit("v", "planned", written="2020-05-10")]
    assert resolve(claims).followups == resolve(claims[::-1]).followups


def test_every_kind_has_a_window_and_its_answers() -> None:
    known = answers()
    assert set(known.windows) == set(FOLLOW_UP_KINDS)
    assert all(known.rules[kind] for kind in FOLLOW_UP_KINDS if kind != "plan")
