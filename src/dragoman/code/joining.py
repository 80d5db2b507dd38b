"""Makes one event of several words that tell one act, and drops words that another word of the sentence outranks.

In: the candidates of one sentence. Out: those that stand; each one dropped names the rule that dropped it. The rules are those of
the contract ("Where PLOVER leaves a choice, we choose").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dragoman.code.candidates import Candidate
from dragoman.code.modes import asked_mode, mode_from_inner
from dragoman.code.naming import stands_for
from dragoman.code.outcome import UNREALISED
from dragoman.code.slots import carrier_of
from dragoman.code.syntax import is_verb, objects, prepositional
from dragoman.code.view import countries_of, joined, without
from dragoman.code.words import load_words
from dragoman.model.reading import Actor

Token = Any

MAX_CLIMB = 10
AGREED_UPON = "agreeing to meet is the meeting, planned"
LIFTING = frozenset({"CONCEDE", "RETREAT"})  # lifting a sanction is not a sanction
MATERIAL = frozenset({"SANCTION", "CONCEDE", "RETREAT", "COERCE", "MOBILIZE", "AID", "COOPERATE", "ASSAULT", "PROTEST", "SUPPORT"})
REVERSED = frozenset({"suspended", "cancelled"})
# "Does not support", "has not agreed": no act, and not even the denial of one.
ATTITUDES = frozenset({"SUPPORT", "AGREE", "ACCUSE", "REQUEST", "THREATEN", "CONCEDE", "REJECT"})
GOOD_WILL = frozenset({"AGREE", "CONSULT", "SUPPORT", "AID", "CONCEDE", "RETREAT", "COOPERATE"})
RETYPED_PENALTY = 0.2
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
ENDING = frozenset({"SANCTION", "REJECT", "RETREAT", "COERCE"})  # calling off talks is the talks, cancelled


def join(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Apply the rules in order; every rule sees what the ones before it left."""
    candidates = [one for one in candidates if one.dropped is None]
    for rule in (_lifted, _governed, _carried, _told_twice):
        living = [one for one in candidates if one.dropped is None]
        for outer in living:
            for inner in living:
                if outer is not inner and outer.dropped is None and inner.dropped is None:
                    rule(outer, inner)
    for one in candidates:
        if one.dropped is None:
            _lend_recipients(one, candidates)
    for one in candidates:
        if one.dropped is None:
            _refuse(one)
            _agreed_meeting(one, candidates)
            one.dropped = one.dropped or _alone(one)
    return [one for one in candidates if one.dropped is None]


def governs(outer: Token, inner: Token) -> bool:
    """`inner` stands below `outer` in the tree."""
    current = inner
    for _ in range(MAX_CLIMB):
        if current.head is current:
            return False
        current = current.head
        if current.i == outer.i:
            return True
    return False


def _lifted(outer: Candidate, inner: Candidate) -> None:
    """Settled before anything else looks at the ban or the attack: "agreed to lift the ban" agrees on nothing hostile."""
    if not _direct_object(outer.token, inner.token) and not (outer.frame.type in LIFTING and _of_noun(outer.token, inner.token)):
        return
    if outer.frame.type in LIFTING and inner.frame.type in ("SANCTION", "COERCE"):
        _merge(outer, inner, "lifting it, not imposing it")
    elif outer.frame.type == "ASSAULT" and inner.frame.type == "ACCUSE" and outer.frame.object and not is_verb(inner.token):
        _merge(inner, outer, "an attack in words")
    elif outer.frame.type == "ACCUSE" and inner.frame.type == "PROTEST" and not is_verb(inner.token):
        _merge(outer, inner, "a protest in words")


