"""Named persons with the titles around them: one mention a name, office and country taken from the words beside it.

In: scenes with marks. Out: candidates for persons, the marks of their titles used up, the cast filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.knowledge.names import NameEntry, name_key
from dragoman.knowledge.offices import ROLE_SECTORS
from dragoman.mentions.cast import Candidate, Cast, Mark, Referent
from dragoman.mentions.choose import choose
from dragoman.mentions.scene import Scene
from dragoman.mentions.surnames import Surnames
from dragoman.mentions.titles import TitlePhrase, country_after, left_of, right_of
from dragoman.mentions.trades import trade_after, trade_before
from dragoman.mentions.words import name_words
from dragoman.model import Interval

# Offices whose holders the news names without a word of introduction.
TOP_ROLES = ("head of state", "head of government", "foreign minister", "defence minister", "head of organisation", "national security adviser")
_HEADS = frozenset({"head of state", "head of government"})
_LOOK_BACK = 30
_LONGER = 2
# A span of days that more than one may well have held an office in.
_WIDE = 366
_MODIFYING = frozenset({"compound", "poss", "nmod", "amod", "appos"})


def full_names(scenes: Sequence[Scene], cast: Cast, knowledge: Any, when: Interval | None) -> None:
    """Makes candidates of all listed persons, then of NER's persons of two words or more that are no short form of a listed one."""
    for scene in scenes:
        for index, mark in enumerate(scene.marks):
            if mark.kind == "person" and mark.entries:
                _person(scene, index, cast, knowledge, when)
    listed = Surnames(cast.persons, knowledge.offices)
    for scene in scenes:
        for index, mark in enumerate(scene.marks):
            name = scene.text(mark.start, mark.end)
            if mark.kind == "person" and not mark.entries and " " in name and not listed.bearers(name):
                _person(scene, index, cast, knowledge, when)


def short_names(scenes: Sequence[Scene], cast: Cast, knowledge: Any, when: Interval | None) -> None:
    """Makes candidates of bare surnames: of persons named in full somewhere in the report, else of holders of high office."""
    surnames = Surnames(cast.persons, knowledge.offices)
    for scene in scenes:
        found = [Mark(start, end, "person", source="short") for start, end, _ in surnames.find(scene)]
        scene.marks = sorted([*scene.marks, *found], key=lambda mark: (mark.start, mark.end))
        for index, mark in enumerate(scene.marks):
            if mark.kind == "person" and not mark.entries and mark.referent is None:
                _short(scene, index, surnames, cast, knowledge, when)
            elif mark.source == "ner" and mark.kind != "person" and not mark.used:
                _misread(scene, index, surnames, cast, knowledge, when)


def _person(scene: Scene, index: int, cast: Cast, knowledge: Any, when: Interval | None) -> None:
    mark = scene.marks[index]
    left, right = _around(scene, index, cast, knowledge)
    if left is not None and left.role is not None and not left.told_country:
        right = right or country_after(scene, index, cast)
    told = next((phrase.country for phrase in (right, left) if phrase is not None and phrase.told_country), None) or next(
        (phrase.country for phrase in (left, right) if phrase is not None and phrase.country), None
    )
    persons = [entry for entry in mark.entries if entry.kind == "person"]
    entry = choose(persons, cast, country=told, when=when) if persons else None
    name = scene.text(mark.start, mark.end)
    if entry is not None and told is not None and entry.country != told and _contradicts(left, entry):
        entry = None
    referent = cast.person(" ".join(name.split()), entry)
    _settle(scene, mark, referent, cast, left, right)


def _around(scene: Scene, index: int, cast: Cast, knowledge: Any) -> tuple[TitlePhrase | None, TitlePhrase | None]:
    """What stands before and after the name: titles, else words for what people are ("rebel leader")."""
    left, right = left_of(scene, index, cast, knowledge), right_of(scene, index, cast, knowledge)
    if left is None or not left.told_country:
        trade = trade_before(scene, index, cast, knowledge)
        # "rebel leader" says more than "leader".
        if trade is not None and (left is None or left.office is None or len(trade.office or "") > len(left.office)):
            left = trade
    if right is None and (left is None or left.office is None):
        right = trade_after(scene, index, cast, knowledge)
    return left, right


def _contradicts(left: TitlePhrase | None, entry: NameEntry) -> bool:
    """The country told right before the name, with a title of state, is another than that of the listed namesake."""
    state = left is not None and left.told_country and left.role in {"head of state", "head of government", "foreign minister", "defence minister"}
    return state and entry.country is not None and len(entry.country) == 3


