"""What became of an act, as its sentence tells it. In: the trigger token of a parsed sentence. Out: status, negation, tense and the cues.

The clause that tells the act is read first (tense, auxiliaries, negation), then each word that governs it, from the inside out:
"called on them to cancel plans to visit".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dragoman.code.governors import Governors, load_governors
from dragoman.code.slots import LEADING_PREPOSITIONS, SETTING_PREPOSITIONS
from dragoman.code.syntax import auxiliaries, children, is_passive, is_verb, negation, objects, particle
from dragoman.code.words import load_words

Token = Any

MAX_CLIMB = 10  # words that govern one another in one sentence
# Which of two statuses wins when both govern: what is asked for is not done, whoever planned it.
STRENGTH = {
    "happened": 0,
    "ongoing": 1,
    "planned": 2,
    "resumed": 3,
    "suspended": 3,
    "cancelled": 3,
    "possible": 4,
    "threatened": 5,
    "called-for": 6,
    "denied": 7,
}
REVERSALS = frozenset({"cancelled", "suspended"})
UNREALISED = frozenset({"planned", "possible", "called-for", "threatened"})


@dataclass(slots=True)
class Status:
    """What was read. `status` None: nothing says so yet."""

    status: str | None = None
    negated: bool = False
    tense: str | None = None
    talked: bool = False
    meeting: bool = False  # the act is a meeting or visit
    outreach: bool = False  # the act is itself a request: trying to make it is making it
    conditional: bool = False
    cues: list[str] = field(default_factory=list)
    governors: list[int] = field(default_factory=list)  # token indices of words that govern the act

    def apply(self, effect: str, cue: str, *, realised: str | None, negated: bool) -> None:
        """Let a governing word work on what stands so far.

        Args:
            effect: one of governors.EFFECTS.
            realised: status of the governing word's own clause, None where it has none of its own.
            negated: the governing word is negated.
        """
        self.cues.append(f"{cue}: {effect}" + (", negated" if negated else ""))
        if effect == "talked":
            self.talked = self.status is None
            return
        if effect == "announced":
            effect = "planned" if self.meeting else "real"
        if effect == "possible" and self.outreach and cue in load_words().trying:
            effect = "real"
        if effect == "denied" and negated:
            self._raise("possible")
        elif negated:
            if effect != "undone":
                self.status, self.negated = "denied", True
        elif effect == "undone":
            if realised in (None, "happened", "ongoing", "resumed"):
                self.status, self.negated = "denied", True
            else:
                self._raise("possible")
        elif effect in ("real", "ongoing"):
            self._real(effect, realised)
        elif effect in ("cancelled", "suspended", "resumed"):
            self._aspect(effect, realised)
        else:
            self._raise(effect)

    def _real(self, effect: str, realised: str | None) -> None:
        if self.status is None:
            self.status = "ongoing" if effect == "ongoing" and realised in (None, "happened") else realised or "happened"

    def _aspect(self, effect: str, realised: str | None) -> None:
        if realised in UNREALISED and effect == "resumed":
            self.status = realised
        elif realised in ("possible", "called-for", "threatened"):
            self.status = "planned"  # "may call off the visit": it is still on
        elif self.status not in ("denied",):
            self.status = effect

    def _raise(self, effect: str) -> None:
        if self.status in REVERSALS:
            if effect in ("possible", "called-for", "threatened"):
                self.status = "planned"
            return
        if self.status == "resumed":
            self.status = effect
            return
        if STRENGTH.get(self.status or "happened", 0) < STRENGTH[effect]:
            self.status = effect


def read_status(trigger: Token, *, title: bool = False, kind: str = "") -> Status:
    """The status of the act that `trigger` (a verb or noun token) tells.

    Args:
        title: the sentence is a headline, where the present tense tells what has happened.
        kind: PLOVER type of the act: a meeting announced is planned, an attempt at a request is one.
    """
    table = load_governors()
    state = Status(meeting=kind == "CONSULT", outreach=kind == "REQUEST")
    if is_verb(trigger):
        _own_clause(state, trigger, table, title)
    else:
        _own_noun(state, trigger, table)
    _climb(state, trigger, table, title)
    return state


def clause_status(verb: Token, table: Governors, *, title: bool = False) -> tuple[str | None, str | None, str | None]:
    """Status and tense that the verb's own form gives, with the word that shows it; (None, None, None) for infinitives and bare participles."""
    helpers = auxiliaries(verb)
    words = [helper.lower_ for helper in helpers]
    for word in words:
        effect = table.modals.get(word)
        if effect == "conditional" and _perfect(helpers):
            return "denied", "past", f"{word} have"  # "would have struck back": it did not
        if effect == "conditional":
            return ("possible" if _has_condition(verb) else "planned"), "future", word
        if effect is not None:
            if effect == "possible" and word in ("can", "could", "ca") and _perfect(helpers):
                return "possible", "past", word
            return effect, "future", word
    if "to" in words:
        return None, None, None  # "to visit", "to be lifted"
    past = any(helper.tag_ == "VBD" for helper in helpers) or verb.tag_ == "VBD"
    if any(helper.lemma_ in ("have", "'ve") for helper in helpers):
        if verb.tag_ == "VBG":
            return "ongoing", "present", "have been"
        return "happened", "past", verb.lower_
    if verb.tag_ == "VBG":
        if any(helper.lemma_ == "be" for helper in helpers):
            return "ongoing", "past" if past else "present", "be ...ing"
        return None, None, None
    if verb.tag_ == "VBN" and helpers:
        return "happened", "past" if past else "present", verb.lower_
    if past:
        return "happened", "past", verb.lower_
    if verb.tag_ in ("VBZ", "VBP"):
        return "happened", "past" if title else "present", verb.lower_
    if verb.tag_ == "VBN":
        return "happened", "past", verb.lower_
    return None, None, None


