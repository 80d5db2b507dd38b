"""Actors told by what they are: "the foreign minister", "US and South Korean negotiators", "a Chadian official", "the ministry".

In: parsed scenes with persons found. Out: candidates; titles resolve to a person of the report or to the register's holder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dragoman.knowledge.names import NameEntry, fold
from dragoman.mentions.cast import Candidate, Cast, Mark, Referent
from dragoman.mentions.holders import holder
from dragoman.mentions.names import country_referent
from dragoman.mentions.owners import Owner, Owners, mark_at, owners_of
from dragoman.mentions.references import reference_words
from dragoman.mentions.scene import Scene
from dragoman.mentions.syntax import SUBJECTS, View
from dragoman.mentions.words import name_words
from dragoman.model import Interval

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
# "human rights activist"
_AGENT_WORDS = 3
_ARMED = frozenset({"REB", "PRM"})
_FORMER = frozenset({"former", "ex", "ousted", "deposed", "retired", "exiled"})
_OF_STATES = frozenset({"GOV", "MIL", "LEG", "SPY"})
# "rebels in Chad" are Chad's; troops and envoys there may be anybody's.
_LOCATED = frozenset({"REB", "COP", "CVL", "OPP", "LEG", "JUD", "CRM", "LAB", "EDU"})
_LOWERED = frozenset({"previous", "next", "first", "deputy", "vice", "assistant", "former", "ex", "then", "late", "junior", "shadow"})


@dataclass(slots=True)
class Kind:
    """What the noun says: an office, a body, or people of a sort."""

    kind: str
    sector: str | None
    role: str | None = None
    country: str | None = None
    first: int = 0
    mark: Mark | None = None
    of_state: bool = False


@dataclass(slots=True)
class Pending:
    """A group whose owner is a pronoun ("its foreign ministry"), for coreference to finish."""

    candidate: Candidate
    kind: Kind
    owners: Owners
    token: int


def groups(scene: Scene, cast: Cast, knowledge: Any, when: Interval | None) -> list[Pending]:
    """Adds the scene's groups and offices; gives back those whose owner is a pronoun."""
    view = scene.view
    if view is None:
        return []
    pending: list[Pending] = []
    heads = _title_heads(scene, view, knowledge)
    for token in range(len(view)):
        kind = heads.get(token) or _agent(scene, view, token, knowledge)
        if kind is None or view.lemma[token] == "counterpart":
            continue
        located = kind.sector in _LOCATED or view.lemma[token] in reference_words().domestic
        owners = owners_of(scene, view, token, kind.first, cast, located=located)
        found = _candidate(scene, view, token, kind, owners, cast, knowledge, when)
        if owners.pronoun is not None and not owners.found:
            pending.append(Pending(found, kind, owners, token))
    return pending


def _title_heads(scene: Scene, view: View, knowledge: Any) -> dict[int, Kind]:
    """Head tokens of titles and of unowned ministries that no name has taken up."""
    heads: dict[int, Kind] = {}
    for index, mark in enumerate(scene.marks):
        if mark.used or mark.kind not in {"title", "organisation"}:
            continue
        entry = next((one for one in mark.entries if one.kind == mark.kind), None)
        if mark.kind == "organisation":
            entry = _generic(scene, index)
        if entry is None:
            continue
        first, stop = view.tokens_of(mark.start, mark.end)
        head = view.head_of(first, stop)
        if head is None:
            continue
        wider = knowledge.agents.get(" ".join(view.lower[first - 1 : head + 1])) if first else None
        if wider is not None and wider.sector is not None:
            # "opposition leaders", "party chief": the word before says whose leaders they are.
            heads[head] = Kind("group", wider.sector, None, None, first - 1, mark)
        elif mark.kind == "title":
            heads[head] = Kind("office", entry.sector or "GOV", entry.id, entry.country if len(mark.entries) == 1 else None, first, mark)
        elif not _modifies_agent(view, head):
            heads[head] = Kind("organisation", entry.sector, None, None, first, mark)
        mark.used = True
    return heads


def _generic(scene: Scene, index: int) -> NameEntry | None:
    """A ministry of whatever country; where the words also name one body ("Security Council"), only with a country before them."""
    mark = scene.marks[index]
    generic = next((one for one in mark.entries if one.detail == "generic"), None)
    if generic is None or all(one.detail == "generic" for one in mark.entries):
        return generic
    before = scene.marks[index - 1] if index else None
    owned = before is not None and before.kind in {"country", "demonym"} and scene.text(before.end, mark.start) in {" ", "'s ", "’s "}
    return generic if owned else None


