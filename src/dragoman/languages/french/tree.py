"""A French parse as plain words, mended where the model slips in ways that news brings up again and again.

In: a spaCy Doc and the spans of its time expressions. Out: a Tree of Nodes with the names of spaCy's fields, so that `syntax` reads either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.languages.french.lemmas import verb_lemma

# What stays with a time word: its own article, figure, adjective.
_OWN = frozenset({"det", "amod", "nummod", "case", "punct", "flat:name", "fixed", "advmod"})
# Adverbs that the model keeps apart from the preposition they belong to: "auprès de Pékin".
_WITH_DE = frozenset({"auprès", "vis-à-vis", "face", "près", "lors", "hors"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})


class Node:
    """One word; `case` outranks the preposition found below it."""

    __slots__ = ("case", "children", "dep_", "doc", "head", "i", "idx", "lemma_", "lower_", "morph", "pos_", "text")

    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    dep_: str
    morph: Any
    doc: Tree
    head: Node
    children: list[Node]
    case: str | None

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> list[Node]:
        """It and all below it, in the order of the text."""
        found, waiting = [], [self]
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting += one.children
        return sorted(found, key=lambda one: one.i)

    def hang(self, head: Node, relation: str) -> None:
        """Moves it below another word."""
        if head is self or any(one is head for one in self.subtree):
            return
        if self.head is not self:
            self.head.children.remove(self)
        self.head, self.dep_ = head, relation
        head.children = sorted([*head.children, self], key=lambda one: one.i)


class Tree(list[Node]):
    """The words of a sentence in order; `ents` and `text` as spaCy gives them."""

    __slots__ = ("ents", "text")

    ents: Sequence[Any]
    text: str


def tree_of(doc: Any, times: Sequence[tuple[int, int]] = ()) -> Tree:
    """The mended tree.

    Args:
        times: character spans of time expressions, offsets into the doc.
    """
    tree = Tree(_node(token) for token in doc)
    tree.ents, tree.text = tuple(doc.ents), doc.text
    for node, token in zip(tree, doc, strict=True):
        node.doc = tree
        node.head = tree[token.head.i]
        node.children = [tree[child.i] for child in token.children]
    _verbs(tree)
    _conjuncts(tree)
    _times(tree, times)
    _roots(tree)
    _prepositions(tree)
    return tree


def _node(token: Any) -> Node:
    node = Node()
    node.i, node.idx, node.text, node.lower_ = token.i, token.idx, token.text, token.lower_
    node.lemma_, node.pos_, node.dep_, node.morph, node.case = token.lemma_, token.pos_, token.dep_, token.morph, None
    if node.pos_ == "VERB":
        node.lemma_ = verb_lemma(node.lower_, node.lemma_.lower())
    return node


class _Participle:
    """The morphology of a past participle that the model took for a noun."""

    _TOLD: Mapping[str, list[str]] = {"VerbForm": ["Part"], "Tense": ["Past"]}

    def get(self, field: str) -> list[str]:
        return self._TOLD.get(field, [])


class _Present:
    """That of a present that the model took for a participle."""

    _TOLD: Mapping[str, list[str]] = {"VerbForm": ["Fin"], "Tense": ["Pres"], "Mood": ["Ind"]}

    def get(self, field: str) -> list[str]:
        return self._TOLD.get(field, [])


def _verbs(tree: Tree) -> None:
    """ "A téléphoné": a word with an auxiliary is a verb, whatever the model calls it."""
    for node in tree:
        if node.pos_ in ("NOUN", "ADJ", "PROPN", "X") and any(child.dep_ in ("aux:tense", "aux:pass") for child in node.children):
            node.pos_, node.morph = "VERB", _Participle()
            node.lemma_ = verb_lemma(node.lower_, node.lower_)
            for child in node.children:
                if child.dep_ == "nmod":
                    child.dep_ = "obl:arg"
        elif node.dep_ == "acl" and node.pos_ == "VERB" and "Past" in node.morph.get("Tense") and any(child.dep_ == "obj" for child in node.children):
            # "Bruxelles avertit Belgrade": no participle has an object.
            node.morph = _Present()


def _conjuncts(tree: Tree) -> None:
    """ "L'Arabie saoudite et l'Iran": the second name is joined to the first, not to its adjective; what hangs on an auxiliary belongs to its verb."""
    for node in tree:
        if node.dep_ == "conj" and node.pos_ in ("PROPN", "NOUN") and node.head.pos_ == "ADJ" and node.head.dep_ in ("amod", "flat:name", "flat:foreign"):
            node.hang(node.head.head, "conj")
        elif node.head.dep_ in ("aux:tense", "aux:pass") and node.dep_ not in ("advmod", "fixed"):
            node.hang(node.head.head, node.dep_)


def _times(tree: Tree, times: Sequence[tuple[int, int]]) -> None:
    """What the model hangs on a time word goes to the verb: "se rendra la semaine prochaine à Pékin"."""
    for node in tree:
        if not any(start <= node.idx < end for start, end in times):
            continue
        above = node.head
        while above is not above.head and (above.pos_ not in ("VERB", "AUX", "NOUN") or any(start <= above.idx < end for start, end in times)):
            above = above.head
        if above is node:
            continue
        for child in list(node.children):
            if child.dep_ in _OWN or any(start <= child.idx < end for start, end in times):
                continue
            cased = any(one.dep_ == "case" for one in child.children)
            child.hang(above, "obl:arg" if cased and above.pos_ == "VERB" else "nmod" if cased else "obj" if child.pos_ in _NOMINAL else child.dep_)
        if node.pos_ == "NOUN" and node.dep_ in ("obj", "xcomp", "nsubj") and node.i > above.i:
            node.dep_ = "obl:mod"


def _roots(tree: Tree) -> None:
    """One sentence, one root: a subject that the model took for the root goes below its verb ("Kiev et Moscou ont échangé")."""
    for node in tree:
        if node.head is not node or node.pos_ not in _NOMINAL:
            continue
        verb = next((one for one in tree[node.i + 1 :] if _is_clause(one) and (one.head is one or one.head is node)), None)
        if verb is None:
            continue
        if verb.head is node:
            node.children.remove(verb)
        verb.head, verb.dep_ = verb, "ROOT"
        own = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass") and child.i < verb.i), None)
        relation = own.dep_ if own is not None else "nsubj"
        if own is not None and own.i > node.i and all(one.lower_ in ("et", "ou", ",", "le", "la", "les", "l'", "l’") for one in tree[node.i + 1 : own.i]):
            node.hang(verb, relation)
            own.hang(node, "conj")
        elif own is None:
            node.hang(verb, relation)
    roots = [node for node in tree if node.head is node]
    main = next((node for node in roots if node.pos_ in ("VERB", "AUX")), roots[0] if roots else None)
    for node in roots:
        if node is main or main is None or node.pos_ not in ("PROPN", "NOUN", "X") or node.i < main.i:
            continue
        # "Des chars Leopard à l'Ukraine": a name behind a noun is its name.
        before = tree[node.i - 1]
        for child in list(node.children):
            if child.dep_.startswith("obl") or child.dep_ == "nmod":
                child.hang(main, "obl:arg")
        node.hang(before if before.pos_ in ("NOUN", "ADJ") else main, "flat:name" if before.pos_ in ("NOUN", "ADJ") else "dep")


def _is_clause(node: Node) -> bool:
    """A verb in a finite form, or with an auxiliary, that no relative pronoun or conjunction makes a subordinate one."""
    if node.pos_ != "VERB" or node.dep_ not in ("ROOT", "conj", "acl", "acl:relcl", "parataxis", "dep"):
        return False
    if any(child.dep_ == "mark" or child.lower_ in ("qui", "que", "dont", "où") for child in node.children):
        return False
    return "Fin" in node.morph.get("VerbForm") or any(child.dep_ in ("aux:tense", "aux:pass") for child in node.children)


def _prepositions(tree: Tree) -> None:
    for node in tree:
        if node.lower_ in _WITH_DE and node.pos_ in ("ADV", "ADP", "NOUN") and node.head is not node:
            for child in list(node.children):
                if child.pos_ in _NOMINAL:
                    child.hang(node.head, "obl:arg" if node.head.pos_ == "VERB" else "nmod")
                    child.case = node.lower_
