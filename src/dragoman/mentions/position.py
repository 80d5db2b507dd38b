"""Where a place name stands in its sentence, told as cues: "in", "subj>say", "poss>part city".

In: a parsed sentence and the name's tokens, or the words before and after the name where there is no parse. Out: cues that
data/literal_cues.tsv weighs. A cue is a role (a preposition, subj, obj, poss, mod, be ...), `role>class` of the word that it
hangs on, and both again with the sort of name (city, land, area, spot, folk, body).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.mentions.cues import Lexicon, lexicon
from dragoman.mentions.syntax import OBJECTS, View

# Sorts of names: what is shelled and gives its name to summits, what acts, what is merely large, what is merely a spot.
SORTS = {
    "capital": "city",
    "city": "city",
    "country": "land",
    "state": "land",
    "area": "area",
    "place": "spot",
    "demonym": "folk",
    "body": "body",
    "building": "body",
}
_MODIFIERS = frozenset({"compound", "nmod", "amod", "nummod"})
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+\.)*|[’'-]s?\b|[,.;:()\"“”—–]|\d+")
# "MANILA, May 3 (Agency)", "Cairo (Agency)", "LIMA --", "GOMA, Congo (Agency)"
_DATED = re.compile(r"(?:, [A-Z][\w. ]{2,20})?(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2})?,? ?(?:\([A-Z]|--|[—–]|\Z)")
# Words of an unparsed sentence that are looked through for the noun of a noun phrase.
_NOUN_REACH = 3


def in_parse(view: View, index: int, kind: str, agents: frozenset[str] = frozenset()) -> list[str]:
    """The cues of the name headed by token `index` in a parsed sentence.

    Args:
        view: the sentence.
        index: the name's head token.
        kind: country, capital, state, area, city, place, demonym, body or building.
        agents: the words for people and bodies of knowledge.agents.
    """
    sort = SORTS[kind]
    if _follows_place(view, index):
        return [*_told("after", (), sort), *_sentence(view.lemma, lexicon())]
    top = view.governor(index)
    words = lexicon()
    cues = list(_role(view, top, sort, words, agents))
    if top != index:
        cues.append("joined")
    if _alone(view, index):
        cues.append("alone")
    if index > 0 and view.lower[index - 1] == "the" and view.dep[index] not in _MODIFIERS:
        cues.append("the")
    return [*cues, *_sentence(view.lemma, words)]


def _sentence(lemmas: list[str], words: Lexicon) -> list[str]:
    return ["near sport"] if sum("sport" in words.classes[lemma] for lemma in lemmas if lemma in words.classes) > 1 else []


def _told(role: str, classes: tuple[str, ...], sort: str) -> Iterator[str]:
    """The role, the role for this sort of name, and the same for each class of the word that it hangs on."""
    yield role
    yield f"{role} {sort}"
    for name in classes:
        yield f">{name}"
        yield f"{role}>{name}"
        yield f"{role}>{name} {sort}"
    if not classes:
        yield f"{role}>?"


def _role(view: View, top: int, sort: str, words: Lexicon, agents: frozenset[str]) -> Iterator[str]:
    dep, above = view.dep[top], view.head[top]
    noun = view.pos[above] in {"NOUN", "PROPN"}
    if dep == "pobj":
        yield from _preposition(view, above, sort, words, agents)
    elif dep in {"nsubj", "nsubjpass", "csubj"}:
        yield from _subject(view, above, sort, words, passive=dep == "nsubjpass")
    elif dep in OBJECTS:
        yield from _told("obj", words.of(view.lemma[above]), sort)
    elif dep == "poss":
        yield from _told("poss", words.of(view.lemma[above], noun=noun, agents=agents), sort)
    elif dep in _MODIFIERS:
        yield from _modifier(view, top, sort, words, agents)
    elif dep == "npadvmod":
        yield from _told("hyphen", words.of(view.lemma[above]), sort)
    elif dep == "attr":
        yield from _told("attr", (), sort)
    elif dep == "ROOT":
        yield from _told("root", (), sort)
    else:
        yield from _told("loose", (), sort)


def _modifier(view: View, top: int, sort: str, words: Lexicon, agents: frozenset[str]) -> Iterator[str]:
    """By the noun it modifies; where that is a person's name ("Manila Archbishop Rey") by the word right after it."""
    above, after = view.head[top], min(top + 1, len(view) - 1)
    places = [above, after] if view.pos[above] != "PROPN" or view.text[after][:1].islower() else [after, above]
    classes: tuple[str, ...] = ()
    for place in places:
        classes = classes or words.of(view.lemma[place], noun=True, agents=agents) or words.of(view.lower[place], noun=True, agents=agents)
    yield from _told("mod", classes, sort)
    if view.pos[above] == "PROPN":
        yield "mod>Name"
        yield f"mod>Name {sort}"