def _modifies_agent(view: View, head: int) -> bool:
    """ "foreign ministry officials": the ministry only says what officials they are."""
    return view.dep[head] in {"compound", "nmod", "amod"} and view.pos[view.head[head]] in {"NOUN", "PROPN"} and view.head[head] == head + 1


def _agent(scene: Scene, view: View, token: int, knowledge: Any) -> Kind | None:
    """The longest agent phrase that ends at the token: "security forces" before "forces"."""
    if view.pos[token] not in {"NOUN", "PROPN"} or view.lower[token] not in knowledge.agents.heads:
        return None
    if view.dep[token] == "compound" or any(mark.start < view.end[token] and view.start[token] < mark.end for mark in scene.marks):
        return None
    words = reference_words()
    if view.lower[token] in name_words().governments:
        return Kind("organisation", "GOV", None, None, token)
    if (token and view.text[token - 1] == "-") or (token + 1 < len(view) and view.text[token + 1] == "-"):
        return None
    for first in range(max(0, token - _AGENT_WORDS + 1), token + 1):
        if _owner_at(scene, view.start[first]):
            # "State Department official": the body is the official's owner.
            continue
        agent = knowledge.agents.get(" ".join(view.lower[first : token + 1])) if view.lower[first][0].isalpha() else None
        if agent is not None:
            if agent.words in words.no_actors:
                return None
            if view.lower[token] == "media":
                return Kind("outlet", "JRN", None, None, first)
            return Kind("organisation" if agent.group and not agent.plural else "group", agent.sector, None, None, first, None, agent.of_state)
    return None


def _owner_at(scene: Scene, at: int) -> bool:
    """A body of one country alone is named on the character."""
    mark = mark_at(scene, at)
    return mark is not None and mark.kind == "organisation" and not mark.used and any(entry.detail != "generic" for entry in mark.entries)


def _candidate(scene: Scene, view: View, token: int, kind: Kind, owners: Owners, cast: Cast, knowledge: Any, when: Interval | None) -> Candidate:
    plural = view.tag[token] in _PLURAL_TAGS or kind.kind == "organisation"
    for mark in owners.marks:
        mark.used = True
    if view.lemma[token] in reference_words().relations:
        owners.found = []
    start, end = _span(scene, view, owners, kind)
    surface = _bare(scene.text(start, end))
    referents: list[Referent] = []
    for owner in owners.found or [_unowned(kind, owners)]:
        referents.append(_referent(view, token, kind, owners, owner, surface, cast, knowledge, when))
    found = scene.add(start, end, referents, "title", head=token, plural=plural or len(referents) > 1)
    found.noun = view.lemma[token]
    found.role = kind.role
    found.owned = bool(owners.found or owners.persons or (kind.sector == "JUD" and owners.of_nations))
    found.definite = owners.determined and not owners.found
    return found


def own(scene: Scene, item: Pending, antecedents: list[Referent], cast: Cast, knowledge: Any, when: Interval | None) -> None:
    """Gives a pending group the countries of those that its pronoun stands for."""
    view = scene.view
    countries = [one.country for one in antecedents if one.country is not None]
    if view is None or not countries:
        return
    surface = _bare(scene.text(item.candidate.start, item.candidate.end))
    owners = [Owner(country, country, country, None, "country") for country in dict.fromkeys(countries)]
    item.candidate.referents = [_referent(view, item.token, item.kind, item.owners, owner, surface, cast, knowledge, when) for owner in owners]
    item.candidate.owned = True


def _span(scene: Scene, view: View, owners: Owners, kind: Kind) -> tuple[int, int]:
    start = owners.start
    text = scene.text(start, owners.end)
    for word in ("own ", "the ", "a ", "an ", "both ", "some ", "that ", "this ", "these ", "those "):
        if text.lower().startswith(word):
            start += len(word)
            break
    if owners.pronoun is not None and view.start[owners.pronoun] == start:
        start = view.start[min(owners.pronoun + 1, len(view) - 1)]
    while scene.text(start, start + 1) in {",", " ", "-", ";"}:
        start += 1
    return start, max(owners.end, kind.mark.end if kind.mark is not None else 0)