def _settle(scene: Scene, mark: Mark, referent: Referent, cast: Cast, *phrases: TitlePhrase | None) -> Candidate:
    """Gives the referent what its titles say, and makes the candidate."""
    for phrase in phrases:
        if phrase is None:
            continue
        for used in phrase.used:
            used.used = True
        referent.country = referent.country or phrase.country
        if phrase.office and (referent.office is None or (referent.office.startswith("former ") and not phrase.past)):
            referent.office, referent.role = phrase.office, (referent.role if referent.office is None else None) or phrase.role
        referent.sector = referent.sector or phrase.sector
        if phrase.past and referent.sector in {"GOV", "MIL", "LEG", "SPY", None}:
            # Codebook 5.2: former officials who hold no office now are ELI.
            referent.sector = "ELI"
    before = scene.text(max(scene.sentence.start, mark.start - _LOOK_BACK), mark.start).lower().split()[-3:]
    referent.gender = referent.gender or name_words().gender(before)
    mark.used, mark.referent = True, referent
    cast.named_at.setdefault(cast.key(referent), []).append(mark.start)
    return scene.add(mark.start, mark.end, [referent], "name")


def _short(scene: Scene, index: int, surnames: Surnames, cast: Cast, knowledge: Any, when: Interval | None) -> None:
    mark = scene.marks[index]
    name = scene.text(mark.start, mark.end)
    left, right = _around(scene, index, cast, knowledge)
    told = next((phrase for phrase in (left, right) if phrase is not None), None)
    bearers = surnames.bearers(name)
    if not bearers and told is None and _is_thing(scene, mark):
        family = surnames.family(name)
        if family:
            _family(scene, mark, family)
        return
    referent = (
        _bearer(bearers, told, mark.start, cast)
        or _bearer(surnames.called(name) if told is None else [], told, mark.start, cast)
        or _office_holder(name, told, cast, knowledge, when, _governs(scene, mark))
        or _past_head(name, told, cast, knowledge, when)
        or cast.person(name)
    )
    _settle(scene, mark, referent, cast, left, right)


def _misread(scene: Scene, index: int, surnames: Surnames, cast: Cast, knowledge: Any, when: Interval | None) -> None:
    """A bare surname that NER took for a body or town: "Biden", "Trump"."""
    mark = scene.marks[index]
    name = scene.text(mark.start, mark.end)
    if " " not in name and (surnames.bearers(name) or surnames.called(name) or _office_holder(name, None, cast, knowledge, when, False) is not None):
        mark.kind = "person"
        _short(scene, index, surnames, cast, knowledge, when)


def _bearer(bearers: list[Referent], told: TitlePhrase | None, at: int, cast: Cast) -> Referent | None:
    """Among several of one surname the one whose country or role the title names, else the one named last before."""
    if told is not None and len(bearers) > 1:
        fitting = [one for one in bearers if told.country in {None, one.country} and told.role in {None, one.role}]
        bearers = fitting or bearers
    if told is not None and told.country is not None:
        bearers = [one for one in bearers if one.country in {None, told.country}]
    if len(bearers) < 2:
        return bearers[0] if bearers else None
    # A report that goes on to say "Kim" means the one whom it is about, not the sister whom it named last.
    return max(bearers, key=lambda one: (len(cast.named_at.get(id(one), ())), cast.named_before(one, at), -bearers.index(one)))


def _is_thing(scene: Scene, mark: Mark) -> bool:
    """ "the Meridian": a name with the article that modifies nothing is a ship, a feast or a family, not a person."""
    view = scene.view
    if view is None or scene.text(mark.start - 4, mark.start).lower() != "the ":
        return False
    head = view.head_of(*view.tokens_of(mark.start, mark.end))
    return head is not None and view.dep[head] not in _MODIFYING


def _family(scene: Scene, mark: Mark, family: list[Referent]) -> None:
    """ "the Osmans": all of that name."""
    mark.used = True
    scene.add(mark.start, mark.end, family, "name", plural=True)


def _governs(scene: Scene, mark: Mark) -> bool:
    """ "the Biden administration": a bare surname before a word for a government."""
    following = scene.text(mark.end, mark.end + _LOOK_BACK).split()
    return bool(following) and following[0].lower().strip(".,") in name_words().governments


