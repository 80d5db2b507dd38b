"""The coder: event drafts and statement drafts out of parsed sentences with their mentions. Rules only; every draft says which made it.

In: a Working with sentences, actors, times and places. Out: the same with `events` and `statements`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dragoman.code.asking import asked_in_passive
from dragoman.code.attribution import Saying, not_of_themselves, sayings
from dragoman.code.bearers import believed, mere_business, somebody, two_sides, without_speakers
from dragoman.code.candidates import Candidate, propose
from dragoman.code.companions import add_companions
from dragoman.code.completing import complete
from dragoman.code.domains import foreign_to
from dragoman.code.drafting import draft_of
from dragoman.code.ellipsis import echoed
from dragoman.code.garble import DOUBTFUL, garbled
from dragoman.code.guests import guests
from dragoman.code.head.scorer import Head
from dragoman.code.head.sheet import Sheet
from dragoman.code.head.trust import RIGHT, trust_features
from dragoman.code.hosts import filed_from
from dragoman.code.joining import join
from dragoman.code.meetings import Journeys, settle_meetings
from dragoman.code.quotes import quoted_spans
from dragoman.code.retaliating import answered_in_kind
from dragoman.code.statements import gathered, statement_of
from dragoman.code.syntax import is_verb
from dragoman.code.view import SentenceView, countries_of, joined
from dragoman.code.words import load_words
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention, EventDraft, PlaceFound, Sentence, TimeExpression, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

Token = Any

# Acts that a place alone makes worth keeping: "workers in Lagos went on strike".
ON_THE_SPOT = frozenset({"PROTEST", "ASSAULT", "COERCE", "MOBILIZE"})
# Told as to come.
AHEAD = frozenset({"planned", "possible", "threatened", "called-for"})
UNARMED = frozenset({"NGO", "IGO", "MED", "JRN", "BUS"})  # no party to a truce
# Acts whose two sides are also those of an unnamed truce or round of talks beside them.
DEALINGS = frozenset({"ASSAULT", "RETREAT", "AGREE", "SUPPORT", "CONSULT", "THREATEN", "REJECT"})
AFTERWARDS = frozenset({"after", "since", "following", "from"})  # what stands after these is over before the plan is carried out
GUESSED = 0.3
# A pair whose dealings the report tells again and again is meant from up to so many sentences farther off.
OFTEN = 3
TRAVELLED = frozenset({None, "happened", "ongoing", "planned", "resumed"})


Reckoned = list[tuple[EventDraft, list[str]]]


def code(working: Working, knowledge: Knowledge, head: Head | None = None, reckoned: Reckoned | None = None) -> Working:
    """Fill `working.events` and `working.statements`; without a head the rules stand alone.

    Training hands in a list for `reckoned`: it gets every draft with the signs that its confidence is reckoned from.
    """
    coder = _Coder(working, knowledge, head, reckoned)
    for sentence in working.sentences:
        if sentence.doc is not None:
            coder.read(sentence)
    coder.finish()
    return working


class _Coder:
    """One report's coding; lives as long as the call."""

    def __init__(self, working: Working, knowledge: Knowledge, head: Head | None, reckoned: Reckoned | None) -> None:
        self.working, self.knowledge, self.head, self.reckoned = working, knowledge, head, reckoned
        self.quotes = quoted_spans(working.clean.text, working.clean.parts)
        self.mentions: dict[int, list[ActorMention]] = defaultdict(list)
        self.times: dict[int, list[TimeExpression]] = defaultdict(list)
        self.places: dict[int, list[PlaceFound]] = defaultdict(list)
        for mention in working.actors:
            self.mentions[mention.sentence].append(mention)
        for time in working.times:
            self.times[time.sentence].append(time)
        for place in working.places:
            self.places[place.sentence].append(place)
        self.dropped: Counter[str] = Counter()
        self.garbled = 0
        self.speaker: Actor | None = None  # who spoke last
        self.cues: list[int | None] = []  # for each statement where its word of saying stands, if it may be direct speech
        # Talks and truces told without their parties, and nothing before to point back to: settled when the whole report is read.
        self.pending: list[tuple[SentenceView, Candidate, Sequence[Candidate], Sequence[Saying]]] = []
        self.answers: list[EventDraft] = []  # threats to answer in kind
        self.ownerless: list[EventDraft] = []  # acts with nobody named in them, till the whole report is read
        self.routes: Counter[tuple[str, str]] = Counter()
        self.stays: dict[str, PlaceFound] = {}
        self.last: dict[str, EventDraft] = {}  # the last act of each type told with its parties

    def read(self, sentence: Sentence) -> None:
        before = len(self.working.events)
        view = SentenceView(self.working, sentence, self.mentions[sentence.index])
        said = not_of_themselves(view, sayings(view, self.quotes), self.speaker)
        candidates = propose(view, self.knowledge.triggers, self.times[sentence.index])
        candidates += guests(view, self.knowledge.triggers, candidates)
        self._veto(view, candidates)
        if self.head is not None:
            sheet = Sheet(view, self.knowledge.triggers)
            # Where the parties stand elsewhere in the report, this sentence alone is no evidence against the act; nor is it where a request names it.
            elsewhere = [one for one in candidates if one.anaphoric and (is_verb(one.token) or one.frame.type == "ASSAULT")]
            self.head.judge(sheet, [one for one in candidates if one not in elsewhere and not (one.actors and asked_in_passive(one.token))])
            further = self.head.propose(sheet, candidates)
            self._veto(view, further)
            candidates += further
            without_speakers(candidates, said)
        add_companions(view, candidates)
        standing = join(candidates)
        self._note_journeys(view, candidates)
        self.dropped.update(one.dropped for one in candidates if one.dropped is not None)
        for candidate in standing:
            if candidate.anaphoric and not candidate.parties and (is_verb(candidate.token) or not self._resolve(candidate, sentence.index)):
                if candidate.frame.party or is_verb(candidate.token):
                    self.pending.append((view, candidate, standing, said))
                else:
                    self.dropped["no act told before that it could point back to"] += 1
                continue
            draft = self._draft(view, candidate, standing, said)
            if not any(somebody(actor) for actor in candidate.parties) and not (draft.place is not None and draft.type in ON_THE_SPOT):
                self.ownerless.append(draft)
                continue
            if self._unlikely(draft, candidate):
                self.dropped["too unlikely to be read right"] += 1
                continue
            if not is_verb(candidate.token) and self._says_nothing_new(draft):
                self.dropped["named again, nothing new"] += 1
                continue
            self.working.events.append(draft)
            if not candidate.anaphoric and draft.actors:
                self.last[draft.type] = draft
        self.working.events += echoed(view, self.working.events)
        self._doubt(sentence, self.working.events[before:])
        for saying in said:
            statement = statement_of(view, saying, self.quotes)
            if statement is not None and not self._told(statement.sentence, statement.content):
                self.working.statements.append(statement)
                self.cues.append(view.span(saying.cue)[0] if saying.direct else None)
                self.speaker = saying.speakers[0] if saying.speakers else self.speaker

    def _doubt(self, sentence: Sentence, drafts: Sequence[EventDraft]) -> None:
        """Events of a sentence whose words are not in order are kept, but not believed."""
        sign = garbled(sentence) if drafts else None
        if sign is None:
            return
        for draft in drafts:
            draft.confidence = min(draft.confidence, DOUBTFUL)
            draft.why.append(f"the sentence looks garbled: {sign}")
        self.garbled += len(drafts)

    def _veto(self, view: SentenceView, candidates: Sequence[Candidate]) -> None:
        """Drop acts that are sport, weather or business told in the words of war; office-holders and armies are believed."""
        foreign = foreign_to((token.lemma_.lower() for token in view.doc), view.sentence.text)
        for candidate in candidates:
            field = foreign.get(candidate.frame.type)
            if field is not None and not any(believed(actor) for actor in candidate.parties):
                candidate.dropped = f"a word of {field}"
            elif field is None and mere_business(candidate):
                candidate.dropped = "only companies take part"

    def _resolve(self, candidate: Candidate, sentence: int) -> bool:
        """Give "the truce" the parties of the one told before; False if there was none."""
        before = self.last.get(candidate.frame.type)
        if before is None or (candidate.frame.mode is not None and before.mode != candidate.frame.mode and candidate.frame.type != "CONSULT"):
            return False
        candidate.actors, candidate.recipients = before.actors, before.recipients
        candidate.paths.append(f"parties as told in sentence {before.sentence}")
        if before.status in AHEAD and before.sentence == sentence and candidate.token.head.lower_ not in AFTERWARDS:
            candidate.status.status = before.status  # "is to visit Hanoi around the summit"
        return True

    def _says_nothing_new(self, draft: EventDraft) -> bool:
        """A noun that only names an act told before: "the visit was seen as", "Blinken's visit shows"."""
        if draft.time is not None or draft.numbers:
            return False
        mine = {actor.id for actor in (*draft.actors, *draft.recipients)}
        return any(
            before.type == draft.type
            and (draft.mode is None or before.mode is None or before.mode == draft.mode)
            and (before.status == draft.status or draft.status == "happened")
            and mine <= {actor.id for actor in (*before.actors, *before.recipients)}
            for before in self.working.events
        )

    def _note_journeys(self, view: SentenceView, candidates: Sequence[Candidate]) -> None:
        """Who travels where, from every word that tells it, be it an event of its own or not."""
        for candidate in candidates:
            if candidate.frame.type != "CONSULT" or candidate.frame.mode != "visit" or candidate.status.status not in TRAVELLED:
                continue
            guests, hosts = ({actor.country for actor in side if actor.country} for side in (candidate.actors, candidate.recipients))
            weight = 2 if candidate.status.status in (None, "happened", "ongoing") else 1  # made, or only planned
            for guest in guests:
                for host in hosts - {guest}:
                    self.routes[guest, host] += weight
            for actor in candidate.recipients:
                place = next((place for place in self.places[view.sentence.index] if place.start <= actor.start < place.end), None)
                if place is not None and actor.country is not None and place.name != actor.name:
                    self.stays.setdefault(actor.country, place)

    def _told(self, sentence: int, content: tuple[int, int]) -> bool:
        return any(one.sentence == sentence and one.content == content for one in self.working.statements)

    def _draft(self, view: SentenceView, candidate: Candidate, standing: Sequence[Candidate], said: Sequence[Saying]) -> EventDraft:
        index = view.sentence.index
        draft = draft_of(view, candidate, standing, said, self.times[index], self.places[index])
        self._trust(draft, candidate, standing)
        if draft.type == "THREATEN" and any(near.lemma_.lower() in load_words().answers for near in candidate.token.subtree):
            self.answers.append(draft)
        return draft

    def _trust(self, draft: EventDraft, candidate: Candidate, standing: Sequence[Candidate]) -> None:
        """Confidence as a probability, where the head knows how often such drafts are right; what points back is a guess of another kind."""
        if self.head is None or candidate.anaphoric:
            return
        signs = trust_features(candidate, draft, standing)
        if self.reckoned is not None:
            self.reckoned.append((draft, signs))
        if self.head.trust is not None:
            draft.confidence = round(self.head.trust.probabilities(signs)[RIGHT], 2)

    def _unlikely(self, draft: EventDraft, candidate: Candidate) -> bool:
        head = self.head
        return head is not None and head.trust is not None and not candidate.anaphoric and draft.confidence < head.thresholds.least

    def _settle_pending(self) -> None:
        """ "A truce took hold": between those two who deal with each other nearest to it in the report."""
        told = [draft for draft in self.working.events if draft.type in DEALINGS and two_sides(draft)]
        for view, candidate, standing, said in self.pending:
            fitting = [draft for draft in told if candidate.frame.type != "ASSAULT" or draft.type == "ASSAULT" or draft.mode == "ceasefire"]
            if candidate.frame.mode == "ceasefire":  # not between a militia and the Red Cross that fetches its captives
                fitting = [draft for draft in fitting if not any(actor.sector in UNARMED for actor in (*draft.actors, *draft.recipients))]
            if not fitting or (candidate.frame.type == "ASSAULT" and candidate.status.status in AHEAD):
                self.dropped["no act told before that it could point back to"] += 1
                continue
            often = Counter(countries_of((*draft.actors, *draft.recipients)) for draft in fitting)
            near = min(
                fitting,
                key=lambda draft: (
                    abs(draft.sentence - view.sentence.index) - min(OFTEN, often[countries_of((*draft.actors, *draft.recipients))]),
                    draft.sentence > view.sentence.index,
                    draft.trigger,
                ),
            )
            candidate.actors, candidate.recipients = joined(near.actors, near.recipients), ()
            candidate.confidence = GUESSED
            candidate.paths.append(f"parties guessed from sentence {near.sentence}")
            draft = self._draft(view, candidate, standing, said)
            if is_verb(candidate.token) or not self._says_nothing_new(draft):
                self.working.events.append(draft)
        self.working.events.sort(key=lambda draft: (draft.trigger, draft.type))

    def finish(self) -> None:
        self._settle_pending()
        complete(self.working.events, self.ownerless)
        owned = [draft for draft in self.ownerless if any(somebody(actor) for actor in draft.actors)]
        self.dropped["nobody in it is named or belongs to a country"] += len(self.ownerless) - len(owned)
        self.working.events += owned
        self.working.events += answered_in_kind([draft for draft in self.answers if draft in self.working.events], self.working.events)
        self.working.events.sort(key=lambda draft: (draft.trigger, draft.type))
        settle_meetings(self.working.events, Journeys(self.routes, self.stays, filed_from(self.working), [one.text for one in self.working.sentences]))
        self.working.statements = gathered(self.working, self.working.statements, self.cues, self.quotes)
        if self.garbled:
            self.working.notes.append(f"code: {self.garbled} event{'s' if self.garbled > 1 else ''} coded from garbled sentences, at low confidence")
        for why, count in sorted((+self.dropped).items()):
            self.working.notes.append(f"code: {count} word{'s' if count > 1 else ''} not coded as an event of its own: {why}")
