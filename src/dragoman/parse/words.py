"""Parts of speech and lemmas for tagged docs: what spaCy's attribute ruler and lemmatizer give, remembered word by word.

In: docs with tags and dependencies. Out: the same with `pos` and `lemma`. Both components look at a word, its tag and its dependency
only (and, for a few words, at the neighbours), so that asking them once for each such combination is enough; they take a fifth of a full pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Combinations kept; a long run then starts anew, so that memory stays bounded. 20,000 words of news have 7,000.
_MOST = 300_000
# The regular expressions of the ruler's patterns of several tokens, as the forms that they match.
_SPELT_OUT = {"^y'?$": ("y", "y'"), "^n'?t$": ("nt", "n't")}

_Key = tuple[int, ...]


class Words:
    """The memory of one parser over one spaCy pipeline. What it answers does not depend on what it was asked before.

    Args:
        nlp: a pipeline with `attribute_ruler` and `lemmatizer`.
    """

    def __init__(self, nlp: Any) -> None:
        self._vocab = nlp.vocab
        self._ruler, self._lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        self._beside = _neighbourly(self._ruler.patterns, nlp.vocab)
        self._known: dict[_Key, tuple[int, int]] = {}

    def fill(self, docs: Sequence[Any]) -> None:
        """Sets `pos` and `lemma` of all tokens."""
        import numpy
        from spacy.attrs import LEMMA, POS

        if len(self._known) > _MOST:
            self._known.clear()
        keys = [self._keys(doc) for doc in docs]
        self._ask(docs, keys)
        known = self._known
        for doc, own in zip(docs, keys, strict=True):
            if own:
                doc.from_array([POS, LEMMA], numpy.array([known[key] for key in own], dtype="uint64"))

    def _keys(self, doc: Any) -> list[_Key]:
        """All that the answer for each token depends on."""
        from spacy.attrs import DEP, LOWER, ORTH, TAG

        rows = doc.to_array([ORTH, TAG, DEP]).tolist()
        lowers = doc.to_array([LOWER]).ravel().tolist()
        keys: list[_Key] = [tuple(row) for row in rows]
        if not self._beside.isdisjoint(lowers):
            for at, lower in enumerate(lowers):
                if lower in self._beside:
                    keys[at] += (lowers[at - 1], rows[at - 1][2]) if at else (0, 0)
                    keys[at] += (lowers[at + 1],) if at + 1 < len(lowers) else (0,)
        return keys

    def _ask(self, docs: Sequence[Any], keys: list[list[_Key]]) -> None:
        """Has the ruler and the lemmatizer answer for all combinations not met yet, in one doc made of these tokens."""
        from spacy.tokens import Doc

        new: dict[_Key, int] = {}
        tokens: list[Any] = []
        for doc, own in zip(docs, keys, strict=True):
            for at, key in enumerate(own):
                if key in self._known or key in new:
                    continue
                near = doc[max(0, at - 1) : at + 2] if len(key) > 3 else doc[at : at + 1]
                new[key] = len(tokens) + at - near.start
                tokens.extend(near)
        if not new:
            return
        made = Doc(self._vocab, words=[token.text for token in tokens])
        for token, model in zip(made, tokens, strict=True):
            token.tag, token.dep = model.tag, model.dep
        made = self._ruler(made)
        for key, at in new.items():
            token = made[at]
            if token.lemma == 0:
                # spaCy's own memory forgets the form: it would give a word the lemma of whichever form came first.
                self._lemmatizer.cache.clear()
                token.lemma_ = self._lemmatizer.lemmatize(token)[0]
            self._known[key] = (token.pos, token.lemma)


def _neighbourly(patterns: list[dict[str, Any]], vocab: Any) -> frozenset[int]:
    """Lower-case forms that the ruler's patterns of several tokens set something for."""
    words: set[str] = set()
    for pattern in patterns:
        for tokens in pattern["patterns"]:
            told = tokens[pattern["index"]].get("LOWER") if len(tokens) > 1 else None
            if isinstance(told, dict):
                words.update(told.get("IN", ()), _SPELT_OUT.get(told.get("REGEX", ""), ()))
            elif told is not None:
                words.add(told)
    return frozenset(vocab.strings.add(word) for word in words)
