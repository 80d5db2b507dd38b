"""Where the content of a saying stands in its sentence. In: the cue (a verb, noun or adjective of saying). Out: the form and the tokens of what is said.

The forms are those of speech.yaml; the parser's usual ways of hanging a saying on its content are undone here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.code.speech import SpeechWords
from dragoman.code.syntax import FINITE_TAGS, auxiliaries, children, is_passive, is_verb

Token = Any
Content = tuple[str, frozenset[int]]

NONE: Content = ("", frozenset())
_MARKS = frozenset({'"', "“", "”", "''", "``", "'"})
_OWN = frozenset({"nsubj", "aux", "neg", "dobj", "dative", "prep", "npadvmod", "advmod"})  # what belongs to a saying between commas
PIECE = 3  # words on either side of the cue that make a piece of content of their own


def content_of_verb(verb: Token, words: SpeechWords, quoted: frozenset[int]) -> Content:
    """Form and tokens of what the verb brings in; empty where it brings in nothing.

    Args:
        quoted: indices of the sentence's tokens that stand between quotation marks.
    """
    lemma = verb.lemma_.lower()
    takes = words.verbs.get(lemma, frozenset())
    if "clause" in takes:
        found = _clause(verb, words)
        if found:
            return "clause", _direct(found, quoted, verb)
    if "infinitive" in takes:
        found = _infinitive(verb)
        if found:
            return "infinitive", found
    prepositions = words.prepositions.get(lemma, frozenset())
    for prep in children(verb, "prep", "agent", "dative") if prepositions else ():
        if prep.lower_ in prepositions and prep.i > verb.i:
            found = _subtree(children(prep, "pcomp", "pobj", "amod", "advcl"))
            found |= _subtree(part for part in children(verb, "xcomp") if part.i > prep.i and prep.lower_ in ("for", "on", "upon"))
            if prep.lower_ == "as":
                found |= _subtree([*children(verb, "dobj"), prep])
            if found:
                return prep.lower_, found
    if "quote" in takes and verb.i not in quoted and not _to_come(verb):
        spoken = _spoken(verb, quoted)
        if spoken:
            return "quote", spoken
    if "object" in takes and not is_passive(verb):
        found = _object(verb)
        if found:
            return "object", found
    return NONE


def content_of_noun(noun: Token) -> Content:
    """ "Oslo's claim [that it had won]", "his call for [a truce]", "a plan [to leave]"."""
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp") and child.i > noun.i and (child.tag_ not in ("VBN", "VBG") or children(child, "nsubj", "nsubjpass")):
            return "clause", _subtree([child])
    for prep in children(noun, "prep"):
        if prep.lower_ in ("for", "of", "about", "to", "against", "on", "over"):
            return prep.lower_, _subtree(children(prep, "pobj", "pcomp"))
    return NONE


def content_of_adjective(adjective: Token) -> Content:
    """ "Is confident [that it will pass]", "is critical of [the plan]"."""
    for child in adjective.children:
        if child.dep_ in ("ccomp", "xcomp", "advcl") and child.i > adjective.i:
            return "clause", _subtree([child])
    for prep in children(adjective, "prep"):
        if prep.lower_ in ("of", "about", "to", "for", "with", "at", "over"):
            return prep.lower_, _subtree(children(prep, "pobj", "pcomp"))
    return NONE


def clause_around(token: Token, own: frozenset[int]) -> frozenset[int]:
    """The clause that "according to" hangs in, without those coordinated with it that have subjects of their own."""
    head = token.head
    while head.head.i != head.i and not (is_verb(head) and children(head, "nsubj", "nsubjpass", "expl")):
        head = head.head
    while head.i < token.i and head.dep_ == "conj" and is_verb(head.head):
        head = head.head  # at the end it covers all that is coordinated before it
    found = _subtree([head]) - own
    for fellow in children(head, "conj", "parataxis"):
        if is_verb(fellow) and children(fellow, "nsubj", "nsubjpass", "expl") and not head.i < token.i > fellow.i:
            found -= _subtree([fellow])
    return found if len(found) > PIECE else frozenset(one.i for one in token.doc) - own


def bounds(doc: Any, tokens: frozenset[int], cue: Token) -> tuple[int, int] | None:
    """First and last word of the content. Content on both sides of the cue is taken from end to end, unless one side is only a scrap that the
    other can do without: the clause's subject is none."""
    inside = sorted(i for i in tokens if i != cue.i and not doc[i].is_punct and not doc[i].is_space)
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    if first < cue.i < last:
        before, after = [i for i in inside if i < cue.i], [i for i in inside if i > cue.i]
        subject = any(doc[i].dep_ in ("nsubj", "nsubjpass") and doc[i].head.i in tokens for i in before)
        if min(len(before), len(after)) < PIECE and not (subject and len(before) < PIECE):
            first, last = (before[0], before[-1]) if len(before) >= len(after) else (after[0], after[-1])
    if doc[first].lower_ == "that" and doc[first].dep_ == "mark" and first < last:
        first += 1
    return first, last


