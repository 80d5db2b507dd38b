"""The trigger lexicon: which verbs and nouns name an act of PLOVER 2.0, and where its actor and recipient stand.

In go the YAML files of data/triggers (format: docs/architecture.md, "The trigger lexicon"); out comes a TriggerLexicon of frozen frames.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.knowledge.trigger_files import DEFAULT_FOLDER, Entry, read_folder
from dragoman.knowledge.trigger_forms import Irregulars, gerund, noun_forms, verb_forms

_NOTHING: Mapping[str, Collection[str]] = {}
# A verb's gerund with "of" after it is nearly as sure as the verb, but also names trades and arts ("the building of").
GERUND_WEIGHT = 0.9
# Stand-ins among lemmas: a head that is a proper name ("released Navalny"), or a bare number ("killed nine").
NAME, NUMBER = "%name", "%number"
# Adjectives are entries of the copula, with the adjective for its particle: "be willing".
COPULA = "be"


def heads(tokens: Iterable[Any]) -> frozenset[str]:
    """What `TriggerFrame.applies` compares: lower-case lemmas of spaCy tokens, with NAME and NUMBER for the tokens that are one."""
    found = set()
    for token in tokens:
        found.add(token.lemma_.lower())
        if token.pos_ == "PROPN":
            found.add(NAME)
        elif token.pos_ == "NUM":
            found.add(NUMBER)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class TriggerFrame:
    """One entry of the lexicon: a word in one sense, the act that it names, and where the act's parties stand.

    Attributes:
        lemma: the verb or noun without its particle.
        pos: "verb" or "noun".
        type, mode, contexts: PLOVER 2.0.
        particle: "off" in "call off", else None.
        actor, recipient, party: slots, see docs/architecture.md; the first filled wins.
        object, not_object: lemmas that the object's head must, or must not, be. Object of a verb: its direct object, the subject of
            its passive, or what stands after one of the prepositions in `prep`. Of a noun: a compound or adjective before it, or
            what stands after "of".
        subject, not_subject: the same for the subject (or by-agent) of a verb.
        prep: the entry applies only if one of these prepositions hangs on the word.
        needs: "recipient", "actor", "party" (two at least), "state".
        not_near: lemmas in the same sentence that show another sense; `not_idiom`: those of them that the entry names itself, not by a class.
        plural: a noun that names the act only in the plural ("talks").
        joint: applies only to an act done together (a "joint" or "jointly" in the phrase, or two countries as its parties).
        clause: status of the further act in the complement clause.
        cameo: CAMEO code where the word has one that PLOVER dropped: 01 comments (condolences, denials of responsibility), 02 appeals.
        weight: how surely the word names the act at all, 0 to 1.
        example: a sentence that it reads.
        entry: "accuse.yaml:12", for explanations.
    """

    lemma: str
    pos: str
    type: str
    mode: str | None = None
    particle: str | None = None
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    prep: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    not_near: frozenset[str] = frozenset()
    not_idiom: frozenset[str] = frozenset()
    plural: bool = False
    joint: bool = False
    clause: str | None = None
    cameo: str | None = None
    weight: float = 1.0
    example: str = ""
    entry: str = ""

    @property
    def restrictions(self) -> int:
        """How many conditions on the words around it the entry makes; the more, the earlier it is tried."""
        conditions = (self.particle, self.object, self.prep, self.subject, self.plural, self.joint)
        return sum(1 for condition in conditions if condition)

    def applies(
        self,
        *,
        particle: str | None = None,
        objects: Collection[str] = (),
        preps: Mapping[str, Collection[str]] = _NOTHING,
        subjects: Collection[str] = (),
        near: Collection[str] = (),
        plural: bool = False,
    ) -> bool:
        """Whether the words around the trigger allow this sense. `needs` and `joint` speak of actors and are left to the coder.

        Args:
            particle: the verb's particle (prt), if it has one; an entry without particle never applies to a verb with one.
            objects: what `heads` gives for the heads of the direct object (passive: of the subject), all conjuncts; for a noun, of its compound
                and adjective modifiers and its of-phrase.
            preps: for each preposition that hangs on the trigger (or on its object), what `heads` gives for the nouns after it.
            subjects: what `heads` gives for the subject (passive: the by-agent).
            near: all lemmas of the sentence.
            plural: the noun stands in the plural.
        """
        if self.pos == "verb" and self.particle != particle:
            return False
        if self.plural and not plural:
            return False
        if self.prep and not any(prep in preps for prep in self.prep):
            return False
        if self.object or self.not_object:
            heads = set(objects).union(*(preps.get(prep, ()) for prep in self.prep))
            if (self.object and self.object.isdisjoint(heads)) or not self.not_object.isdisjoint(heads):
                return False
        if self.subject and self.subject.isdisjoint(subjects):
            return False
        return self.not_subject.isdisjoint(subjects) and self.not_near.isdisjoint(near)


@dataclass(frozen=True, slots=True)
class TriggerLexicon:
    """All frames by lemma.

    Attributes:
        verbs, nouns: lemma (as spaCy gives it, lower case) -> frames to be tried in this order: most restricted first, then file order.
        forms: lower-case word forms of all lemmas, the gate before a sentence is parsed.
    """

    verbs: Mapping[str, tuple[TriggerFrame, ...]]
    nouns: Mapping[str, tuple[TriggerFrame, ...]]
    forms: frozenset[str] = field(repr=False)

    @property
    def frames(self) -> tuple[TriggerFrame, ...]:
        """Every frame, verbs first."""
        return tuple(frame for table in (self.verbs, self.nouns) for frames in table.values() for frame in frames)


def _frame(entry: Entry) -> TriggerFrame:
    verb = entry.pos == "verb"
    return TriggerFrame(
        lemma=entry.lemma,
        pos=entry.pos,
        type=entry.type,
        mode=entry.text("mode"),
        particle=entry.particle,
        contexts=entry.words("contexts"),
        actor=entry.words("actor", ("subj",) if verb else ("poss", "by", "of")),
        recipient=entry.words("recipient"),
        party=(*entry.words("party"), *entry.words("with")),
        object=entry.lemmas("object"),
        not_object=entry.lemmas("not_object"),
        subject=entry.lemmas("subject"),
        not_subject=entry.lemmas("not_subject"),
        prep=entry.words("prep"),
        needs=entry.words("needs"),
        not_near=entry.lemmas("not_near"),
        not_idiom=frozenset(word for word in entry.words("not_near") if not word.startswith("@")),
        plural=entry.flag("plural"),
        joint=entry.flag("joint"),
        clause=entry.text("clause"),
        cameo=entry.text("cameo"),
        weight=entry.weight,
        example=entry.text("example") or "",
        entry=entry.where,
    )


def _split_compound(frame: TriggerFrame) -> TriggerFrame:
    """`sit-in` as the parser sees it: the noun "in" with the compound "sit" before it."""
    first, hyphen, last = frame.lemma.rpartition("-")
    if not hyphen or frame.pos != "noun":
        return frame
    return replace(frame, lemma=last, object=frozenset({first}))


def _gerund(frame: TriggerFrame, irregulars: Irregulars) -> TriggerFrame | None:
    """The noun that a plain verb entry makes: "freeze assets" -> "the freezing of assets". What was object stands after "of" then."""
    if frame.pos != "verb" or frame.particle or frame.prep or frame.subject or "obj" not in (*frame.recipient, *frame.party, "obj" if frame.object else ""):
        return None
    recipient = tuple(slot.replace("obj", "of") for slot in frame.recipient)
    party = tuple("of" if slot == "obj" else slot for slot in frame.party)
    lemma = gerund(frame.lemma, irregulars)
    return replace(
        frame, lemma=lemma, pos="noun", actor=("poss", "by"), recipient=recipient, party=party, prep=("of",), not_subject=frozenset(),
        weight=round(frame.weight * GERUND_WEIGHT, 3),
    )  # fmt: skip


def _by_lemma(frames: Iterable[TriggerFrame]) -> dict[str, tuple[TriggerFrame, ...]]:
    table: dict[str, list[TriggerFrame]] = {}
    for frame in frames:
        table.setdefault(frame.lemma, []).append(frame)
    return {lemma: tuple(sorted(found, key=lambda frame: -frame.restrictions)) for lemma, found in sorted(table.items())}


def build_lexicon(entries: Iterable[Entry], irregulars: Irregulars) -> TriggerLexicon:
    """Frames and gate forms out of checked entries."""
    frames = [_frame(entry) for entry in entries]
    verbs = _by_lemma(frame for frame in frames if frame.pos == "verb")
    nouns = _by_lemma(_split_compound(frame) for frame in frames if frame.pos == "noun")
    gerunds = _by_lemma(noun for frame in frames if (noun := _gerund(frame, irregulars)) is not None)
    nouns = {**gerunds, **nouns}
    forms: set[str] = set()
    for frame in frames:
        if frame.lemma == COPULA:
            forms |= {frame.particle} if frame.particle else set()  # "is willing": the copula itself stands in every other sentence
        else:
            forms |= verb_forms(frame.lemma, irregulars) if frame.pos == "verb" else noun_forms(frame.lemma, irregulars)
    for wrong, right in irregulars.misread.items():
        if right in verbs and wrong not in verbs:
            verbs[wrong] = verbs[right]
    return TriggerLexicon(verbs=verbs, nouns=nouns, forms=frozenset(forms))


@lru_cache(maxsize=8)
def load_triggers(*extra: Path) -> TriggerLexicon:
    """The package's lexicon, read on first use and kept.

    Args:
        extra: folders of further *.yaml files in the same form, read after the package's own; their classes.yaml adds to the classes.

    Raises:
        KnowledgeError: an entry is wrong; names file and line.
    """
    entries, irregulars = read_folder(DEFAULT_FOLDER, *extra)
    return build_lexicon(entries, irregulars)


def load_with(extra: Iterable[Entry]) -> TriggerLexicon:
    """The package's lexicon with entries of a user's own file after its own."""
    entries, irregulars = read_folder(DEFAULT_FOLDER)
    return build_lexicon([*entries, *extra], irregulars)
