"""What became of an act, as its sentence tells it. In: the trigger token of a parsed sentence. Out: status, negation, tense and the cues.

The clause that tells the act is read first (tense, auxiliaries, negation), then each word that governs it, from the inside out:
"called on them to cancel plans to visit".
"""

from __future__ import annotations

from typing import Any

from dragoman.code.asking import asked_by
from dragoman.code.clauses import MAX_CLIMB, clause_status, conditional, govern, has_condition, inherit, inverted, negate
from dragoman.code.governed import govern_verb, through_preposition
from dragoman.code.governors import Governors, load_governors
from dragoman.code.nominal import step_from_noun
from dragoman.code.outcome import UNREALISED, Status
from dragoman.code.syntax import auxiliaries, children, is_passive, is_verb, negation, objects, particle
from dragoman.code.words import load_words

__all__ = ["Status", "conditional", "read_status"]

Token = Any

FIRSTS = frozenset({"first", "last", "only", "second", "third", "latest"})  # "the first to recognise": whoever it is did it
TEMPORAL = frozenset({"when", "before", "after", "until", "once", "as", "while"})


def read_status(trigger: Token, *, title: bool = False, kind: str = "") -> Status:
    """The status of the act that `trigger` (a verb or noun token) tells.

    Args:
        title: the sentence is a headline, where the present tense tells what has happened.
        kind: PLOVER type of the act: a meeting announced is planned, an attempt at a request is one.
    """
    table = load_governors()
    state = Status(meeting=kind == "CONSULT", outreach=kind == "REQUEST")
    if is_verb(trigger):
        _own_clause(state, trigger, table, title, kind)
    else:
        _own_noun(state, trigger, table)
    _climb(state, trigger, table, title)
    state.settle_borrowed()
    if state.status is None and is_verb(trigger):
        _left_open(state, trigger, title)
    return state


def _left_open(state: Status, verb: Token, title: bool) -> None:
    """Infinitives that nothing governs ("a contract to supply", "Seoul to send envoys") are still to come.

    Headlines leave out the "is" of the progressive; "mounting pressure" mounts.
    """
    if any(helper.lower_ == "to" for helper in auxiliaries(verb)) or (verb.dep_ == "conj" and any(one.lower_ == "to" for one in auxiliaries(verb.head))):
        first = verb.dep_ == "relcl" and any(child.lower_ in FIRSTS for child in verb.head.children)
        state.status, state.tense = ("happened", state.tense) if first else ("planned", "future")
        state.cues.append("first to: happened" if first else "to: planned")
    elif verb.tag_ == "VBG" and ((title and verb.dep_ == "ROOT") or verb.dep_ == "amod"):
        state.status, state.tense = "ongoing", "present"
        state.cues.append("...ing: ongoing")


def _own_clause(state: Status, verb: Token, table: Governors, title: bool, kind: str) -> None:
    status, tense, cue = clause_status(verb, table, title=title)
    state.status, state.tense = status, tense
    if cue:
        state.cues.append(f"{cue}: {status}")
    if cue and cue.endswith(" have") and status == "denied":
        state.negated = True
    if kind == "CONSULT" and is_passive(verb) and status in ("happened", "ongoing") and "planned" in table.of_verb(verb.lemma_.lower(), particle(verb)):
        state.apply("planned", verb.lower_, realised=None, negated=False)  # "is expected in Lima": the word for the plan is all that tells the visit
        state.tense = "future"
    for word in children(verb, "acomp"):
        # "Is due in Ottawa": the predicate says that it is still to come.
        effects = table.adjectives.get(word.lower_, ()) if verb.lemma_ == "be" and status in ("happened", "ongoing") else ()
        if "planned" in effects:
            state.apply("planned", word.lower_, realised=None, negated=False)
    if status == "happened" and has_condition(verb) and tense == "future":
        state.status = "possible"
    if status in ("happened", "ongoing") and not title and (_timetabled(verb) or (kind == "CONSULT" and _next_leg(verb))):
        state.status, state.tense = "planned", "future"
        state.cues.append("present tense of a timetable: planned")
    if verb.lemma_ == "be" and kind == "MOBILIZE" and state.status == "happened" and tense == "present":
        state.status = "ongoing"  # "troops are in Gao"
    negate(state, verb)
    for adverb in children(verb, "advmod"):
        if adverb.lower_ in ("possibly", "perhaps", "maybe", "probably", "likely", "reportedly") and status == "happened" and adverb.lower_ != "reportedly":
            state.apply("possible", adverb.lower_, realised=None, negated=False)


def _timetabled(verb: Token) -> bool:
    """ "Arrives on Monday", "is meeting him next week": the present tense of what is fixed for a day."""
    if verb.lemma_.lower() not in load_words().scheduled:
        return False
    if any(helper.tag_ in ("VBD", "VBN") for helper in auxiliaries(verb)) or verb.tag_ not in ("VBZ", "VBP", "VBG"):
        return False
    if any(
        child.tag_ == "CD" and child.shape_ == "dddd" for prep in children(verb, "prep") for noun in children(prep, "pobj") for child in (noun, *noun.children)
    ):
        return False  # "meets his counterpart on May 4, 2019": the caption of a picture
    dates = [noun for prep in children(verb, "prep") if prep.lower_ in ("on", "in") for noun in children(prep, "pobj")]
    return any(word.lower_ in load_words().days for word in [*dates, *children(verb, "npadvmod", "advmod")]) or any(
        child.lower_ == "next" for noun in children(verb, "npadvmod") for child in noun.children
    )