def _bare(text: str) -> str:
    return " ".join(text.replace("'s ", " ").replace("’s ", " ").split())


def _unowned(kind: Kind, owners: Owners) -> Owner:
    """The title's own country ("Taoiseach"), or that of the person before it ("the Trump administration"), or none."""
    country = kind.country
    if country is None and owners.persons:
        country = owners.persons[0].country
    return Owner("", country, country, None, "country")


def _referent(view: View, token: int, kind: Kind, owners: Owners, owner: Owner, surface: str, cast: Cast, knowledge: Any, when: Interval | None) -> Referent:
    kind = _in_country(kind, owner)
    modifiers = {view.lower[at] for at in range(view.phrase_start(token), token)}
    plain = not modifiers & _LOWERED
    definite = owners.determined or bool(owners.found) or view.text[token][:1].isupper()
    indefinite = bool(modifiers & {"a", "an", "some", "any", "another"})
    several = view.tag[token] in _PLURAL_TAGS and len(owners.found) < 2
    if kind.role is not None and not several and plain and definite and not indefinite:
        person = holder(kind.role, owner.country, cast, knowledge, when, view.start[token], view.lemma[token])
        # "Osman met the foreign minister": an Osman named right there with that office is not whom he met.
        besides = person is not None and not owners.found and cast.named_before(person, view.start[token]) >= view.sentence.start
        if person is not None and not (besides and view.dep[token] not in {"appos", "attr", "pobj"} | SUBJECTS):
            return person
    if kind.role is None and owner.id is not None and owner.kind in {"country", "demonym", "capital"} and view.lemma[token] in name_words().governments:
        return country_referent(owner.id, cast, knowledge)
    if owner.kind == "organisation" and owner.id is not None and kind.sector in _ARMED:
        return country_referent(owner.id, cast, knowledge)
    label = _label(view, token, kind)
    if len(owners.found) > 1:
        # Told of several at once: each has a name of its own.
        told = view.lemma[token] if kind.kind == "office" else view.lower[token]
        surface = f"{' '.join([*view.lower[kind.first : token], told])} of {owner.name}"
    sector = "ELI" if modifiers & _FORMER and kind.sector in _OF_STATES else _sector(kind, owner)
    identity = f"o:{owner.country or '-'}:{label}" if kind.kind != "group" else f"o:{owner.country or '-'}:{sector or '-'}:{label}"
    many = view.tag[token] in _PLURAL_TAGS
    what = "group" if several and kind.kind == "office" else kind.kind
    referent = Referent(surface, identity, owner.country, sector, what, surface if what == "office" else None, kind.role, many=many)
    return cast.add(referent) if what in {"office", "organisation"} and owner.country and definite and not indefinite else referent


def _in_country(kind: Kind, owner: Owner) -> Kind:
    """The office that the title names in the owner's country: a chancellor heads Germany's government and Britain's treasury."""
    titles = [entry for entry in kind.mark.entries if entry.kind == "title"] if kind.mark is not None and kind.role is not None else []
    if len(titles) < 2 or owner.country is None:
        return kind
    fitting = [entry for entry in titles if entry.country == owner.country] or [entry for entry in titles if entry.country is None]
    return replace(kind, role=fitting[0].id, sector=fitting[0].sector or kind.sector) if fitting else kind


def _label(view: View, token: int, kind: Kind) -> str:
    """What the id of an unnamed actor says it is, the same for all ways to say it."""
    if kind.role is not None:
        return kind.role
    if kind.mark is not None and kind.kind == "organisation":
        return next((entry.id for entry in kind.mark.entries if entry.id), kind.kind)
    # A senior official and an official are one sort; riot police and police are two bodies.
    return view.lemma[token] if kind.kind == "group" else fold(" ".join([*view.lower[kind.first : token], view.lemma[token]]))


def _sector(kind: Kind, owner: Owner) -> str | None:
    """ "Hamas officials" are Hamas's sector, not a government's; "NATO troops" stay troops."""
    if kind.sector in {"GOV", None} and owner.kind == "organisation" and owner.sector:
        return owner.sector
    if kind.of_state and owner.kind in {"country", "demonym", "capital"} and owner.country is not None:
        return "GOV"
    return kind.sector