def _subtree(tokens: Iterable[Token]) -> frozenset[int]:
    return frozenset(inner.i for token in tokens for inner in token.subtree)


def _spoken(verb: Token, quoted: frozenset[int]) -> frozenset[int]:
    """Quotations beside the verb that are speech: at the sentence's start, or after a comma, a colon or the verb; not a word put in marks."""
    found: set[int] = set()
    for i in sorted(quoted):
        if i - 1 in quoted:
            if i - 1 in found:
                found.add(i)
            continue
        before = i - 1
        while before >= 0 and verb.doc[before].text in _MARKS:
            before -= 1
        if before < 0 or before == verb.i or verb.doc[before].text in (",", ":"):
            found.add(i)
    return frozenset(found) if len(found) >= 2 else frozenset()


def _to_come(verb: Token) -> bool:
    """ "Would respond 'overwhelmingly'" quotes a way of responding."""
    return any(helper.lower_ in ("will", "would", "could", "may", "might", "to") for helper in children(verb, "aux"))


def _clause(verb: Token, words: SpeechWords) -> frozenset[int]:
    clause = next(iter(children(verb, "ccomp")), None)
    if clause is None and _comes_after(verb, words):
        return _subtree([verb.head]) - _subtree([verb])  # "..., the ministry said"
    if clause is None and (around := _between(verb, words)):
        return around
    if clause is None:
        clause = next((child for child in children(verb, "xcomp", "advcl") if child.i > verb.i and _finite_tag(child) in (*FINITE_TAGS, "MD")), None)
        if clause is None or not (_that(clause) or _bare(verb, clause, words)):
            return frozenset()
    tokens = _subtree([clause])
    if verb.i in tokens:
        tokens -= frozenset(token.i for token in verb.subtree if not (token.i > verb.i and token.i in tokens))
    return _this_side(verb, tokens - _further_sayings(verb, clause, words))


def _this_side(verb: Token, tokens: frozenset[int]) -> frozenset[int]:
    """Without what a semicolon parts from the verb."""
    stops = [token.i for token in verb.doc if token.text == ";"]
    if not stops:
        return tokens
    low = max((i for i in stops if i < verb.i), default=-1)
    high = min((i for i in stops if i > verb.i), default=len(verb.doc))
    return frozenset(i for i in tokens if low < i < high)


def _that(clause: Token) -> bool:
    return any(mark.lower_ in ("that", "whether") for mark in children(clause, "mark"))


def _bare(verb: Token, clause: Token, words: SpeechWords) -> bool:
    """ "Said after the vote it would leave": read as a clause of circumstance, though no word makes it one."""
    if clause.dep_ != "advcl" or children(clause, "mark") or verb.lemma_.lower() not in words.fact:
        return False
    return bool(children(clause, "nsubj", "nsubjpass")) and not any(one.tag_ == "WRB" for one in children(clause, "advmod"))