def _next_leg(verb: Token) -> bool:
    """ "From there she goes on to Lima", "then flies to Lima": the present tense of the next leg of a journey."""
    words = load_words()
    if verb.lemma_.lower() not in words.going_on or verb.tag_ not in ("VBZ", "VBP") or auxiliaries(verb):
        return False
    onward = any(child.lower_ in words.onward for child in children(verb, "advmod", "prt", "prep"))
    return onward or any(child.lower_ == "from" and any(one.lower_ in ("there", "here") for one in child.children) for child in children(verb, "prep"))


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
    asking = asked_by(trigger) if trigger.dep_ == "relcl" and is_passive(trigger) else None
    if asking is not None:  # "asked for the curbs to be eased"; what else stands in that clause is not asked for
        govern(state, asking, table.of_verb(asking.lemma_.lower(), particle(asking)), table, title)
        return
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
    return step_from_noun(state, current, head, table, title)


def _step_from_verb(state: Status, verb: Token, head: Token, table: Governors, title: bool) -> Token | None:
    label = verb.dep_
    finite = state.status is not None
    if any(child.lower_ == "whether" for child in verb.children):
        state.apply("possible", "whether", realised=None, negated=False)
    if label == "conj":
        if finite and verb.tag_ != head.tag_:
            return None
        if not finite and is_verb(head):
            inherit(state, head, table, title)
        return head if not (finite and verb.tag_ in ("VBD", "VBZ", "VBP")) or head.dep_ in ("ccomp", "xcomp") else None
    if label == "advcl":
        return _adverbial(state, verb, head, table, title)
    if label in ("acl", "ccomp", "relcl") and head.lemma_.lower() in table.rumours:
        state.apply("possible", head.lower_, realised=None, negated=False)
    if label in ("acl", "ccomp", "relcl") and head.lemma_.lower() in table.tellings and finite:
        return head
    if label in ("xcomp", "ccomp", "oprd", "acomp", "dobj"):
        if head.pos_ == "ADJ":
            return govern(state, head, table.adjectives.get(head.lower_, ()), table, title)
        if is_verb(head):
            return govern_verb(state, verb, head, table, title)
        return govern(state, head, table.nouns.get(head.lemma_.lower(), ()), table, title)
    if label == "acl":
        if verb.tag_ == "VBN" or (verb.tag_ == "VBG" and not table.nouns.get(head.lemma_.lower())):
            state.status = state.status or "happened"
            return None
        return govern(state, head, table.nouns.get(head.lemma_.lower(), ()), table, title)
    if label == "pcomp" and head.dep_ in ("prep", "agent"):
        return through_preposition(state, head, table, title)
    if label in ("relcl", "parataxis"):
        return None
    if label in ("csubj", "nsubj", "nsubjpass"):
        inherit(state, head, table, title)
    return None


def _adverbial(state: Status, verb: Token, head: Token, table: Governors, title: bool) -> Token | None:
    mark = next(
        (child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod") and child.lower_ in ("if", "unless", "whether", "until", "without")), None
    )
    if mark is None and inverted(verb):
        mark = "inverted condition"
    if mark is not None:
        state.conditional = True
        state.apply("possible", mark, realised=None, negated=False)
        return None
    if state.status == "happened" and is_verb(head) and _has_mark(verb, TEMPORAL):
        _meanwhile(state, head, table, title)
        return None
    if state.status is None and is_verb(head) and _purpose(verb, head):
        above, _, _ = clause_status(head, table, title=title)
        state.status, state.tense = above if above in UNREALISED else "planned", "future"
        state.cues.append(f"in order to: {state.status}")
        return head
    if state.status is None and is_verb(head):
        inherit(state, head, table, title)
        return head
    return None


def _has_mark(verb: Token, marks: frozenset[str]) -> bool:
    return any(child.lower_ in marks for child in verb.children if child.dep_ in ("mark", "advmod"))


def _meanwhile(state: Status, head: Token, table: Governors, title: bool) -> None:
    """ "Talks will be held when he arrives": as far off as the clause that it dates."""
    status, tense, cue = clause_status(head, table, title=title)
    if status is None and any(one.lower_ == "to" for one in auxiliaries(head)):
        status, tense, cue = "planned", "future", "to"
    if tense == "future" and status in ("planned", "possible") and (state.tense == "present" or cue in ("would", "'d")):
        state.status, state.tense = status, tense
        state.cues.append(f"when {cue}: {status}")


def _purpose(verb: Token, head: Token) -> bool:
    """ "Sent troops to seize the bridge": what somebody is out to do is not done yet. Where both happen at once ("met to sign"), it is."""
    return any(one.lower_ == "to" for one in auxiliaries(verb)) and verb.i > head.i and head.lemma_.lower() not in load_words().at_once
