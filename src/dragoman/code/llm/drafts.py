"""Items of an answer -> drafts. In: an Answer and the sentences it is about; out: event and statement drafts, and counts of what was dropped and why.

Each field is checked on its own: words must stand in the text, codes in the ontology. What fails is dropped and counted, and the event where it needs it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from dragoman.code.contexts import MAX_CONTEXTS
from dragoman.code.llm.actors import Parties
from dragoman.code.llm.answers import Answer
from dragoman.code.llm.spans import find
from dragoman.code.numbers import numbers_under
from dragoman.code.quotes import holds_quote, quoted_spans
from dragoman.code.setting import token_at
from dragoman.code.statements import MIN_CONTENT_WORDS
from dragoman.code.syntax import is_verb, objects, subjects
from dragoman.knowledge.ontology import Ontology
from dragoman.model.reading import Actor, Number, Source
from dragoman.model.vocabulary import STANCES, STATUSES
from dragoman.model.working import EventDraft, PlaceFound, Sentence, StatementDraft, TimeExpression, Working

# A model does not know how sure it is, so all its events are of one sureness: below a plain sentence read by rules (some 0.8), above a doubtful one.
CONFIDENCE: Final = 0.5
MOST_PARTIES: Final = 20  # of one role; a list that is longer repeats itself
_TENSES: Final = {"ongoing": "present", "planned": "future", "threatened": "future", "called-for": "future", "possible": "future"}
_VERBAL: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"})
_CONTENTS: Final = frozenset({"called-for", "planned", "threatened", "possible", "denied"})


class _Dropped(Exception):
    """The item can't be kept; says why."""