def _preposition(view: View, preposition: int, sort: str, words: Lexicon, agents: frozenset[str]) -> Iterator[str]:
    lower = view.lower[preposition]
    role = lower if lower in words.prepositions else "other"
    above = view.head[preposition]
    # "from inside Gaza", "out of Sudan": the outer preposition hangs on the verb.
    while (view.dep[above] in {"prep", "advmod"} and view.head[above] != above) and view.pos[above] != "NOUN":
        above = view.head[above]
    if above == preposition:
        yield from _told(role, (), sort)
        return
    yield from _told(role, words.of(view.lemma[above], noun=view.pos[above] == "NOUN", agents=agents), sort)
    if any(view.dep[child] == "prep" and view.lower[child] == ("to" if lower == "from" else "from") for child in view.children[above]) and lower in {
        "from",
        "to",
    }:
        yield "from-to"


def _subject(view: View, verb: int, sort: str, words: Lexicon, *, passive: bool) -> Iterator[str]:
    lemma = view.lemma[verb]
    if lemma in words.be and not passive:
        attribute = next((child for child in view.children[verb] if view.dep[child] in {"attr", "acomp"} and child > verb), None)
        classes = words.of(view.lemma[attribute], noun=True) if attribute is not None else ()
        yield from _told("be", classes, sort)
        return
    role = "subjpass" if passive else "subj"
    if "begin" in words.of(lemma):
        # "continued to mediate": what it did is the lower verb.
        lower = next((child for child in view.children[verb] if view.dep[child] == "xcomp" and view.pos[child] in {"VERB", "AUX"}), verb)
        verb, lemma = lower, view.lemma[lower]
    yield from _told(role, words.of(lemma), sort)
    if lemma == "have":
        had = next((child for child in view.children[verb] if view.dep[child] == "dobj"), None)
        yield from _told("has", words.of(view.lemma[had], noun=True) if had is not None else (), sort)


def _follows_place(view: View, index: int) -> bool:
    """ "Lagos, Nigeria": a name between commas after another name is where the first one lies."""
    first = index
    while first and view.dep[first - 1] in {"compound", "amod"} and view.head[first - 1] == index:
        first -= 1
    if first < 2 or view.text[first - 1] != "," or view.pos[first - 2] != "PROPN" or view.dep[index] not in {"appos", "npadvmod", "conj", "dep", "nmod"}:
        return False
    after = view.text[index + 1] if index + 1 < len(view) else "."
    if after not in {",", ".", ")", "(", ";", ":", "-", "--", "—", "–", '"', "”"} and view.dep[index] != "appos":
        return False
    listed = {index, view.head[index], view.governor(index), *view.conjuncts(view.governor(index))}
    return not any(view.dep[child] == "cc" for token in listed for child in view.children[token])


def _alone(view: View, index: int) -> bool:
    """Nothing but names, figures and marks beside it: a caption's or dateline's place."""
    return not any(view.pos[token] in {"VERB", "AUX", "NOUN"} for token in range(len(view)) if token != index)


