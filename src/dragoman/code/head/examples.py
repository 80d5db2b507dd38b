"""Turns training rows into what the head learns from, read exactly as reports are. In: Rows and Knowledge. Out: Examples for the type and for the roles.

A row labels one act. Other words that the lexicon lists are left out (the row says nothing of them); words that it does not list are weak evidence
of no act; in a NONE row no word tells an act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.clean import clean
from dragoman.code.candidates import Candidate, propose
from dragoman.code.head.features import Instance, frame_features, head_tokens, type_features
from dragoman.code.head.learning import Example
from dragoman.code.head.proposing import actors_at, possible, recipients_at
from dragoman.code.head.roles import ACTOR, NOBODY, RECIPIENT, role_features, seats
from dragoman.code.head.rows import NO_MODE, NONE, Row
from dragoman.code.head.sheet import Sheet
from dragoman.code.view import SentenceView
from dragoman.mentions import find
from dragoman.model.report import Report
from dragoman.model.working import Sentence, Working
from dragoman.parse import Parser
from dragoman.parse.language import language

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

Token = Any
Span = tuple[int, int]

UNLISTED_SHARE = 0.5  # how much an act seen without the lexicon's opinion counts
UNMARKED_SHARE = 0.15  # a word that nobody marked and the lexicon does not list: probably no act
OTHER_IN_NONE = 0.5  # the word marked in a NONE row is the lesson, the others are by the way


@dataclass(frozen=True, slots=True)
class Read:
    """A training sentence as the coder sees it, the rows whose trigger stands in it, and what the rules propose.

    `places` gives tokens by offset in the row's text.
    """

    sheet: Sheet
    rows: tuple[Row, ...]
    places: Mapping[int, Token]
    proposed: Mapping[int, Candidate]

    def tokens(self, spans: Iterable[Span]) -> list[list[Token]]:
        """The tokens of each span."""
        found = [list({self.places[at].i: self.places[at] for at in range(*span) if at in self.places}.values()) for span in spans]
        return [one for one in found if one]

    def heads(self, spans: Iterable[Span]) -> list[Token]:
        """The head word of each span: the one whose own head lies outside."""
        return [head_of(tokens) for tokens in self.tokens(spans)]


def head_of(tokens: Sequence[Token]) -> Token:
    """The word of a span that the others hang on."""
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), tokens[0])


def read_sentences(rows: Sequence[Row], knowledge: Knowledge) -> Iterator[Read]:
    """Every sentence that a row marks, parsed whether or not the gate would have let it through."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.text].append(row)
    parser = Parser(knowledge)
    for text, same in grouped.items():
        working = _parsed(clean(Report("training", text), knowledge), parser)
        working = find(working, knowledge)
        for sentence in working.sentences:
            mine = tuple(row for row in same if sentence.doc is not None and _inside(working, sentence, row.triggers[0]))
            if mine:
                yield _read(working, sentence, mine, knowledge)


def _parsed(working: Working, parser: Parser) -> Working:
    working = parser.parse(working)
    for sentence in working.sentences:
        if sentence.doc is None:
            sentence.doc = language()(sentence.text)
    return working


def _inside(working: Working, sentence: Sentence, span: Span) -> bool:
    return working.clean.origin[sentence.start] <= span[0] < working.clean.origin[sentence.end]


def _read(working: Working, sentence: Sentence, rows: tuple[Row, ...], knowledge: Knowledge) -> Read:
    view = SentenceView(working, sentence, [mention for mention in working.actors if mention.sentence == sentence.index])
    origin = working.clean.origin
    places = {origin[sentence.start + token.idx + step]: token for token in sentence.doc for step in range(len(token))}
    times = [time for time in working.times if time.sentence == sentence.index]
    proposed = {candidate.token.i: candidate for candidate in propose(view, knowledge.triggers, times)}
    return Read(Sheet(view, knowledge.triggers), rows, places, proposed)


