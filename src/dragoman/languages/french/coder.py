"""The French coder: event drafts and statement drafts out of parsed sentences with their mentions. Rules only; every draft says which made it.

In: a Working with sentences, actors, times and places. Out: the same with `events` and `statements`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.languages.french.cast import Cast
from dragoman.languages.french.numbers import numbers_of
from dragoman.languages.french.roles import Roles, applies, heads_of, roles_of
from dragoman.languages.french.speech import Saying, sayings, sources_of, statement_of
from dragoman.languages.french.status import Status, status_of
from dragoman.languages.french.syntax import case_of, children, lemma, subjects, token_at
from dragoman.languages.french.triggers import Entry, triggers
from dragoman.languages.french.words import words
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention, EventDraft, PlaceFound, Sentence, TimeExpression, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

Token = Any
# How likely a reading is right, as reckoned on the sentences in tests/cases/french: both sides found, one of them, in a noun.
BOTH, ONE, NOUN = 0.75, 0.6, -0.1
# Verbal acts: what stands below them is what they are about, and no event unless it is to come.
VERBAL = frozenset({"ACCUSE", "REJECT", "SUPPORT", "THREATEN", "REQUEST", "AGREE", "CONCEDE"})
ON_THE_SPOT = frozenset({"PROTEST", "ASSAULT", "COERCE", "MOBILIZE"})
_OCCASIONS = frozenset({"après", "avant", "depuis", "pendant", "malgré", "face", "lors", "suite"})


Lands = dict[int, Actor]


@dataclass(slots=True)
class _Act:
    token: Token
    entry: Entry
    roles: Roles
    status: Status


def code(working: Working, knowledge: Knowledge) -> Working:
    """Fill `working.events` and `working.statements`."""
    mentions: dict[int, list[ActorMention]] = defaultdict(list)
    for mention in working.actors:
        mentions[mention.sentence].append(mention)
    dropped: Counter[str] = Counter()
    for sentence in working.sentences:
        if sentence.doc is None:
            continue
        cast = Cast(sentence.doc, sentence.start, mentions[sentence.index])
        said = sayings(sentence.doc, cast)
        for act in _acts(sentence, cast, _lands(working, sentence, knowledge), dropped):
            event = _draft(working, sentence, act, said)
            if _told_again(event, working.events):
                dropped["told again with nothing new"] += 1
                continue
            working.events.append(event)
        statements = [draft for one in said if (draft := statement_of(one, sentence)) is not None]
        working.statements += statements[:1]
    working.notes += [f"{count} act(s) left out: {why}" for why, count in sorted(dropped.items())]
    return working


def _acts(sentence: Sentence, cast: Cast, lands: Lands, dropped: Counter[str]) -> list[_Act]:
    """The acts of a sentence that stand."""
    doc = sentence.doc
    if not words().foreign.isdisjoint(lemma(token) for token in doc):
        if any(lemma(token) in triggers().verbs for token in doc):
            dropped["words of another field (sport, weather, the stock market)"] += 1
        return []
    found: list[_Act] = []
    for token in doc:
        act = _act(token, cast, lands)
        if act is not None:
            found.append(act)
    return [act for act in found if not _told_by(act, found, dropped)]


def _told_again(draft: EventDraft, before: Sequence[EventDraft]) -> bool:
    """ "Les deux hommes se sont entretenus": a meeting told already, without a time or figure of its own."""
    parties = {actor.id for actor in (*draft.actors, *draft.recipients)}
    again = draft.type == "CONSULT" and draft.mode != "phone" and draft.time is None and not draft.numbers
    return again and any(
        one.type == draft.type and one.status == draft.status and parties == {actor.id for actor in (*one.actors, *one.recipients)} for one in before
    )


def _lands(working: Working, sentence: Sentence, knowledge: Knowledge) -> Lands:
    """The country of each place by the word that names it: who goes to New York visits the United States."""
    found: Lands = {}
    for place in working.places:
        country = knowledge.countries.get(place.country)
        if place.sentence == sentence.index and country is not None:
            token = token_at(sentence.doc, place.start - sentence.start)
            if token is not None:
                found[token.i] = Actor(place.start, place.end, country.name, country.iso3, country.iso3, "GOV", "country", None, "metonym")
    return found


def _act(token: Token, cast: Cast, lands: Lands) -> _Act | None:
    verb = token.pos_ in ("VERB", "AUX") or ("Part" in token.morph.get("VerbForm") and token.pos_ == "ADJ")
    table = triggers().verbs if verb else triggers().nouns if token.pos_ in ("NOUN", "PROPN", "ADJ") else {}
    for entry in table.get(lemma(token), ()) or (table.get(lemma(token).rstrip("s"), ()) if not verb else ()):
        if not applies(entry, token):
            continue
        roles = roles_of(entry, token, cast)
        if entry.mode == "visit" and not roles.recipients:
            roles.recipients = tuple(lands[child.i] for child in token.children if child.i in lands and case_of(child) in entry.recipient)[:1]
        if not _filled(entry, roles):
            continue
        if entry.type_with_recipient is not None and roles.recipients:
            continue
        return _Act(token, entry, roles, status_of(token, entry.status))
    return None


def _filled(entry: Entry, roles: Roles) -> bool:
    if not (roles.actors or roles.recipients) and entry.type not in ("PROTEST",):
        return False
    if "actor" in entry.needs and not roles.actors:
        return False
    if "recipient" in entry.needs and not roles.recipients:
        return False
    countries = {actor.country or actor.id for actor in (*roles.actors, *roles.recipients)}
    return not ("party" in entry.needs and (len(countries) < 2 and len({actor.id for actor in roles.actors}) < 2))


def _told_by(act: _Act, found: Sequence[_Act], dropped: Counter[str]) -> bool:
    """Whether another act of the sentence tells it already, or is about it."""
    if act.status.status is None:
        dropped["only what a refusal or ban is about"] += 1
        return True
    token = act.token
    for other in found:
        if other is act:
            continue
        if not act.entry.verb and other.entry.verb and any(head.i == token.i for head in heads_of(other.token)):
            dropped["the object of a verb that tells it"] += 1
            return True
        if not act.entry.verb and other.entry.type in VERBAL and _below(token, other.token):
            dropped["what a verbal act is about"] += 1
            return True
        if not act.entry.verb and not other.entry.verb and other.entry.type == act.entry.type and _below(token, other.token):
            return True
    return False


def _below(token: Token, above: Token) -> bool:
    current = token
    for _ in range(8):
        if current.head is current or any(child.lower_ in _OCCASIONS for child in children(current, "case")):
            return False
        current = current.head
        if current.i == above.i:
            return True
    return False


def _draft(working: Working, sentence: Sentence, act: _Act, said: list[Saying]) -> EventDraft:
    token, entry, roles, status = act.token, act.entry, act.roles, act.status
    filled = bool(roles.actors) + bool(roles.recipients or (entry.party and len(roles.actors) > 1))
    confidence = (BOTH if filled == 2 else ONE) + (0 if entry.verb else NOUN)
    times = [time for time in working.times if time.sentence == sentence.index]
    verb = token if entry.verb else (status.governors[0] if status.governors else token)
    held = heads_of(token)
    inner = [child for head in held for child in children(head, "nmod")]
    counted = [*held, *inner, *children(token, "nmod", "obl:arg", "obl:agent")] if entry.verb else [token, *children(token, "nmod")]
    if entry.verb and entry.type in ("PROTEST", "ASSAULT"):
        counted += subjects(token)
    start = sentence.start + token.idx
    return EventDraft(
        type=entry.type,
        mode=entry.mode,
        sentence=sentence.index,
        trigger=(start, start + len(token.text)),
        actors=roles.actors,
        recipients=roles.recipients,
        contexts=entry.contexts,
        status=status.status or "happened",
        negated=status.negated,
        tense=status.tense,
        time=_nearest_time(sentence, token, verb, times),
        place=_place(working, sentence, token),
        numbers=numbers_of(counted, sentence.start, [(time.start, time.end) for time in times]),
        according_to=sources_of(token, said),
        confidence=confidence,
        why=[f"trigger '{token.text}' ({entry.told})", *roles.paths, *(f"status {cue}" for cue in status.cues)],
    )


def _nearest_time(sentence: Sentence, token: Token, verb: Token, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """A time below the act's word, else one below the verb that carries it, else the sentence's only one."""
    dates = [time for time in times if time.type in ("DATE", "TIME")]
    for word in (token, verb):
        inside = {one.idx + sentence.start for one in word.subtree}
        own = [time for time in dates if any(time.start <= at < time.end for at in inside)]
        if own:
            return min(own, key=lambda time: abs(time.start - sentence.start - token.idx))
    return dates[0] if len({(time.start, time.end) for time in dates}) == 1 else None


def _place(working: Working, sentence: Sentence, token: Token) -> PlaceFound | None:
    """The literal place nearest below the act's word; a town outranks a country."""
    inside = {one.idx + sentence.start for one in token.subtree} | {one.idx + sentence.start for one in token.head.subtree}
    own = [place for place in working.places if place.sentence == sentence.index and place.literal and place.start in inside]
    return min(own, key=lambda place: (place.area, abs(place.start - sentence.start - token.idx)), default=None)
