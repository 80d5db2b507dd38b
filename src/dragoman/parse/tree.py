"""A parsed sentence as plain objects with the names that spaCy's tokens have, so that the rules' many looks at a word cost no call into spaCy.

In: a spaCy Doc. Out: a Tree of Words, which keeps nothing of the Doc. Reading a field of a spaCy token takes some ten times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

# Forms kept; a long run then starts anew, so that memory stays bounded.
_MOST = 300_000


class Word:
    """One token. Fields are those of `spacy.tokens.Token`; two words are equal only if they are the same word.

    Attributes:
        i: number in the sentence; `idx`: character offset in it.
        head: the word that it hangs on, itself for the root; `children`: those that hang on it, in the order of the text.
        doc: the Tree that it stands in.
    """

    __slots__ = (
        *("i", "idx", "text", "lower_", "shape_", "is_alpha", "is_lower", "is_punct", "is_space", "lemma_", "pos_", "tag_", "dep_", "ent_type_"),
        *("head", "children", "doc"),
    )

    i: int
    idx: int
    text: str
    lower_: str
    shape_: str
    is_alpha: bool
    is_lower: bool
    is_punct: bool
    is_space: bool
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    head: Word
    children: Sequence[Word]
    doc: Tree

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> list[Word]:
        """The word and all below it, each with its own left dependents before and its right ones after it."""
        if not self.children:
            return [self]
        found: list[Word] = []
        self._gather(found)
        return found

    def _gather(self, found: list[Word]) -> None:
        own = self.i
        waiting = True
        for child in self.children:
            if waiting and child.i > own:
                found.append(self)
                waiting = False
            if child.children:
                child._gather(found)
            else:
                found.append(child)
        if waiting:
            found.append(self)

    @property
    def has_vector(self) -> bool:
        """True if the model knows the form."""
        return bool(self.doc.vocab.has_vector(self.text))

    def nbor(self, steps: int = 1) -> Word:
        """The word so many places on.

        Raises:
            IndexError: if the sentence does not reach so far.
        """
        at = self.i + steps
        if at < 0:
            raise IndexError(f"no word {at}")
        return self.doc[at]


class Entity(NamedTuple):
    """A name that the recogniser found: words [start, end)."""

    start: int
    end: int
    label_: str


class Tree(list[Word]):
    """The words of a sentence, in order; `ents` are the recogniser's names, `vocab` is that of the pipeline."""

    __slots__ = ("ents", "text", "vocab")

    ents: tuple[Entity, ...]
    text: str
    vocab: Any


class _Form(NamedTuple):
    """What depends on the spelling alone."""

    text: str
    lower: str
    shape: str
    is_alpha: bool
    is_lower: bool
    is_punct: bool
    is_space: bool


class Trees:
    """Makes trees; remembers forms and labels by their number, which says nothing about any text.

    Args:
        vocab: the vocabulary of the pipeline whose docs it is given.
    """

    def __init__(self, vocab: Any) -> None:
        self._vocab = vocab
        self._forms: dict[int, _Form] = {}
        self._names: dict[int, str] = {}

    def of(self, doc: Any) -> Tree:
        """The tree of a doc with tags, lemmas, heads and (where they were looked for) names."""
        from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, ORTH, POS, TAG

        tree = Tree(Word() for _ in range(len(doc)))
        tree.text, tree.vocab = doc.text, self._vocab
        rows = doc.to_array([ORTH, IDX, LEMMA, POS, TAG, DEP, ENT_TYPE, HEAD]).astype("int64").tolist()
        named = False
        for at, (word, (orth, idx, lemma, pos, tag, dep, entity, head)) in enumerate(zip(tree, rows, strict=True)):
            word.i, word.idx, word.doc = at, idx, tree
            word.text, word.lower_, word.shape_, word.is_alpha, word.is_lower, word.is_punct, word.is_space = self._forms.get(orth) or self._form(orth)
            word.lemma_, word.pos_, word.tag_, word.dep_ = map(self._name, (lemma, pos, tag, dep))
            word.ent_type_ = ""
            if entity:
                word.ent_type_, named = self._name(entity), True
            word.head = tree[at + head]
        _hang(tree)
        tree.ents = tuple(Entity(entity.start, entity.end, entity.label_) for entity in doc.ents) if named else ()
        return tree

    def _name(self, number: int) -> str:
        """The string that a number stands for."""
        found = self._names.get(number)
        if found is None:
            if len(self._names) > _MOST:
                self._names.clear()
            found = self._names[number] = str(self._vocab.strings[number % 2**64])
        return found

    def _form(self, orth: int) -> _Form:
        if len(self._forms) > _MOST:
            self._forms.clear()
        lexeme = self._vocab[orth % 2**64]
        made = _Form(lexeme.text, lexeme.lower_, lexeme.shape_, lexeme.is_alpha, lexeme.is_lower, lexeme.is_punct, lexeme.is_space)
        self._forms[orth] = made
        return made


def _hang(tree: Tree) -> None:
    """Sets `children`."""
    below: dict[int, list[Word]] = {}
    for word in tree:
        if word.head is not word:
            below.setdefault(word.head.i, []).append(word)
    for word in tree:
        word.children = below.get(word.i, ())