def _governed(outer: Candidate, inner: Candidate) -> None:
    """A word that says what becomes of another act gives way to it, or takes its place."""
    at = {outer.token.i, *(child.i for child in outer.token.children if child.dep_ == "acomp")}  # "is ready to meet": the adjective governs
    if at.isdisjoint(inner.status.governors) and not _direct_object(outer.token, inner.token):
        return
    above, below = outer.frame.type, inner.frame.type
    if above == "AGREE" and below == "CONSULT" and inner.status.status in ("planned", "resumed", "possible"):
        _merge(inner, outer, AGREED_UPON)
    elif above in ("AGREE", "THREATEN") and below in HOSTILE and inner.status.negated and outer.token.lemma_.lower() in load_words().vowing:
        inner.status.status = "denied"
        if above == "THREATEN":
            _retype(outer, "AGREE", None, "a promise to do no harm")
    elif above in ("AGREE", "THREATEN") and below in HOSTILE and outer.token.lemma_.lower() in load_words().vowing:
        if above == "AGREE":
            _retype(outer, "THREATEN", mode_from_inner("THREATEN", below, inner.frame.mode, inner.frame.contexts), "a promise of harm is a threat")
        inner.status.status = "threatened"
    elif above == "AGREE" and below in HOSTILE and inner.status.status in ("planned", "possible"):
        _merge(inner, outer, "agreeing on a hostile act is no cooperation")
    elif above == "AGREE" and below == "AGREE":
        _merge(outer, inner, "the same agreement")
    elif below in ("CONSULT", "AID", "COOPERATE", "SUPPORT") and above in ENDING and inner.status.status in ("cancelled", "suspended"):
        _merge(inner, outer, f"what is {inner.status.status} is the act itself")
    elif above == "REJECT" and (inner.status.negated or inner.status.status == "denied"):
        if outer.frame.mode is None and below != "AGREE":  # an offer that is refused shows its mode by what was offered
            outer.frame = replace(outer.frame, mode=asked_mode("REJECT", outer.token) or mode_from_inner("REJECT", below, inner.frame.mode))
        _merge(outer, inner, "what is refused is the refusal", parties=below != "SANCTION")
    elif above == "SUPPORT" and below == "AGREE" and _direct_object(outer.token, inner.token):
        _merge(outer, inner, "signing it")
    elif above in MATERIAL and outer.frame.object and not is_verb(inner.token) and _direct_object(outer.token, inner.token):
        _merge(outer, inner, "the object that makes the verb this act")
    elif above in ("REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT") and below == above and not is_verb(inner.token):
        _merge(outer, inner, "the same verbal act")


def _of_noun(outer: Token, inner: Token) -> bool:
    """ "The removal of the sanctions"."""
    return not is_verb(outer) and inner.dep_ == "pobj" and inner.head.lower_ in ("of", "on") and inner.head.head.i == outer.i


def _direct_object(verb: Token, noun: Token) -> bool:
    current = stands_for(noun)
    if current.i != noun.i and current.dep_ == "ccomp" and current.head.i == verb.i:
        return True  # "lifted what it calls sanctions"
    for _ in range(3):
        if current.dep_ in ("dobj", "nsubjpass", "obj", "attr", "oprd") and current.head.i == verb.i:
            return True
        if current.dep_ == "pobj" and current.head.lower_ == "of" and current.head.head.pos_ == "NOUN":
            current = current.head.head
        elif current.dep_ == "conj":
            current = current.head
        else:
            return False
    return False


def _carried(outer: Candidate, inner: Candidate) -> None:
    """ "Launched a strike", "held talks", "on a visit": verb and noun tell one act of the same type."""
    if outer.frame.type != inner.frame.type or is_verb(inner.token):
        return
    if outer.frame.entry.startswith("head") and outer.token.i in inner.status.governors and inner.status.status in UNREALISED:
        _merge(inner, outer, "the verb says only what became of the act")  # "is considering a ban"
        return
    if (
        outer.frame.type == "CONSULT"
        and inner.frame.mode == "visit" != outer.frame.mode
        and is_verb(outer.token)
        and not _direct_object(outer.token, inner.token)
    ):
        return  # "met him at the end of a visit": a journey and a meeting on it are two acts
    if outer.frame.mode == inner.frame.mode == "visit" and _other_hosts(outer, inner):
        return  # "after a stop in Amman she travelled on to Cairo"
    carrier = carrier_of(inner.token)
    if (carrier is not None and carrier.i == outer.token.i) or _direct_object(outer.token, inner.token):
        _merge(outer, inner, "verb and noun tell one act")


