"""Inflected forms of trigger lemmas: a lemma and its part of speech go in, the lower-case forms that a text may hold come out.

Regular English inflection by rule; what it can't know (irregular forms, stress that doubles a consonant) comes from irregulars.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
# One vowel between consonants in the only syllable: "plan" doubles its last letter, "plead" and "open" do not.
_SHORT_SYLLABLE = re.compile(r"^(?:[^aeiou]|qu)*[aeiouy][bdfgklmnprtvz]$")


@dataclass(frozen=True, slots=True)
class Irregulars:
    """What inflection by rule can't know.

    Attributes:
        verbs: lemma -> forms that replace the regular past (past, participle, any other).
        nouns: lemma -> plurals.
        misread: lemma that spaCy gives for some form of a verb -> the verb ("rap" for "raped").
        doubling: verbs of several syllables that double their last consonant ("permit", "kidnap"); both spellings are made.
    """

    verbs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    misread: Mapping[str, str] = field(default_factory=dict)
    doubling: frozenset[str] = frozenset()


def third_person(lemma: str) -> str:
    """`deny` -> `denies`, `impeach` -> `impeaches`; the same rule makes a noun's plural."""
    if _CONSONANT_Y.search(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if _SIBILANT.search(lemma) or lemma.endswith("o") else "s")


def _stems(lemma: str, doubling: frozenset[str]) -> tuple[str, ...]:
    if lemma in doubling:
        return lemma, lemma + lemma[-1]
    return (lemma + lemma[-1],) if _SHORT_SYLLABLE.search(lemma) else (lemma,)


def gerund(lemma: str, irregulars: Irregulars) -> str:
    """`freeze` -> `freezing`, `ban` -> `banning`."""
    return _ing(_stems(lemma, irregulars.doubling)[-1])


def _ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")):
        return stem[:-1] + "ing"
    return stem + "ing"


def verb_forms(lemma: str, irregulars: Irregulars) -> frozenset[str]:
    """All forms of a verb, the lemma included: `stop` -> stop, stops, stopped, stopping."""
    forms = {lemma, third_person(lemma)}
    for stem in _stems(lemma, irregulars.doubling):
        forms.add(_ing(stem))
        if lemma not in irregulars.verbs:
            forms.add(stem[:-1] + "ied" if _CONSONANT_Y.search(stem) else stem + ("d" if stem.endswith("e") else "ed"))
    forms.update(irregulars.verbs.get(lemma, ()))
    return frozenset(forms)


def noun_forms(lemma: str, irregulars: Irregulars) -> frozenset[str]:
    """A noun and its plural: `embargo` -> embargo, embargoes."""
    return frozenset({lemma, *irregulars.nouns.get(lemma, (third_person(lemma),))})
