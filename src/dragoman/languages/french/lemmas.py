"""Lemmas of French verbs where the model gives the form itself. In: a form and the model's lemma. Out: an infinitive."""

from __future__ import annotations

from functools import cache

from dragoman.languages.french.data_files import yaml_of

_INFINITIVE = ("er", "ir", "re", "oir")
# Endings of forms of the first group, longest first: futures and conditionals keep the infinitive.
_FUTURE = ("eraient", "erait", "erais", "eront", "erons", "erez", "erai", "eras", "era")
_ENDINGS = (*_FUTURE, "aient", "èrent", "ait", "ais", "ées", "ée", "és", "é", "ant", "ent", "es", "e", "a", "ons")


@cache
def _irregular() -> dict[str, str]:
    return {str(form): lemma for lemma, forms in yaml_of("irregulars.yaml").items() for form in forms}


def verb_lemma(form: str, told: str) -> str:
    """The infinitive: that of the list, else the model's if it looks like one, else by the endings of the first group."""
    known = _irregular().get(form)
    if known is not None:
        return known
    if told.endswith(_INFINITIVE):
        return told
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return form[: -len(ending)] + "er"
    return told