def _told_twice(outer: Candidate, inner: Candidate) -> None:
    """Two words of one sentence for the same act between the same parties."""
    if outer.frame.type != inner.frame.type or outer.token.i == inner.token.i:
        return
    first, second = countries_of(outer.parties), countries_of(inner.parties)
    if not (first <= second or second <= first) or not (first and second):
        return
    names = {actor.name for actor in outer.recipients}, {actor.name for actor in inner.recipients}
    if names[0] and names[1] and names[0].isdisjoint(names[1]) and first == second and outer.frame.type == "CONSULT" and len(first) < 2:
        return
    if outer.status.status != inner.status.status and outer.status.status is not None and inner.status.status is not None:
        return
    if outer.frame.mode and inner.frame.mode and outer.frame.mode != inner.frame.mode and outer.frame.type != "CONSULT":
        return
    if outer.frame.type == "CONSULT" and (outer.frame.mode == "visit") != (inner.frame.mode == "visit"):
        return  # a journey and a meeting on it are two acts
    guests = countries_of(outer.actors), countries_of(inner.actors)
    if outer.frame.mode == inner.frame.mode == "visit" and guests[0] and guests[1] and guests[0].isdisjoint(guests[1]):
        return  # "went to Beijing in May, and Wang came to Delhi in August"
    if outer.frame.mode == inner.frame.mode == "visit" and _other_hosts(outer, inner):
        return  # "flew to Cairo and went on to Amman"
    nested = governs(outer.token, inner.token) or governs(inner.token, outer.token)
    if not nested and (outer.frame.type not in ("CONSULT", "ASSAULT", "MOBILIZE") or (is_verb(outer.token) and is_verb(inner.token))):
        return  # two clauses tell two acts
    keep, drop = (outer, inner) if _rank(outer) >= _rank(inner) else (inner, outer)
    _merge(keep, drop, "told twice in one sentence")


def _other_hosts(outer: Candidate, inner: Candidate) -> bool:
    hosts = countries_of(outer.recipients), countries_of(inner.recipients)
    return bool(hosts[0] and hosts[1]) and hosts[0].isdisjoint(hosts[1])


def _rank(candidate: Candidate) -> tuple[int, int, float, int]:
    return (
        len(countries_of(candidate.actors)) + len(countries_of(candidate.recipients)),
        int(is_verb(candidate.token)),
        candidate.confidence,
        -candidate.token.i,
    )


def _merge(keep: Candidate, drop: Candidate, why: str, *, parties: bool = True) -> None:
    """Let `keep` take over what only `drop` knows."""
    drop.dropped = why
    if keep.frame.mode is None and keep.frame.type == drop.frame.type and drop.frame.mode is not None and _direct_object(keep.token, drop.token):
        keep.frame = replace(keep.frame, mode=drop.frame.mode)  # "held a video conference": the noun says how
    if parties:
        if not keep.actors:
            keep.actors = drop.actors
        elif keep.frame.type == drop.frame.type == "CONSULT":
            further = without(drop.actors, keep.recipients)
            hosts = _hosts_among(further, keep) if keep.frame.mode == "visit" else ()
            keep.actors, keep.recipients = joined(keep.actors, without(further, hosts)), joined(keep.recipients, hosts)
        if not _known(keep.recipients) and (not keep.recipients or _known(without(drop.recipients, keep.actors))):
            theirs = drop.recipients if keep.frame.type == drop.frame.type else drop.parties
            keep.recipients = without(theirs, keep.actors)
            keep.literal_recipient = drop.literal_recipient
    keep.paths.append(f"with '{drop.token.text}' ({drop.frame.entry}): {why}")


