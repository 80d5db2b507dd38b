"""Proposes events: every word of a sentence that the trigger lexicon knows, in the first sense that fits, with its parties and status.

In: a SentenceView and the lexicon. Out: Candidates; nothing is merged or dropped yet save what lacks the parties its entry needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.code.domains import telling_words
from dragoman.code.figures import figure_of
from dragoman.code.hosts import hosts_by_place
from dragoman.code.naming import free_relative, names_given
from dragoman.code.nothing import no_act
from dragoman.code.parties import among_violence, beside, both_do_it, group, has_what_it_needs, is_authority, is_joint, is_state, points_back, reciprocal
from dragoman.code.slots import fill, fill_all
from dragoman.code.status import Status, conditional, read_status
from dragoman.code.surroundings import Spans, dates, surroundings
from dragoman.code.syntax import is_verb, objects
from dragoman.code.view import SentenceView, actors_of, countries_of, joined, without
from dragoman.knowledge.triggers import TriggerFrame, TriggerLexicon
from dragoman.model.reading import Actor
from dragoman.model.working import TimeExpression

Token = Any

QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''"})
SURE_OF_MODE = 0.7
OWNER_PENALTY = 0.1  # "Chinese boats": surely Chinese, less surely China
NO_RECIPIENT_PENALTY = 0.1
LOOSE_WEIGHT = 0.6
DOUBTFUL_WEIGHT = 0.8
TO_COME = frozenset({"planned", "possible", "threatened"})
FIGURE_WEIGHT = 0.8  # a figure of speech is told for what it is, mostly
ANAPHOR_CONFIDENCE = 0.5  # "the truce": which one is a guess, if mostly a good one


@dataclass(slots=True)
class Candidate:
    """One act that a word of the sentence may tell."""

    frame: TriggerFrame
    token: Token
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: Status
    confidence: float
    paths: list[str] = field(default_factory=list)
    literal_recipient: bool = False
    anaphoric: bool = False
    dropped: str | None = None
    head: float | None = None  # probability of its type by the trained head
    none: float | None = None  # and of no act
    judged: str = "settled"  # what the head did: settled (not asked), asked, retyped, proposed
    guessed_mode: tuple[str, str] | None = None  # type and the mode that the head gives it, where no entry says one

    @property
    def parties(self) -> tuple[Actor, ...]:
        return joined(self.actors, self.recipients)

    def span(self, view: SentenceView) -> tuple[int, int]:
        """Trigger offsets, with its particle."""
        last = self.token
        for child in self.token.children:
            if self.frame.particle and child.lower_ == self.frame.particle and child.i == self.token.i + 1:
                last = child
        return view.span(self.token, last)


def propose(view: SentenceView, lexicon: TriggerLexicon, times: Sequence[TimeExpression] = ()) -> list[Candidate]:
    """All candidates of the sentence in text order; no word of a time expression is one ("in March")."""
    dated = [(time.start - view.sentence.start, time.end - view.sentence.start) for time in times]
    near = frozenset(token.lemma_.lower() for token in view.doc)
    found = []
    for token in view.doc:
        table = _table(token, lexicon)
        frames = table.get(token.lemma_.lower(), ()) if table is not None else ()
        if not frames or _inside_name(view, token) or _scare_quoted(token):
            continue
        if dates(token, dated):
            continue
        if _names(token):  # a name is an act only where it reproaches or praises
            frames = [frame for frame in frames if "as" in frame.prep and not free_relative(token)]
        elif no_act(token):
            continue
        candidate = _first_fitting(view, token, frames, near, dated)
        if candidate is not None:
            found.append(candidate)
    return found


def _table(token: Token, lexicon: TriggerLexicon) -> Any:
    if token.pos_ in ("NOUN", "PROPN"):
        return lexicon.nouns
    if token.tag_ == "VBG" and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "ROOT") and token.lemma_.lower() not in lexicon.verbs:
        return {token.lower_: lexicon.nouns[token.lower_]} if token.lower_ in lexicon.nouns else lexicon.verbs
    if token.tag_ == "VBG" and token.dep_ == "nsubj" and token.lower_ in lexicon.nouns and not objects(token):
        return {token.lemma_.lower(): lexicon.nouns[token.lower_]}  # "fighting between Mali and rebels resumed"
    if is_verb(token) and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
        return lexicon.verbs
    return None


def _inside_name(view: SentenceView, token: Token) -> bool:
    """ "Security Council meeting" keeps its meeting; the Council in it is a name."""
    mention = view.mention(token)
    return mention is not None and bool(mention.members)


def _names(token: Token) -> bool:
    """ "Called him a liar", "dubbed it an invasion": the verb gives a name and does nothing else."""
    return is_verb(token) and bool(names_given(token))


def _scare_quoted(token: Token) -> bool:
    """One word in quotation marks is somebody's name for it, not an act: Blinken's "threats"."""
    doc = token.doc
    return bool(0 < token.i < len(doc) - 1 and doc[token.i - 1].text in QUOTES and doc[token.i + 1].text in QUOTES)


def _first_fitting(view: SentenceView, token: Token, frames: Iterable[TriggerFrame], near: frozenset[str], dated: Spans) -> Candidate | None:
    verb = is_verb(token)
    around = surroundings(token, verb, frozenset(frame.particle for frame in frames if frame.particle), dated)
    found = _fitting(view, token, frames, near, around, verb)
    return None if found is None else plainly(found, around, near)


def plainly(candidate: Candidate, around: dict[str, Any], near: frozenset[str]) -> Candidate | None:
    """The candidate, or what a verb of attack means where nobody is attacked ("hit Minsk with sanctions"); None where that is no act.

    Args:
        around: what `surroundings` gives for its verb; near: lemmas of the sentence.
    """
    figure = figure_of(around["objects"], around["preps"], near) if candidate.frame.type == "ASSAULT" and candidate.frame.pos == "verb" else None
    if figure is None:
        return candidate
    if figure.type is None:
        return None
    frame = replace(candidate.frame, type=figure.type, mode=figure.mode, contexts=(), cameo=None)
    return replace(candidate, frame=frame, confidence=candidate.confidence * FIGURE_WEIGHT, paths=[*candidate.paths, figure.says])


def _fitting(view: SentenceView, token: Token, frames: Iterable[TriggerFrame], near: frozenset[str], around: dict[str, Any], verb: bool) -> Candidate | None:
    # A conditional promise of harm is a threat, whatever other act the same words name: "will retaliate if".
    for frame in sorted(frames, key=lambda one: "condition" not in one.needs):
        if (frame.pos == "verb") != verb and not (token.tag_ == "VBG" and frame.pos == "noun"):
            continue
        if not frame.applies(near=near, plural=token.tag_ in ("NNS", "NNPS"), **around):
            continue
        candidate = _build(view, token, frame, verb)
        if candidate is not None:
            return _with_mode(candidate, frames, near, token.tag_ in ("NNS", "NNPS"), around)
    return _of_authorities(view, token, frames, near, around, verb) or _between_states(view, token, frames, near, around, verb)


def _with_mode(candidate: Candidate, frames: Iterable[TriggerFrame], near: frozenset[str], plural: bool, around: dict[str, Any]) -> Candidate:
    """The mode that another entry of the word knows, where the one that fits best has none: "a drone struck a convoy"."""
    if candidate.frame.mode is None:
        for other in frames:
            fellow = other.pos == candidate.frame.pos and other.type == candidate.frame.type and other.mode is not None and "condition" not in other.needs
            if fellow and (other.subject or other.object) and other.weight >= SURE_OF_MODE and other.applies(near=near, plural=plural, **around):
                candidate.frame = replace(candidate.frame, mode=other.mode)
                candidate.paths.append(f"mode by {other.entry}")
                break
    return candidate


def _of_authorities(
    view: SentenceView, token: Token, frames: Iterable[TriggerFrame], near: frozenset[str], around: dict[str, Any], verb: bool
) -> Candidate | None:
    """An act whose only hindrance is a word of another field near it ("police arrested an actor", "agreed to share data").

    Governments, forces and courts are believed all the same, save among words that tell of another field for sure.
    """
    if not near.isdisjoint(telling_words()):
        return None
    for frame in frames:
        if (frame.pos == "verb") != verb or frame.not_near.isdisjoint(near) or "condition" in frame.needs:
            continue
        if not frame.not_idiom.isdisjoint(near):
            continue  # the entry's own words against it show an idiom, whoever acts
        if not frame.applies(near=(), plural=token.tag_ in ("NNS", "NNPS"), **around):
            continue
        candidate = _build(view, token, replace(frame, weight=frame.weight * DOUBTFUL_WEIGHT), verb)
        if candidate is not None and any(is_authority(actor) for actor in candidate.actors):
            candidate.paths.append(f"believed of an authority in spite of '{min(frame.not_near & near)}'")
            return candidate
    return None


def _between_states(
    view: SentenceView, token: Token, frames: Iterable[TriggerFrame], near: frozenset[str], around: dict[str, Any], verb: bool
) -> Candidate | None:
    """A word none of whose entries applies to the letter, but all of which mean one act: told of one country towards another, it is believed.

    Two states at either end of a verb are better evidence of its sense than any list of objects can be; confidence is lower.
    """
    loose = [
        frame
        for frame in frames
        if (frame.pos == "verb") == verb
        and frame.particle == around["particle"]
        and frame.not_object.isdisjoint(around["objects"])
        and frame.not_subject.isdisjoint(around["subjects"])
        and frame.not_near.isdisjoint(near)
        and not frame.joint
        and "condition" not in frame.needs
    ]
    if not verb or len({frame.type for frame in loose}) != 1:
        return None
    for frame in loose:
        candidate = _build(view, token, replace(frame, weight=frame.weight * LOOSE_WEIGHT), verb)
        if candidate is None or not candidate.actors or not candidate.recipients:
            continue
        ends = _states(candidate.actors), _states(candidate.recipients)
        if ends[0] and ends[1] and ends[0].isdisjoint(ends[1]):
            candidate.paths.append("entry's word conditions not met; believed between two states")
            return candidate
    return None


def _states(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country is not None and is_state(actor))


def _build(view: SentenceView, token: Token, frame: TriggerFrame, verb: bool) -> Candidate | None:
    acting = fill(view, token, frame.actor, verb=verb)
    if not acting and not verb:
        acting = fill(view, token, ("subj",), verb=verb) if "subj" not in frame.actor else []
    receiving = fill(view, token, frame.recipient, verb=verb)
    if frame.mode == "visit" and not any(actor.country for one in receiving for actor in one.actors):
        receiving = hosts_by_place(view, token, frame.recipient, verb=verb) or receiving
    parties = fill_all(view, token, frame.party, verb=verb)
    if not verb and not acting and not receiving and not parties:
        parties = (beside(view, token) if frame.type == "CONSULT" else []) or (group(view, token) if frame.party else [])
    actors = actors_of([*acting, *parties])
    recipients = without(actors_of(receiving), actors_of(acting))
    if not verb and not actors and not recipients and (points_back(token) or frame.mode == "ceasefire"):
        status = read_status(token, title=view.sentence.kind == "title", kind=frame.type)
        return Candidate(frame, token, (), (), status, ANAPHOR_CONFIDENCE * frame.weight, anaphoric=True)
    if len(countries_of((*actors, *recipients))) < 2 and both_do_it(view, token, frame):
        status = read_status(token, title=view.sentence.kind == "title", kind=frame.type)
        return Candidate(frame, token, (), (), status, ANAPHOR_CONFIDENCE * frame.weight, anaphoric=True)
    mutual = verb and not recipients and len(countries_of(actors)) >= 2 and reciprocal(token)
    if not has_what_it_needs(frame, actors, recipients or (actors if mutual else ()), among_violence=among_violence(token)) or (
        "condition" in frame.needs and not conditional(token)
    ):
        return None
    if frame.joint and len(countries_of((*actors, *recipients))) < 2 and not is_joint(token):
        return None
    if not verb and not actors and not recipients:
        return None
    confidence = 0.9 * frame.weight
    if any(one.owner for one in (*acting, *parties)) or not actors:
        confidence -= OWNER_PENALTY
    if not recipients and not parties:
        confidence -= NO_RECIPIENT_PENALTY
    paths = [f"actor {one.path}" for one in acting] + [f"party {one.path}" for one in parties] + [f"recipient {one.path}" for one in receiving]
    status = read_status(token, title=view.sentence.kind == "title", kind=frame.type)
    if "ahead" in frame.needs and (status.negated or not (conditional(token) or status.status in TO_COME)):
        return None
    if "condition" in frame.needs or "ahead" in frame.needs:
        status = Status(status="happened", tense="past", cues=["said of what is to come: the threat is made"])
    literal = bool(receiving) and all(one.literal for one in receiving)
    return Candidate(frame, token, actors, recipients, status, max(0.1, confidence), paths, literal)