def in_words(before: str, after: str, kind: str, agents: frozenset[str] = frozenset()) -> list[str]:
    """The same cues by the words before and after the name, for a sentence that was not parsed."""
    sort, words = SORTS[kind], lexicon()
    left, right = _WORD.findall(before), _WORD.findall(after)
    cues = list(_word_role(left, right, sort, words, agents))
    if not left and (not right or not any(word.islower() for word in right)):
        cues.append("alone")
    if not left and _DATED.match(after):
        cues.append("dateline")
    return [*cues, *_sentence([word.lower() for word in left + right], words)]


def _word_role(left: list[str], right: list[str], sort: str, words: Lexicon, agents: frozenset[str]) -> Iterator[str]:
    following = [word.lower() for word in right[: _NOUN_REACH + 1]]
    if following and following[0] in {"'s", "’s", "'", "’"}:
        yield from _told("poss", _first_class(following[1:], words, agents), sort)
        return
    if following and following[0] == "-" and len(following) > 1:
        yield from _told("hyphen", words.of_word(following[1]), sort)
        return
    modified = _first_class(following, words, agents) if following and following[0].isalpha() and following[0] not in words.auxiliaries | words.be else ()
    nouns = tuple(name for name in modified if name in _NOUN_CLASSES)
    if nouns and not _verbal(following[0]):
        yield from _told("mod", nouns, sort)
        return
    if len(left) > 1 and left[-1] == "," and left[-2][:1].isupper() and (not right or right[0] in {",", ".", ")", "("}) and right[1:2] not in (["and"], ["or"]):
        yield from _told("after", (), sort)
        return
    lower = _unlisted([word.lower() for word in left], left, words)
    if lower and lower[-1] in words.prepositions:
        gov = next((word for word in reversed(lower[:-1]) if word not in words.prepositions and word not in words.between), "")
        yield from _told(lower[-1], words.of_word(gov, noun=True, agents=agents), sort)
        return
    yield from _word_clause(lower, following, sort, words)


def _word_clause(lower: list[str], following: list[str], sort: str, words: Lexicon) -> Iterator[str]:
    verb = next((word for word in following if word.isalpha() and word not in words.auxiliaries), "")
    if following and following[0] in words.be:
        rest = [word for word in following[1:] if word not in words.between and word not in words.auxiliaries]
        yield from _told("be", words.of_word(rest[0], noun=True) if rest else (), sort)
    elif following and (following[0] in words.auxiliaries or _verbal(following[0]) or words.of_word(following[0])):
        yield from _told("subj", words.of_word(verb), sort)
    elif lower and words.of_word(lower[-1]):
        yield from _told("obj", words.of_word(lower[-1]), sort)
    else:
        yield from _told("root" if not lower else "loose", (), sort)


_NOUN_CLASSES = frozenset({"part", "measure", "act", "tie", "meeting", "body", "office", "people", "sport"})


def _verbal(word: str) -> bool:
    """A guess from the ending alone: "said" and "won" are in the lists, "denounced" ends so."""
    return word.endswith("ed")


def _first_class(following: list[str], words: Lexicon, agents: frozenset[str]) -> tuple[str, ...]:
    """Classes of the first listed word among the next few, up to a comma, stop or preposition."""
    for word in following[:_NOUN_REACH]:
        if not word.isalpha() or word in words.prepositions:
            break
        found = words.of_word(word, noun=True, agents=agents)
        if found:
            return found
    return ()


def _unlisted(lower: list[str], left: list[str], words: Lexicon) -> list[str]:
    """The words before the name without the names it is listed after ("from Peru, Chile and") and without "the", "central"."""
    at = len(lower)
    while at and (lower[at - 1] in words.between or (lower[at - 1] in {"and", "or", ","} and at > 1 and left[at - 2][:1].isupper()) or _in_list(left, at)):
        at -= 1
    return lower[:at]


def _in_list(left: list[str], at: int) -> bool:
    """A name right before "and" or a comma that was passed already."""
    return at < len(left) and left[at - 1][:1].isupper() and (left[at] in {"and", "or", ","} or left[at][:1].isupper()) and at > 1