def _further_sayings(verb: Token, clause: Token, words: SpeechWords) -> frozenset[int]:
    """ "Said it was opposed and warned Lima": parsers hang the second saying on the content of the first. It shows by its tense."""
    found: frozenset[int] = frozenset()
    tense = _finite_tag(clause)
    for fellow in children(clause, "conj"):
        if fellow.i > verb.i and fellow.lemma_.lower() in words.verbs and fellow.tag_ == verb.tag_ and fellow.tag_ in FINITE_TAGS:
            plain = not children(fellow, "nsubj", "nsubjpass")
            pronoun = any(noun.tag_ == "PRP" for noun in children(fellow, "nsubj"))
            if tense != fellow.tag_ or pronoun or (plain and any(noun.tag_ in ("PRP", "EX") for noun in children(clause, "nsubj", "nsubjpass"))):
                found |= _subtree([fellow]) | frozenset(mark.i for mark in children(clause, "cc") if mark.i == fellow.i - 1)
    return found


def _finite_tag(verb: Token) -> str:
    helpers = auxiliaries(verb)
    return str(helpers[0].tag_ if helpers else verb.tag_)


def _comes_after(verb: Token, words: SpeechWords) -> bool:
    """ "..., the ministry said": the verb of saying hangs below the clause that it brings in."""
    head = verb.head
    if verb.dep_ not in ("parataxis", "ccomp", "advcl") or not is_verb(head) or verb.i < head.i:
        return False
    if verb.lemma_.lower() not in words.fact and verb.dep_ != "parataxis":
        return False
    return "clause" not in words.verbs.get(head.lemma_.lower(), ()) and not children(verb, "mark", "dobj")


def _between(verb: Token, words: SpeechWords) -> frozenset[int]:
    """ "The dam, the ministry said, would hold": what stands around a saying between commas. Empty where the saying stands otherwise."""
    head = verb.head
    if verb.dep_ not in ("parataxis", "ccomp") or verb.i > head.i or not is_verb(head) or "clause" in words.verbs.get(head.lemma_.lower(), ()):
        return frozenset()
    # Parsers hang the clause before on the saying: "[Though it was late], he said, [the talks went on]".
    own = {verb.i} | {one.i for child in verb.children if child.dep_ in _OWN and (child.i > verb.i or child.dep_ == "nsubj") for one in child.subtree}
    first, last = min(own), max(own)
    if first < 1 or last + 1 >= len(verb.doc) or verb.doc[first - 1].text != "," or verb.doc[last + 1].text != ",":
        return frozenset()
    return _subtree([head]) - own


def _infinitive(verb: Token) -> frozenset[int]:
    """The infinitive or gerund with the one who is to do it: "urged [Lima to withdraw]", "threatened [to leave]"."""
    for child in verb.children:
        if child.i > verb.i and is_verb(child) and (child.dep_ == "xcomp" or (child.dep_ in ("ccomp", "advcl") and child.tag_ == "VB")):
            doers = [one for one in children(verb, "dobj", "dative") if one.i < child.i]
            return _subtree([*doers, child])
    return frozenset()


def _object(verb: Token) -> frozenset[int]:
    """What a word of judgement is passed on, and what is said of it: "criticized the visits", "framed the drills as a rehearsal"."""
    parts = [
        *children(verb, "dobj", "oprd", "xcomp", "ccomp"),
        *(prep for prep in children(verb, "prep") if prep.lower_ in ("as", "for", "over", "to", "with", "on")),
        *(part for part in children(verb, "advcl") if any(mark.lower_ in ("as", "for") for mark in part.children)),
    ]
    if not any(part.dep_ != "prep" for part in parts):
        return frozenset()
    return _subtree(part for part in parts if part.i > verb.i)


def _direct(tokens: frozenset[int], quoted: frozenset[int], verb: Token) -> frozenset[int]:
    """Of content that begins with a quotation and has the cue outside, only what is quoted: "[I resign], he said, adding that"."""
    inside = tokens & quoted
    if len(inside) < PIECE or verb.i in quoted:
        return tokens
    words = [i for i in tokens if verb.doc[i].is_alpha]
    if words and min(words) in quoted and max(words) not in quoted and max(inside) - min(inside) >= PIECE and verb.i > min(inside):
        return inside
    return tokens
