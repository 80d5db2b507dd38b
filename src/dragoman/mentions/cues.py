"""The words and weights by which a place name is read as the place or as its government: data/literal.yaml and data/literal_cues.tsv.

In: the two files. Out: `Lexicon` (which class is a word of) and `weights` (what is a cue worth).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dragoman.mentions.words import read_yaml
from dragoman.model import KnowledgeError

WORDS = "mentions/data/literal.yaml"
WEIGHTS = "mentions/data/literal_cues.tsv"
# Endings of English inflection, longest first, and what they stand for.
_INFLECTIONS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of data/literal.yaml; see there."""

    classes: dict[str, tuple[str, ...]]
    endings: tuple[str, ...]
    prepositions: frozenset[str]
    between: frozenset[str]
    spots: frozenset[str]
    be: frozenset[str]
    auxiliaries: frozenset[str]

    def of(self, lemma: str, *, noun: bool = False, agents: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The classes of a lemma; a noun that no line lists may still name people.

        Args:
            lemma: lower case.
            noun: it stands where a noun does.
            agents: the words for people and bodies of knowledge.agents.
        """
        found = self.classes.get(lemma)
        if found is not None:
            return found
        if noun and (lemma in agents or (len(lemma) > 4 and lemma.endswith(self.endings))):
            return ("people",)
        return ()

    def of_word(self, word: str, *, noun: bool = False, agents: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The same for a word as it stands in a text that was not parsed."""
        found = self.of(word, agents=agents)
        for ending, stands_for in _INFLECTIONS:
            if found:
                break
            if word.endswith(ending) and len(word) > len(ending) + 2:
                found = self.classes.get(word[: -len(ending)] + stands_for, ())
        return found or self.of(word, noun=noun, agents=agents)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists, read once a process.

    Raises:
        KnowledgeError: if one is missing or malformed.
    """
    data = read_yaml("literal.yaml")
    classes: dict[str, list[str]] = {}
    try:
        for entry in data["classes"]:
            if not entry["example"]:
                raise KnowledgeError(f"class {entry['class']} has no example", source=WORDS)
            for word in entry["words"]:
                names = classes.setdefault(word, [])
                if entry["class"] not in names:
                    names.append(entry["class"])
        return Lexicon(
            {word: tuple(names) for word, names in classes.items()},
            tuple(data["endings"]),
            *(frozenset(data[name]) for name in ("prepositions", "between", "spots", "be", "auxiliaries")),
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"a list is missing or malformed: {error}", source=WORDS) from error


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """What each cue is worth, above 0 for the place; read once a process.

    Raises:
        KnowledgeError: for a line that is no cue, weight and example, or a cue listed twice.
    """
    source = resources.files("dragoman.mentions") / "data" / "literal_cues.tsv"
    found: dict[str, float] = {}
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] in found:
            raise KnowledgeError("cue, weight and example were expected, each cue once", source=WEIGHTS, line=number)
        try:
            found[cells[0]] = float(cells[1])
        except ValueError:
            raise KnowledgeError(f"no number: {cells[1]}", source=WEIGHTS, line=number) from None
    return found
