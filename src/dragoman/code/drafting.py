"""One act that stands, made into a draft: mode, status, time, place, figures, sources, confidence. In: a candidate in its sentence. Out: an EventDraft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dragoman.code.attribution import Saying
from dragoman.code.candidates import Candidate
from dragoman.code.contexts import contexts_of
from dragoman.code.lengths import lengths
from dragoman.code.modes import another_course, asked_mode, mode_from_inner
from dragoman.code.numbers import numbers_under
from dragoman.code.plain import no_event_of_its_own
from dragoman.code.setting import place_of
from dragoman.code.syntax import children, is_verb, objects, prepositional, subjects
from dragoman.code.timing import time_of
from dragoman.code.view import SentenceView
from dragoman.code.words import load_words
from dragoman.model.reading import Actor, Source
from dragoman.model.working import EventDraft, PlaceFound, TimeExpression

Token = Any

# Going somewhere told in the progressive is a plan ("is going to Japan"): at the time of writing nobody has arrived.
ASKING = frozenset({"REQUEST", "REJECT", "THREATEN"})
GOING = frozenset({"go", "head", "come", "travel", "fly", "leave", "visit", "meet", "arrive", "depart"})
# Told as to come.
AHEAD = frozenset({"planned", "possible", "threatened", "called-for"})
FAR_FROM_SURE = 0.15  # a clause that only says that something is possible


def draft_of(
    view: SentenceView,
    candidate: Candidate,
    standing: Sequence[Candidate],
    said: Sequence[Saying],
    times: Sequence[TimeExpression],
    places: Sequence[PlaceFound],
) -> EventDraft:
    """The draft of one act.

    Args:
        standing: the acts of the sentence that stand, this one among them.
        said: what is said in the sentence.
        times, places: those of the sentence.
    """
    token, frame = candidate.token, candidate.frame
    rivals = [other.token for other in standing if other is not candidate]
    status = candidate.status.status or "happened"
    confidence = candidate.confidence
    if candidate.status.status is None and is_verb(token):
        status, confidence = "possible", confidence - FAR_FROM_SURE
    if frame.type == "CONSULT" and frame.mode == "visit" and status == "ongoing" and token.lemma_.lower() in GOING:
        status = "planned"
    draft = EventDraft(
        type=frame.type,
        mode=_mode(candidate, standing),
        sentence=view.sentence.index,
        trigger=candidate.span(view),
        actors=candidate.actors,
        recipients=candidate.recipients,
        contexts=contexts_of(frame.contexts, (near.lemma_.lower() for near in token.subtree), candidate.parties),
        status=status,
        negated=candidate.status.negated,
        tense=candidate.status.tense,
        time=time_of(view, token, times, rivals, ahead=status in AHEAD),
        place=place_of(view, token, places, rivals),
        numbers=(
            *numbers_under(view, _counted(token), [(time.start, time.end) for time in times]),
            *lengths(view, token, frame.type, frame.mode, times, alone=sum(other.frame.type == frame.type for other in standing) <= 1),
        ),
        according_to=_sources(token, candidate, said, standing),
        confidence=round(max(0.05, min(1.0, confidence)), 2),
    )
    if frame.type == "PROTEST" and draft.place is not None:
        draft.actors = tuple(_local(actor, draft.place.country) for actor in draft.actors)
    about = no_event_of_its_own(candidate, standing)
    draft.cameo = frame.cameo
    draft.plain = draft.cameo is None and about is None
    draft.why = [f"trigger '{token.text}' ({frame.entry})", *candidate.paths, *(f"status {cue}" for cue in candidate.status.cues)]
    if draft.cameo is not None:
        draft.why.append(f"plain PLOVER: a {'comment' if draft.cameo < '02' else 'mere appeal'} (CAMEO {draft.cameo}), no event")
    elif about is not None:
        draft.why.append(f"plain PLOVER: {about}")
    return draft


def _mode(candidate: Candidate, standing: Sequence[Candidate]) -> str | None:
    if candidate.frame.mode is None:
        asked = asked_mode(candidate.frame.type, candidate.token) if candidate.frame.type in ASKING else None
        if asked is not None:
            return asked
        for inner in standing:
            if candidate.token.i in inner.status.governors:
                mode = mode_from_inner(candidate.frame.type, inner.frame.type, inner.frame.mode, inner.frame.contexts)
                if mode is not None:
                    return mode
        if candidate.frame.type == "REQUEST" and _asks_for_another_course(candidate.token):
            return "change"
        if candidate.guessed_mode is not None and candidate.guessed_mode[0] == candidate.frame.type:
            return candidate.guessed_mode[1]
        if candidate.frame.type == "REQUEST" and another_course(candidate.token):
            return "change"
    return candidate.frame.mode


def _asks_for_another_course(token: Token) -> bool:
    """ "Called on the junta to hold elections", "urged it to repeal the law"."""
    return any(noun.lemma_.lower() in load_words().courses for child in token.children if child.dep_ in ("xcomp", "ccomp") for noun in objects(child))


def _local(actor: Actor, country: str | None) -> Actor:
    """Who protests without a country named is of the country where it happens: "civil servants walked out in Accra"."""
    return replace(actor, country=country) if actor.country is None and actor.how == "title" and actor.kind == "group" else actor


def _counted(token: Token) -> list[Token]:
    """Nouns whose figures belong to the act."""
    if is_verb(token):
        held = objects(token)
        # "The use of four bases", "the release of nine men": what the object is of.
        inner = [noun for head in held if not children(head, "nummod") for noun in prepositional(head, "of")]
        heads = [*held, *inner, *(noun for word in ("with", "of", "to", "against", "from") for noun in prepositional(token, word))]
        return heads or subjects(token)
    return [token, *(noun for word in ("of", "on", "against") for noun in prepositional(token, word))]


def _sources(token: Token, candidate: Candidate, said: Sequence[Saying], standing: Sequence[Candidate]) -> tuple[Source, ...]:
    """Outermost first: those whose words the trigger stands in, and for the content of an accusation the accuser."""
    found: list[Source] = []
    for saying in said:
        if token.i in saying.tokens and saying.fact:
            found.extend(Source(actor.name, actor.country) for actor in (*saying.via, *saying.speakers[:2]))
    for outer in standing:
        if outer.frame.type == "ACCUSE" and outer is not candidate and outer.token.i in candidate.status.governors:
            found.extend(Source(actor.name, actor.country) for actor in outer.actors[:1])
    return tuple(dict.fromkeys(found))