def _hosts_among(actors: Sequence[Actor], visit: Candidate) -> tuple[Actor, ...]:
    """Those who are at home where the visit goes: "went to Beijing for talks with Wang Yi"."""
    hosts, guests = countries_of(visit.recipients), countries_of(visit.actors)
    return tuple(actor for actor in actors if actor.country in hosts and actor.country not in guests)


def _known(actors: Sequence[Actor]) -> bool:
    return any(actor.country is not None for actor in actors)


def _lend_recipients(outer: Candidate, candidates: Sequence[Candidate]) -> None:
    """Whom a threat or refusal is aimed at, where only the act in it says so: "threatened to expel Lithuanian diplomats"."""
    if outer.recipients or outer.frame.type not in ("THREATEN", "REJECT", "REQUEST"):
        return
    for inner in candidates:
        if inner is not outer and governs(outer.token, inner.token):
            parties = inner.actors if outer.frame.type == "REQUEST" else inner.parties
            outer.recipients = without(parties, outer.actors)
            if outer.recipients:
                outer.paths.append(f"recipient from '{inner.token.text}'")
                return


def _refuse(candidate: Candidate) -> None:
    """ "Will not sign", "would not receive him": refusing an act of good will is an act of its own."""
    status = candidate.status
    willingness = candidate.frame.type == "AGREE" and candidate.token.lemma_ == "be"  # "is not ready to"
    unwilling = status.negated and is_verb(candidate.token) and (status.tense == "future" or willingness)
    if unwilling and candidate.frame.type in GOOD_WILL and candidate.actors:
        _retype(candidate, "REJECT", mode_from_inner("REJECT", candidate.frame.type, candidate.frame.mode), "what somebody will not do is refused")
        candidate.status.status, candidate.status.negated = "happened", False


def _agreed_meeting(candidate: Candidate, candidates: Sequence[Candidate]) -> None:
    """ "Accepted an invitation to Ankara", "agreed to keep up their dialogue": a meeting to come, by the contract, and no agreement beside it."""
    verb = candidate.token
    if candidate.frame.type != "AGREE" or not is_verb(verb) or candidate.status.negated:
        return
    words = load_words()
    complements = [child for child in verb.children if child.dep_ == "xcomp"]
    nouns = [*objects(verb), *prepositional(verb, "to"), *(noun for inner in complements for noun in (*objects(inner), *prepositional(inner, "in")))]
    meant = next((noun for noun in nouns if noun.lemma_.lower() in words.agreed_meetings), None)
    if meant is None:
        return
    told = [one for one in candidates if one.dropped is None and one.frame.type == "CONSULT" and governs(verb, one.token)]
    if told:
        if len(told) == 1 and governs(meant, told[0].token):  # "accepted the invitation for coming to Ankara"
            _merge(told[0], candidate, AGREED_UPON)
            told[0].status.status = "planned"
        return
    travels = any(inner.lemma_.lower() in words.travelling for inner in meant.subtree if inner.i != meant.i)
    _retype(candidate, "CONSULT", "visit" if travels else None, f"{AGREED_UPON} ({meant.lemma_.lower()})")
    if candidate.status.status in (None, "happened", "ongoing"):
        candidate.status.status = "planned"
    if not travels:
        candidate.actors, candidate.recipients = joined(candidate.actors, candidate.recipients), ()


def _retype(candidate: Candidate, kind: str, mode: str | None, why: str) -> None:
    candidate.frame = replace(candidate.frame, type=kind, mode=mode, cameo=None)
    candidate.confidence -= RETYPED_PENALTY
    candidate.paths.append(f"{kind}: {why}")


def _alone(candidate: Candidate) -> str | None:
    """Why a candidate is no event by itself."""
    status = candidate.status
    if status.conditional:
        return "only under a condition"
    if status.talked:
        return "only talked about"
    if status.negated and (not is_verb(candidate.token) or candidate.frame.type in ATTITUDES):
        return "said not to be"
    if candidate.frame.type == "ASSAULT" and status.status in REVERSED:
        return "violence that stops is no violence"
    return None