def _perfect(helpers: list[Token]) -> bool:
    return any(helper.lemma_ == "have" for helper in helpers)


def _inverted(verb: Token) -> bool:
    """ "Had Peru attacked, ...", "should they refuse, ...": a condition without an if."""
    first = next(iter(children(verb, "aux")), None)
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    return first is not None and subject is not None and first.i < subject.i and first.lower_ in ("had", "should", "were") and verb.dep_ == "advcl"


def _has_condition(verb: Token) -> bool:
    return any(_inverted(child) for child in children(verb, "advcl")) or any(
        child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless") for mark in children(child, "mark")) for child in verb.children
    )


def conditional(verb: Token) -> bool:
    """ "Will respond if": the clause promises under a condition."""
    return _has_condition(verb) and any(helper.lower_ in ("will", "would", "shall", "'ll", "'d") for helper in auxiliaries(verb))


def _own_clause(state: Status, verb: Token, table: Governors, title: bool) -> None:
    status, tense, cue = clause_status(verb, table, title=title)
    state.status, state.tense = status, tense
    if cue:
        state.cues.append(f"{cue}: {status}")
    if cue and cue.endswith(" have") and status == "denied":
        state.negated = True
    if status == "happened" and _has_condition(verb) and tense == "future":
        state.status = "possible"
    _negate(state, verb)
    for adverb in children(verb, "advmod"):
        if adverb.lower_ in ("possibly", "perhaps", "maybe", "probably", "likely", "reportedly") and status == "happened" and adverb.lower_ != "reportedly":
            state.apply("possible", adverb.lower_, realised=None, negated=False)


def _negate(state: Status, token: Token) -> None:
    word = negation(token)
    if word is None and is_verb(token):
        subject = children(token, "nsubj", "nsubjpass")
        word = next((child for noun in subject for child in noun.children if child.dep_ == "det" and child.lower_ in ("no", "neither")), None)
        if word is None and subject and subject[0].lower_ in ("none", "nobody", "neither", "nothing"):
            word = subject[0]
        if word is None and children(token, "aux") == [] and token.dep_ == "conj" and is_verb(token.head) and token.tag_ == token.head.tag_ == "VB":
            word = negation(token.head)
    if word is not None:
        state.status, state.negated = "denied", True
        state.cues.append(f"{word.lower_}: negated")


def _own_noun(state: Status, noun: Token, table: Governors) -> None:
    for child in children(noun, "amod", "compound", "advmod"):
        for effect in table.attributes.get(child.lower_, ()):
            state.apply(effect, child.lower_, realised=None, negated=False)
    for verb in children(noun, "relcl", "acl"):
        # "the trip that he called off", "talks suspended in March"
        effects = [effect for effect in table.of_verb(verb.lemma_.lower(), particle(verb)) if effect in ("planned", "cancelled", "suspended", "resumed")]
        if effects and any(thing.i == noun.i for thing in objects(verb)):
            state.governors.append(verb.i)
            realised, _, _ = clause_status(verb, table)
            state.apply(effects[0], verb.lower_, realised=realised, negated=negation(verb) is not None)
    if negation(noun) is not None:
        state.status, state.negated = "denied", True
        state.cues.append("no: negated")