def _office_holder(name: str, told: TitlePhrase | None, cast: Cast, knowledge: Any, when: Interval | None, governs: bool) -> Referent | None:
    """The one holder of a high office of that surname among the countries that the report names; None where there are several or none.

    With the title before the name ("Chancellor Merkel") the country need not be named, if there is only one such holder anywhere.
    """
    roles, country = _roles(told), told.country if told is not None and told.told_country else None
    found = _holder(name, roles, country, cast, knowledge, when, governs, abroad=False)
    if found is None and roles & _HEADS and country is None:
        found = _holder(name, roles, None, cast, knowledge, when, governs, abroad=True)
    return found


def _roles(told: TitlePhrase | None) -> frozenset[str]:
    """All offices that the title's words name somewhere: a chancellor is a head of government or a minister of finance."""
    if told is None or told.role is None:
        return frozenset()
    if told.told_country:
        return frozenset({told.role})
    return frozenset({told.role, *(entry.id for mark in told.used if mark.kind == "title" for entry in mark.entries if entry.kind == "title" and entry.id)})


def _holder(
    name: str, roles: frozenset[str], country: str | None, cast: Cast, knowledge: Any, when: Interval | None, governs: bool, *, abroad: bool
) -> Referent | None:
    holders = knowledge.offices.surname(name)
    fitting: dict[str, Any] = {}
    for holding in holders:
        if roles and holding.role not in roles:
            continue
        if not roles and holding.role not in TOP_ROLES:
            continue
        if country is not None and holding.country != country:
            continue
        if country is None and not governs and not cast.tally[holding.country] and not abroad:
            continue
        if when is not None and not Interval(holding.from_, holding.to if holding.to_known else None).overlaps(when, slack=90):
            continue
        fitting.setdefault(holding.person_qid or name_key(holding.person), holding)
    if not fitting and not roles and country is None:
        fitting = _only_bearer(holders, when)
    # Of namesakes those with a Wikidata id are the better known: "the Obama administration" is not Obama Asue's of Equatorial Guinea.
    fitting = {key: one for key, one in fitting.items() if one.person_qid} or fitting
    if len(fitting) > 1 and (when is None or (when.days or _WIDE) >= _WIDE):
        fitting = _contemporaries(fitting, cast, knowledge)
    if len(fitting) > 1:
        fitting = {key: one for key, one in fitting.items() if one.role in _HEADS} or fitting
    if len(fitting) != 1:
        return None
    holding = next(iter(fitting.values()))
    body = knowledge.organisations.get(holding.country)
    sector = body.sector if body is not None else ROLE_SECTORS.get(holding.role, "GOV")
    return cast.add(Referent(holding.person, holding.person_qid or name_key(holding.person), holding.country, sector, role=holding.role if roles else None))


def _contemporaries(fitting: dict[str, Any], cast: Cast, knowledge: Any) -> dict[str, Any]:
    """In an undated report, those who held their office while most of the persons named held theirs."""
    spells = [[one.interval for one in cast.holdings(person, knowledge) if one.role in TOP_ROLES] for person in cast.persons if person.country is not None]
    met = {key: sum(any(one.interval.overlaps(spell) for spell in held) for held in spells) for key, one in fitting.items()}
    likely = {key: one for key, one in fitting.items() if met[key] == max(met.values())}
    days = {key: Interval(one.from_, one.to).days or 0 for key, one in likely.items()}
    # Who held it far longer than the others is far oftener in the news.
    return {key: one for key, one in likely.items() if all(other == key or days[key] >= _LONGER * days[other] for other in likely)} or likely


def _past_head(name: str, told: TitlePhrase | None, cast: Cast, knowledge: Any, when: Interval | None) -> Referent | None:
    """A former head of state or government whose surname is nobody else's: "Mr Obasanjo" of a report of years later."""
    heads = [one for one in knowledge.offices.surname(name) if one.role in _HEADS and one.person_qid and one.to_known]
    if len({one.person_qid for one in heads}) != 1 or (told is not None and told.told_country and told.country != heads[0].country):
        return None
    past = when is None or (when.to is not None and heads[0].from_ is not None and heads[0].from_ <= when.to)
    return cast.add(Referent(heads[0].person, heads[0].person_qid, heads[0].country, "ELI")) if past else None


def _only_bearer(holders: Sequence[Any], when: Interval | None) -> dict[str, Any]:
    """A head of state or government whose surname nobody else in the register bears ("Erdogan"): he needs no country beside him."""
    bearers = {holding.person_qid or name_key(holding.person) for holding in holders}
    heads = [one for one in holders if one.role in _HEADS and (when is None or Interval(one.from_, one.to if one.to_known else None).overlaps(when, slack=90))]
    return {next(iter(bearers)): heads[0]} if len(bearers) == 1 and heads else {}
