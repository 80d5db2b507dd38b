"""What a verb or preposition that governs an act makes of it: "has yet to sign", "warned that it would strike", "short of striking".

In: the state so far, the act's word, and the word over it. Out: the word from which to climb on, None at the top; the state is changed.
"""

from __future__ import annotations

from typing import Any

from dragoman.code.clauses import govern, inherit
from dragoman.code.governors import Governors
from dragoman.code.outcome import Status
from dragoman.code.syntax import auxiliaries, children, is_passive, is_verb, negation, particle
from dragoman.code.words import load_words

Token = Any

# "That the court be closed": taggers call the bare form a present or an infinitive.
_BE = ([("be", "VB")], [("be", "VBP")])


def govern_verb(state: Status, inner: Token, head: Token, table: Governors, title: bool) -> Token | None:
    """A verb over the clause of the act, or over the word that stands for it."""
    lemma = head.lemma_.lower()
    past_perfect = inner.tag_ == "VBN" and any(one.lower_ == "have" for one in auxiliaries(inner))
    if lemma in ("be", "have", "remain") and any(child.lower_ == "yet" for child in head.children):
        effects: tuple[str, ...] = ("undone",)  # "has yet to sign"
    elif lemma == "be" and inner.dep_ == "xcomp":
        effects = ("undone",) if past_perfect and head.tag_ == "VBD" else ("planned",)  # "Seoul is to withdraw", "was to have withdrawn"
    elif lemma == "have" and inner.dep_ == "xcomp":
        effects = ("called-for",)
    elif lemma == "go" and head.tag_ != "VBG":
        effects = ()
    elif lemma in load_words().ceasing and inner.dep_ == "xcomp" and inner.tag_ == "VBG" and negation(head) is None:
        effects = ("suspended",)  # "stopped supplying gas": what they did before, they do no more
    else:
        effects = table.of_verb(lemma, particle(head))
    bare = inner.tag_ in ("VB", "VBP") and not auxiliaries(inner)
    if inner.dep_ == "ccomp" and "called-for" in effects and (bare or [(one.lower_, one.tag_) for one in auxiliaries(inner)] in _BE):
        state.status, effects = None, ("called-for",)  # the subjunctive: "demands that the court convict them"
    timetable = inner.tag_ == "VBZ" and state.status == "planned"  # "flies on to Lima, she told the press"
    if inner.dep_ == "ccomp" and (timetable or (state.status in ("happened", "ongoing") and state.tense != "future")):
        # A finite clause keeps its own word, save where the governing verb denies it.
        effects = tuple(effect for effect in effects if effect in ("denied", "real"))
        if not effects:
            return None
    if not effects and inner.dep_ == "ccomp":
        return None
    if not effects and state.status is None:
        inherit(state, head, table, title)
        return head
    return govern(state, head, _choose(effects, inner, head, table), table, title)


def _choose(effects: tuple[str, ...], inner: Token, head: Token, table: Governors) -> tuple[str, ...]:
    """Of several effects the one that the complement's form shows: "warned them to leave" asks, "warned that it would strike" threatens."""
    if len(effects) < 2:
        return effects
    has_object = (is_passive(head) and "planned" not in effects) or any(child.dep_ in ("dobj", "dative") and child.i < inner.i for child in head.children)
    if "called-for" in effects:
        own = [child for child in children(inner, "nsubj", "nsubjpass") if not any(helper.lower_ in table.modals for helper in auxiliaries(inner))]
        has_object = has_object or bool(own)  # "wants Tokyo to apologise"; but "warned that it would strike"
        return ("called-for",) if has_object and inner.dep_ != "dobj" else tuple(effect for effect in effects if effect != "called-for")[:1]
    return effects[:1]


def through_preposition(state: Status, prep: Token, table: Governors, title: bool) -> Token | None:
    """A preposition over the act, and the verb, noun or adjective on which that hangs."""
    governor = prep.head
    link = table.links.get(prep.lower_)
    if any(child.lower_ == "instead" for child in prep.children):
        state.apply("undone", "instead of", realised=None, negated=False)
        return None
    if is_verb(governor):
        effects = table.of_verb(governor.lemma_.lower(), particle(governor))
        if effects and prep.lower_ in ("of", "for", "from", "to", "on", "with", "in", "against", "about"):
            return govern(state, governor, effects, table, title)
        if prep.lower_ in ("without", "instead"):
            state.apply("undone", prep.lower_, realised=None, negated=False)
            return None
        if state.status is None:
            inherit(state, governor, table, title)
        return governor
    if governor.lower_ == "short" and prep.lower_ == "of":
        state.apply("undone", "short of", realised=None, negated=False)  # "stopped short of striking"
        return None
    if governor.pos_ == "ADJ":
        return govern(state, governor, table.adjectives.get(governor.lower_, ()), table, title)
    effects = table.nouns.get(governor.lemma_.lower(), ())
    if effects and prep.lower_ in ("of", "for", "to", "on", "about", "at"):
        return govern(state, governor, effects, table, title)
    if link == "real" and state.status is None:
        state.status = "happened"
        state.cues.append(f"{prep.lower_}: happened")
    return governor if prep.lower_ == "of" else None