def _climb(state: Status, trigger: Token, table: Governors, title: bool) -> None:
    current = trigger
    for _ in range(MAX_CLIMB):
        head = current.head
        if head is current:
            break
        following = _step(state, current, head, table, title)
        if following is None:
            break
        current = following


def _step(state: Status, current: Token, head: Token, table: Governors, title: bool) -> Token | None:
    """Let the head work on the act; returns the token to go on from, or None where the act's clause ends."""
    if current.dep_ in ("conj", "appos") and current.pos_ not in ("VERB", "AUX"):
        return head
    if is_verb(current) and not (current.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass") and current.tag_ == "VBG"):
        return _step_from_verb(state, current, head, table, title)
    return _step_from_noun(state, current, head, table, title)


def _step_from_verb(state: Status, verb: Token, head: Token, table: Governors, title: bool) -> Token | None:
    label = verb.dep_
    finite = state.status is not None
    if label in ("ccomp", "csubj", "pcomp", "advcl") and any(child.lower_ == "whether" for child in verb.children):
        state.apply("possible", "whether", realised=None, negated=False)
    if label == "conj":
        if finite and verb.tag_ != head.tag_:
            return None
        if not finite and is_verb(head):
            _inherit(state, head, table, title)
        return head if not (finite and verb.tag_ in ("VBD", "VBZ", "VBP")) or head.dep_ in ("ccomp", "xcomp") else None
    if label == "advcl":
        return _adverbial(state, verb, head, table, title)
    if label in ("acl", "ccomp", "relcl") and head.lemma_.lower() in table.rumours:
        state.apply("possible", head.lower_, realised=None, negated=False)
    if label in ("acl", "ccomp", "relcl") and head.lemma_.lower() in table.tellings and finite:
        return head
    if label in ("xcomp", "ccomp", "oprd", "acomp", "dobj"):
        if head.pos_ == "ADJ":
            return _govern(state, head, table.adjectives.get(head.lower_, ()), table, title)
        if is_verb(head):
            return _govern_verb(state, verb, head, table, title)
        return _govern(state, head, table.nouns.get(head.lemma_.lower(), ()), table, title)
    if label == "acl":
        if verb.tag_ == "VBN" or (verb.tag_ == "VBG" and not table.nouns.get(head.lemma_.lower())):
            state.status = state.status or "happened"
            return None
        return _govern(state, head, table.nouns.get(head.lemma_.lower(), ()), table, title)
    if label == "pcomp" and head.dep_ in ("prep", "agent"):
        return _through_preposition(state, head, table, title)
    if label in ("relcl", "parataxis"):
        return None
    if label in ("csubj", "nsubj", "nsubjpass"):
        _inherit(state, head, table, title)
    return None


def _adverbial(state: Status, verb: Token, head: Token, table: Governors, title: bool) -> Token | None:
    mark = next(
        (child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod") and child.lower_ in ("if", "unless", "whether", "until", "without")), None
    )
    if mark is None and _inverted(verb):
        mark = "inverted condition"
    if mark is not None:
        state.conditional = True
        state.apply("possible", mark, realised=None, negated=False)
        return None
    if state.status is None and is_verb(head):
        _inherit(state, head, table, title)
        return head
    return None


def _inherit(state: Status, verb: Token, table: Governors, title: bool) -> None:
    """Take the status and tense of the verb that carries the act; its negation too."""
    status, tense, cue = clause_status(verb, table, title=title)
    if state.status is None:
        state.status = status
        if cue:
            state.cues.append(f"{cue}: {status}")
    state.tense = state.tense or tense
    if negation(verb) is not None:
        _negate(state, verb)


def _govern_verb(state: Status, inner: Token, head: Token, table: Governors, title: bool) -> Token | None:
    lemma = head.lemma_.lower()
    if lemma == "be" and inner.dep_ == "xcomp":
        effects: tuple[str, ...] = ("planned",)  # "Seoul is to withdraw"
    elif lemma == "have" and inner.dep_ == "xcomp":
        effects = ("called-for",)
    elif lemma == "go" and head.tag_ != "VBG":
        effects = ()
    else:
        effects = table.of_verb(lemma, particle(head))
    if inner.dep_ == "ccomp" and "called-for" in effects and inner.tag_ in ("VB", "VBP") and not auxiliaries(inner):
        state.status, effects = None, ("called-for",)  # the subjunctive: "demands that the court convict them"
    if inner.dep_ == "ccomp" and state.status in ("happened", "ongoing") and state.tense != "future":
        # A finite clause in the past keeps its own word, save where the governing verb denies it.
        effects = tuple(effect for effect in effects if effect in ("denied", "real"))
        if not effects:
            return None
    if not effects and inner.dep_ == "ccomp":
        return None
    if not effects and state.status is None:
        _inherit(state, head, table, title)
        return head
    return _govern(state, head, _choose(effects, inner, head), table, title)


def _choose(effects: tuple[str, ...], inner: Token, head: Token) -> tuple[str, ...]:
    """Of several effects the one that the complement's form shows: "warned them to leave" asks, "warned that it would strike" threatens."""
    if len(effects) < 2:
        return effects
    has_object = (is_passive(head) and "planned" not in effects) or any(child.dep_ in ("dobj", "dative") and child.i < inner.i for child in head.children)
    if "called-for" in effects:
        has_object = has_object or any(child.dep_ == "nsubj" for child in inner.children)  # "wants Tokyo to apologise"
        return ("called-for",) if has_object and inner.dep_ != "dobj" else tuple(effect for effect in effects if effect != "called-for")[:1]
    return effects[:1]


def _govern(state: Status, head: Token, effects: tuple[str, ...], table: Governors, title: bool) -> Token | None:
    state.governors.append(head.i)
    realised, tense, _ = clause_status(head, table, title=title) if is_verb(head) else (None, None, None)
    denied = negation(head) is not None
    for effect in effects[:1]:
        state.apply(effect, head.lower_, realised=realised, negated=denied)
    if not effects and denied:
        state.status, state.negated = "denied", True
    state.tense = state.tense or tense
    return head


def _through_preposition(state: Status, prep: Token, table: Governors, title: bool) -> Token | None:
    governor = prep.head
    link = table.links.get(prep.lower_)
    if is_verb(governor):
        effects = table.of_verb(governor.lemma_.lower(), particle(governor))
        if effects and prep.lower_ in ("of", "for", "from", "to", "on", "with", "in", "against", "about"):
            return _govern(state, governor, effects, table, title)
        if prep.lower_ in ("without", "instead"):
            state.apply("undone", prep.lower_, realised=None, negated=False)
            return None
        if state.status is None:
            _inherit(state, governor, table, title)
        return governor
    if governor.pos_ == "ADJ":
        return _govern(state, governor, table.adjectives.get(governor.lower_, ()), table, title)
    effects = table.nouns.get(governor.lemma_.lower(), ())
    if effects and prep.lower_ in ("of", "for", "to", "on", "about", "at"):
        return _govern(state, governor, effects, table, title)
    if link == "real" and state.status is None:
        state.status = "happened"
        state.cues.append(f"{prep.lower_}: happened")
    return governor if prep.lower_ == "of" else None


def _step_from_noun(state: Status, noun: Token, head: Token, table: Governors, title: bool) -> Token | None:
    label = noun.dep_
    if label in ("compound", "nmod", "poss") and head.pos_ in ("NOUN", "PROPN"):
        effects = table.nouns.get(head.lemma_.lower(), ())
        if label == "compound" and effects:
            return _govern(state, head, effects, table, title)
        return None
    if label in ("dobj", "obj", "nsubjpass", "attr", "oprd", "dative") and is_verb(head):
        return _object_of(state, noun, head, table, title)
    if label == "nsubj" and is_verb(head):
        for child in children(head, "acomp") if head.lemma_ == "be" else ():
            _govern(state, child, table.adjectives.get(child.lower_, ()), table, title)
        return _subject_of(state, head, table, title)
    if label == "pobj" and head.dep_ in ("prep", "agent"):
        return _noun_through_preposition(state, head, table, title)
    return None


def _object_of(state: Status, noun: Token, verb: Token, table: Governors, title: bool) -> Token | None:
    lemma = verb.lemma_.lower()
    effects = table.of_verb(lemma, particle(verb))
    if noun.dep_ == "attr" or (lemma in load_words().light_verbs and not _decides(effects)):
        if state.status is None:
            _inherit(state, verb, table, title)
        elif negation(verb) is not None:
            _negate(state, verb)
        if "ongoing" in effects and state.status == "happened":
            state.status = "ongoing"
        state.governors.append(verb.i)
        return verb
    if noun.lemma_.lower() in table.tellings and ("denied" in effects or "undone" in effects):
        return _govern(state, verb, ("denied",), table, title)
    if effects:
        return _govern(state, verb, effects[:1] if len(effects) == 1 else tuple(e for e in effects if e != "threatened")[:1], table, title)
    if lemma in ("have",):
        _inherit(state, verb, table, title)
        return verb
    return None  # "condemned the strike", "hailed the visit": the act is taken for granted


def _decides(effects: tuple[str, ...]) -> bool:
    return any(effect not in ("real", "ongoing") for effect in effects)


def _subject_of(state: Status, verb: Token, table: Governors, title: bool) -> Token | None:
    """ "The talks will focus on", "the strikes resumed", "talks were to begin"."""
    lemma = verb.lemma_.lower()
    effects = tuple(effect for effect in table.of_verb(lemma, particle(verb)) if effect in ("resumed", "suspended", "ongoing", "undone"))
    status, tense, cue = clause_status(verb, table, title=title)
    if effects and lemma not in ("fail", "block", "stop", "prevent", "avert", "deter"):
        return _govern(state, verb, effects, table, title)
    if lemma in load_words().occurrence and negation(verb) is not None:
        _negate(state, verb)
    if state.status is None and status is not None and status in UNREALISED and status != "possible":
        state.status, state.tense = status, tense
        state.cues.append(f"{cue}: {status}")
    elif state.status is None and lemma in load_words().occurrence:
        _inherit(state, verb, table, title)
    return verb if verb.dep_ in ("xcomp", "conj") and state.status is None else None


def _noun_through_preposition(state: Status, prep: Token, table: Governors, title: bool) -> Token | None:
    governor, word = prep.head, prep.lower_
    if is_verb(governor):
        effects = table.of_verb(governor.lemma_.lower(), particle(governor))
        if effects and word in ("to", "for", "on", "in", "with", "against", "out", "about") and _decides(effects):
            return _govern(state, governor, _prefer_plain(effects), table, title)
        light = governor.lemma_.lower() in load_words().light_verbs
        if word in ("at", "during") and state.status is None:
            # "agreed to lift the ban at a summit in May": the summit is when they agreed, not what they agreed to.
            _inherit(state, _finite(governor), table, title)
            return None
        setting = word in SETTING_PREPOSITIONS or (word in LEADING_PREPOSITIONS and light)
        if setting and state.status is None and word not in ("after", "following", "from"):
            _inherit(state, governor, table, title)
            if governor.lemma_ == "be" and state.status == "happened" and state.tense == "present":
                state.status = "ongoing"  # "are in talks", "is on a visit"
            return governor
        if state.status is None:
            effect = table.links.get(word)
            if effect == "real":
                state.status = "happened"
            elif effect is not None:
                state.status = effect
            if effect is not None:
                state.cues.append(f"{word}: {state.status}")
        return None
    if governor.pos_ == "ADJ":
        return _govern(state, governor, table.adjectives.get(governor.lower_, ()), table, title)
    if governor.pos_ in ("NOUN", "PROPN"):
        effects = table.nouns.get(governor.lemma_.lower(), ())
        if effects and word in ("of", "for", "to", "on", "about", "in", "with"):
            return _govern(state, governor, effects, table, title)
        if word == "of":
            return governor  # "a round of talks"
        if state.status is None and table.links.get(word) == "real":
            state.status = "happened"
        return None
    if governor.dep_ in ("advmod", "prep") and governor.lower_ == "ahead" and state.status is None:
        state.status = "planned"
        state.cues.append("ahead of: planned")
    return None


def _finite(verb: Token) -> Token:
    """The nearest verb at or above this one that carries a tense."""
    current = verb
    for _ in range(MAX_CLIMB):
        if (current.tag_ in ("VBD", "VBZ", "VBP") or auxiliaries(current)) and not any(one.lower_ == "to" for one in auxiliaries(current)):
            return current
        if current.head is current or not is_verb(current.head):
            return current
        current = current.head
    return current


def _prefer_plain(effects: tuple[str, ...]) -> tuple[str, ...]:
    """ "warned of strikes" threatens; "called for talks" asks."""
    for effect in ("threatened", "called-for"):
        if effect in effects:
            return (effect,)
    return effects[:1]