class Drafts:
    """What the answers about one report make of it.

    Attributes:
        events, statements: drafts so far; dropped: what was dropped, counted by reason.
    """

    def __init__(self, working: Working, ontology: Ontology) -> None:
        self._text, self._ontology, self._parties = working.clean.text, ontology, Parties(working)
        self._quotes = quoted_spans(working.clean.text, working.clean.parts)
        self._times: dict[int, list[TimeExpression]] = defaultdict(list)
        self._places: dict[int, list[PlaceFound]] = defaultdict(list)
        for time in working.times:
            self._times[time.sentence].append(time)
        for place in working.places:
            self._places[place.sentence].append(place)
        self._taken: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self.events: list[EventDraft] = []
        self.statements: list[StatementDraft] = []
        self.dropped: Counter[str] = Counter()

    def add(self, answer: Answer, shown: Sequence[Sentence]) -> None:
        """Draft what holds of an answer.

        Args:
            shown: the sentences that the model was shown; it can speak of no others.
        """
        by_number = {sentence.index: sentence for sentence in shown}
        self.dropped["items that are no objects, or too many"] += answer.left_out
        for item in answer.events:
            try:
                self.events.append(self._event(item, by_number))
            except _Dropped as reason:
                self.dropped[f"events {reason}"] += 1
        for item in answer.statements:
            try:
                self.statements.append(self._statement(item, by_number))
            except _Dropped as reason:
                self.dropped[f"statements {reason}"] += 1

    def settle(self) -> None:
        """When all answers are in: the content of a verbal act is no event of its own to plain PLOVER, as with the rules."""
        verbal = {event.sentence for event in self.events if event.type in _VERBAL and event.status == "happened"}
        for event in self.events:
            event.plain = not (event.status in _CONTENTS and event.sentence in verbal)

    def _event(self, item: dict[str, Any], shown: dict[int, Sentence]) -> EventDraft:
        sentence = _sentence(item, shown)
        kind, status = item.get("type"), item.get("status")
        if not isinstance(kind, str) or kind not in self._ontology.types:
            raise _Dropped("of a type that there isn't")
        if status not in STATUSES:
            raise _Dropped("with a status that there isn't")
        trigger = find(self._text, item.get("trigger"), sentence.start, sentence.end, self._taken[kind])
        if trigger is None:
            raise _Dropped("whose trigger does not stand in the sentence")
        negated = item.get("negated") is True
        cue = find(self._text, item.get("cue"), sentence.start, sentence.end)
        if cue is None and (negated or status != "happened"):
            raise _Dropped("whose status has no words in the sentence")
        actors, recipients = self._named(item, "actors", sentence), self._named(item, "recipients", sentence)
        if not actors and not recipients:
            raise _Dropped("in which nobody is named who stands in the text")
        self._taken[kind].add(trigger)
        draft = EventDraft(
            type=kind,
            mode=self._mode(kind, item.get("mode")),
            sentence=sentence.index,
            trigger=trigger,
            actors=actors,
            recipients=recipients,
            contexts=self._contexts(item.get("contexts")),
            status=status,
            negated=negated,
            tense=_TENSES.get(status, "past"),
            time=self._over(item, "when", sentence, self._times[sentence.index]),
            place=self._over(item, "where", sentence, self._places[sentence.index]),
            numbers=self._numbers(sentence, trigger),
            according_to=tuple(dict.fromkeys(Source(actor.name, actor.country) for actor in self._named(item, "according_to", sentence))),
            confidence=CONFIDENCE,
        )
        draft.why = [f"trigger '{self._text[slice(*trigger)]}' (quoted by the language model)"]
        if cue is not None:
            draft.why.append(f"status '{self._text[slice(*cue)]}'")
        return draft

    def _statement(self, item: dict[str, Any], shown: dict[int, Sentence]) -> StatementDraft:
        sentence = _sentence(item, shown)
        # A quotation may run on into the sentences after.
        last = max(shown.values(), key=lambda one: one.end)
        content = find(self._text, item.get("content"), sentence.start, last.end)
        if content is None or content[0] >= sentence.end:
            raise _Dropped("whose content does not stand in the text")
        if len(self._text[slice(*content)].split()) < MIN_CONTENT_WORDS:
            raise _Dropped("that say next to nothing")
        verb = find(self._text, item.get("verb"), sentence.start, sentence.end)
        if verb is None:
            raise _Dropped("whose word of saying does not stand in the sentence")
        speakers = self._named({"speaker": [item.get("speaker")] if item.get("speaker") is not None else []}, "speaker", sentence)
        stance = item.get("stance")
        if stance not in STANCES:
            self.dropped["stances that there aren't"] += 1
            stance = "neutral"
        return StatementDraft(
            start=min(sentence.start, content[0]),
            end=max(sentence.end, content[1]),
            sentence=sentence.index,
            speaker=speakers[0] if speakers else None,
            verb=self._text[slice(*verb)],
            content=content,
            quoted=holds_quote(self._quotes, *content),
            via=tuple(actor for actor in self._named(item, "via", sentence) if actor not in speakers[:1]),
            about=self._about(sentence, content, speakers[:1]),
            stance=stance,
        )

    def _named(self, item: dict[str, Any], role: str, sentence: Sentence) -> tuple[Actor, ...]:
        """The actors whom the quotes of one role name, each once."""
        quotes = item.get(role)
        listed = quotes if isinstance(quotes, list) else []
        found: dict[tuple[str | None, str], Actor] = {}
        for quote in listed[:MOST_PARTIES]:
            span = find(self._text, quote, sentence.start, sentence.end)
            if span is None:
                self.dropped[f"names ({role}) that do not stand in the sentence"] += 1
                continue
            for actor in self._parties.at(sentence, span):
                found.setdefault((actor.id, actor.name), actor)
        self.dropped[f"names ({role}) in a list that is too long"] += max(0, len(listed) - MOST_PARTIES)
        return tuple(found.values())

    def _mode(self, kind: str, mode: Any) -> str | None:
        if mode is None or (isinstance(mode, str) and mode in self._ontology.modes[kind]):
            return mode
        self.dropped["modes that the type does not have"] += 1
        return None

    def _contexts(self, names: Any) -> tuple[str, ...]:
        listed = list(dict.fromkeys(name for name in names if isinstance(name, str))) if isinstance(names, list) else []
        kept = [name for name in listed if name in self._ontology.contexts]
        self.dropped["contexts that there aren't"] += len(listed) - len(kept)
        return tuple(kept[:MAX_CONTEXTS])

    def _over(self, item: dict[str, Any], field: str, sentence: Sentence, known: Iterable[Any]) -> Any:
        """The time or place of our own that the quoted words share characters with; of several the first."""
        quote = item.get(field)
        if quote is None:
            return None
        span = find(self._text, quote, sentence.start, sentence.end)
        found = None if span is None else next((one for one in known if one.start < span[1] and span[0] < one.end), None)
        if found is None:
            self.dropped[f"words for '{field}' that do not stand in the sentence or name no day or place known to us"] += 1
        return found

    def _numbers(self, sentence: Sentence, trigger: tuple[int, int]) -> tuple[Number, ...]:
        """Figures are read by our own rules, from what the trigger governs."""
        view = self._parties.view(sentence)
        token = None if view is None else token_at(view, *trigger)
        if view is None or token is None:
            return ()
        heads = (objects(token) or subjects(token)) if is_verb(token) else [token]
        return numbers_under(view, heads, [(time.start, time.end) for time in self._times[sentence.index]])

    def _about(self, sentence: Sentence, content: tuple[int, int], speakers: Sequence[Actor]) -> tuple[str, ...]:
        own = {actor.country for actor in speakers}
        inside = [mention for mention in self._parties.of(sentence) if content[0] <= mention.start and mention.end <= content[1]]
        countries = [actor.country for mention in inside for actor in mention.members if actor.country is not None and actor.kind != "outlet"]
        return tuple(dict.fromkeys(country for country in countries if country not in own))


def _sentence(item: dict[str, Any], shown: dict[int, Sentence]) -> Sentence:
    number = item.get("sentence")
    sentence = shown.get(number) if isinstance(number, int) and not isinstance(number, bool) else None
    if sentence is None:
        raise _Dropped("of a sentence that was not shown")
    return sentence