def type_examples(read: Read) -> Iterator[Example]:
    """One example for each marked trigger, with the lexicon's opinion where it has one, and again without; and the weak ones around it."""
    group = read.rows[0].text
    marked: dict[int, tuple[str, Row]] = {}
    for row in read.rows:
        for tokens in read.tokens(row.triggers)[:1]:
            fired = [token for token in tokens if token.i in read.proposed]
            marked[(fired[0] if fired else head_of(tokens)).i] = (row.type, row)
            for token in tokens:
                marked.setdefault(token.i, (row.type, row)) if token.i in read.proposed else None
    nothing = all(row.type == NONE for row in read.rows)
    for token in read.sheet.view.doc:
        candidate = read.proposed.get(token.i)
        if token.i in marked:
            kind, row = marked[token.i]
            told = Instance(token, tuple(read.heads(row.actors)), tuple(read.heads(row.recipients)), candidate.frame if candidate else None)
            yield from _seen(read.sheet, told, candidate, kind, 1.0, group)
        elif candidate is not None and nothing:
            yield from _seen(read.sheet, Instance(token, (), (), candidate.frame), candidate, NONE, OTHER_IN_NONE, group)
        elif candidate is None and possible(token):
            around = Instance(token, actors_at(read.sheet.view, token), recipients_at(read.sheet.view, token))
            yield from _seen(read.sheet, around, None, NONE, OTHER_IN_NONE if nothing else UNMARKED_SHARE, group)


def _seen(sheet: Sheet, told: Instance, candidate: Candidate | None, kind: str, weight: float, group: str) -> Iterator[Example]:
    plain = type_features(sheet, told)
    if candidate is None:
        yield Example((*plain, *frame_features(None)), kind, weight, group)
        return
    as_read = Instance(told.token, head_tokens(sheet.view, candidate.actors), head_tokens(sheet.view, candidate.recipients), candidate.frame)
    yield Example((*type_features(sheet, as_read), *frame_features(candidate.frame)), kind, weight, group)
    yield Example((*plain, *frame_features(None)), kind, weight * UNLISTED_SHARE, group)


def mode_examples(read: Read) -> Iterator[tuple[str, Example]]:
    """Type, and an example of its mode ("-" for none), for each act that a row marks; the lexicon's entry is left out, since it would say the mode."""
    for row in read.rows:
        heads = read.heads(row.triggers)[:1]
        if row.type != NONE and heads:
            told = Instance(heads[0], tuple(read.heads(row.actors)), tuple(read.heads(row.recipients)))
            yield row.type, Example(tuple(type_features(read.sheet, told)), row.mode or NO_MODE, 1.0, row.text)


def role_examples(read: Read) -> Iterator[Example]:
    """One example for each mention of each sentence that tells an act; further parties [B] are left out, since rows use them for several parts."""
    for row in read.rows:
        heads = [head_of(tokens) for tokens in read.tokens(row.triggers)[:1]]
        if row.type == NONE or not heads:
            continue
        parts = {**_part(read, row.others, ""), **_part(read, row.recipients, RECIPIENT), **_part(read, row.actors, ACTOR)}
        for mention, seat in seats(read.sheet.view):
            part = parts.get(seat, NOBODY)
            if part:
                features = role_features(read.sheet, heads[0], row.type, mention, seat)
                yield Example(tuple(features), part, 1.0, row.text)


def _part(read: Read, spans: Iterable[Span], part: str) -> dict[int, str]:
    """Which token plays the part: the mark's head word if a mention has it, else the first mention inside; the others inside play none that the row tells."""
    found: dict[int, str] = {}
    taken = {seat for _, seat in seats(read.sheet.view)}
    for tokens in read.tokens(spans):
        head = head_of(tokens)
        inside = [token.i for token in tokens if token.i in taken]
        chosen = head.i if head.i in inside else next(iter(inside), None)
        found.update(dict.fromkeys(inside, ""))
        if chosen is not None:
            found[chosen] = part
    return found
