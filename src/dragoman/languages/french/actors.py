"""Who is named in a French report: persons with their titles, offices, countries, bodies, groups, pronouns.

In: a Working with sentences parsed by the French model. Out: ActorMentions; ids, names and countries as the English finder gives them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.knowledge.names import NameEntry, NameHit, fold, name_key
from dragoman.languages.french.groups import GroupNoun, group_nouns
from dragoman.languages.french.names import Names, loosened
from dragoman.languages.french.offices import TitleHit, title_hits
from dragoman.languages.french.syntax import case_of, children, token_at
from dragoman.languages.french.uses import BOTH, LANDS, PERSONS, PLACES, best_entry, is_place, of_two, owned_end
from dragoman.mentions.cast import Cast, Referent
from dragoman.mentions.finding import published
from dragoman.mentions.holders import holder
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention, Sentence, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

Token = Any


class Finder:
    """Finds the actors of one report."""

    def __init__(self, working: Working, knowledge: Knowledge, names: Names) -> None:
        self.working, self.knowledge = working, knowledge
        self.when = published(working)
        self.cast = Cast()
        text = working.clean.text
        self.hits = names.scan(text) if working.sentences else []
        working.hits = list(self.hits)
        self.role: str | None = None  # of the office named last
        self.surnames: dict[str, Referent] = {}
        self.recent: list[Referent] = []  # those named last, latest last
        self.subject: Referent | None = None
        self.found: list[ActorMention] = []
        self.taken: list[tuple[int, int]] = []
        self.cast.tally = Counter(entry.country for hit in self.hits for entry in hit.entries if entry.country)
        self.tally: Counter[str | None] = Counter(entry.country for hit in self.hits for entry in hit.entries if entry.country)

    def run(self) -> list[ActorMention]:
        """All mentions, in text order."""
        for sentence in self.working.sentences:
            if sentence.doc is None:
                continue
            hits = [
                NameHit(hit.start - sentence.start, hit.end - sentence.start, hit.surface, hit.entries)
                for hit in self.hits
                if sentence.start <= hit.start and hit.end <= sentence.end
            ]
            self._sentence(sentence, hits)
        return sorted(self.found, key=lambda one: (one.start, one.end))

    def _sentence(self, sentence: Sentence, hits: list[NameHit]) -> None:
        self.taken = []
        text = loosened(sentence.text)
        persons = dict(self._person_spans(sentence, hits))
        first = len(self.found)
        for title in title_hits(text, hits):
            self._title(sentence, text, title, persons)
        for (start, end), hit in sorted(persons.items()):
            if self._free(start, end):
                self._add(sentence, start, end, [self._person(sentence.text[start:end], hit, None)])
        self._groups(sentence, hits)
        for hit in hits:
            if self._free(hit.start, hit.end):
                self._name(sentence, hit)
        self._pronouns(sentence)
        new = sorted(self.found[first:], key=lambda one: one.start)
        subjects = [one for one in new if one.head is not None and sentence.doc[one.head].dep_.startswith("nsubj") and not one.plural]
        persons_told = [self._referent_of(one) for one in subjects if one.members and one.members[0].kind in ("person", "office")]
        self.subject = next((one for one in persons_told if one is not None), self.subject)

    # ---- persons and offices

    def _person_spans(self, sentence: Sentence, hits: Sequence[NameHit]) -> Iterator[tuple[tuple[int, int], NameHit | None]]:
        listed = [hit for hit in hits if any(entry.kind == "person" for entry in hit.entries)]
        for hit in listed:
            yield (hit.start, hit.end), hit
        for entity in sentence.doc.ents:
            start, end = entity.start_char, entity.end_char
            clash = any(hit.start < end and start < hit.end for hit in hits)
            if entity.label_ == "PER" and not clash and sentence.text[start].isupper() and self._is_name(sentence.text[start:end]):
                yield (start, end), None

    def _is_name(self, name: str) -> bool:
        return " " in name or name_key(name) in self.surnames

    def _title(self, sentence: Sentence, text: str, title: TitleHit, persons: dict[tuple[int, int], NameHit | None]) -> None:
        start, end = title.start, title.end
        role = title.office.role or self.role
        named = self._name_after(text, end, persons)
        if named is not None:
            span, hit = named
            person = self._person(sentence.text[span[0] : span[1]], hit, title)
            self._add(sentence, start, owned_end(text, span[1], title, person), [person], how="title", head_at=start)
            self.role = role or self.role
            return
        before = next(
            (
                span
                for span in persons
                if text[span[1] : start].strip(" ").rstrip("leadun ") in (",", ", l") or text[span[1] : start] in (", ", ", le ", ", la ", ", l ")
            ),
            None,
        )
        if before is not None and not any(one.start == before[0] + sentence.start for one in self.found):
            person = self._person(sentence.text[before[0] : before[1]], persons[before], title)
            self._add(sentence, before[0], end, [person], how="name", head_at=before[0])
            self.role = role or self.role
            return
        if title.office.bare and not title.owners and not title.plural and self._antecedent(role) is None:
            return
        referents = [self._office(owner, title, role, sentence.text[start:end], sentence.start + start) for owner in (title.owners or (None,))]
        if referents:
            self._add(sentence, start, end, referents, how="title", head_at=start, plural=title.plural)
            self.role = role or self.role

    def _name_after(self, text: str, end: int, persons: dict[tuple[int, int], NameHit | None]) -> tuple[tuple[int, int], NameHit | None] | None:
        for span, hit in persons.items():
            if span[0] >= end and text[end : span[0]] in (" ", ", ", " M. ", " Mme "):
                return span, hit
        return None

    def _antecedent(self, role: str | None) -> Referent | None:
        return next((one for one in reversed(self.cast.persons) if role is not None and one.role == role), None)

    def _person(self, name: str, hit: NameHit | None, title: TitleHit | None) -> Referent:
        entry = None if hit is None else self._chosen([one for one in hit.entries if one.kind == "person"], title)
        known = self.surnames.get(name_key(name.split()[-1])) if entry is None else None
        same = known is not None and (" " not in name or name_key(known.name) == name_key(name))
        referent = known if same and known is not None else self.cast.person(name, entry)
        if title is not None:
            owner = title.owners[0] if title.owners else None
            referent.country = referent.country or (owner.country or owner.id if owner is not None else None)
            referent.sector = referent.sector or title.office.sector
            referent.role = None if title.former else title.office.role or referent.role
            referent.office = f"former {title.office.role}" if title.former else referent.role
        if referent.role is None and entry is not None and title is None:
            held = self.cast.holdings(referent, self.knowledge)
            referent.role = held[-1].role if held else None
        self.surnames.setdefault(name_key(name.split()[-1]), referent)
        return referent

    def _chosen(self, entries: Sequence[NameEntry], title: TitleHit | None) -> NameEntry | None:
        owners = {owner.country for owner in title.owners} if title is not None else set()
        return next((entry for entry in entries if entry.country in owners), entries[0] if entries else None)

    def _office(self, owner: NameEntry | None, title: TitleHit, role: str | None, surface: str, at: int) -> Referent:
        country = None if owner is None else owner.country or owner.id
        if role and not title.former and not title.plural:
            known = holder(role, country, self.cast, self.knowledge, self.when, at)
            if known is not None:
                return known
        identity = f"o:{country or '-'}:{role or fold(surface)}"
        return self.cast.add(Referent(surface, identity, country, title.office.sector, "office", surface, role))

    # ---- groups, countries, bodies

    def _groups(self, sentence: Sentence, hits: Sequence[NameHit]) -> None:
        by_start = {hit.start: hit for hit in hits}
        nouns = group_nouns()
        for token in sentence.doc:
            if token.pos_ not in ("NOUN", "PROPN", "ADJ") or not self._free(token.idx, token.idx + len(token.text)):
                continue
            noun = nouns.get(token.lemma_.lower()) or nouns.get(token.lower_)
            if noun is not None:
                self._group(sentence, token, noun, by_start)

    def _group(self, sentence: Sentence, token: Token, noun: GroupNoun, by_start: dict[int, NameHit]) -> None:
        owners: list[NameEntry] = []
        end = token.idx + len(token.text)
        for child in token.subtree:
            hit = by_start.get(child.idx)
            if hit is None or hit.start < token.idx or not self._owns(child, token):
                continue
            entry = best_entry(hit, self.tally)
            if entry is not None and entry.kind in ("demonym", "country", "capital", "organisation"):
                owners.append(entry)
                end = max(end, hit.end)
        if not owners and (noun.thing or (noun.kind == "group" and noun.sector != "REB")):
            return
        plural = noun.kind == "group" and "Plur" in token.morph.get("Number")
        surface = sentence.text[token.idx : end]
        referents = []
        at_home = self.cast.main_country(sorted(filter(None, self.tally))) if not owners else None
        if not owners and (at_home is None or any("Yes" in child.morph.get("Poss") for child in children(token, "det"))):
            return
        for country in dict.fromkeys(owner.country or owner.id for owner in owners) or (at_home,):
            referents.append(Referent(surface, f"o:{country or '-'}:{noun.sector}:{fold(surface)}", country, noun.sector, noun.kind, many=plural))
        self._add(sentence, token.idx, end, referents, how="title", head_at=token.idx, plural=plural)

    @staticmethod
    def _owns(child: Token, token: Token) -> bool:
        """An adjective or a complement with "de" of the noun itself, or of what stands between ("services de renseignement sud-coréens")."""
        current = child
        for _ in range(3):
            if current.i == token.i:
                return True
            if current.dep_ not in ("amod", "nmod", "conj", "flat:name", "flat:foreign", "appos", "acl", "dep"):
                return False
            if current.dep_ == "conj" and current.pos_ not in ("ADJ", "PROPN"):
                return False
            if current.dep_ == "nmod" and case_of(current) not in (None, "de"):
                return False
            current = current.head
        return bool(current.i == token.i)

    def _name(self, sentence: Sentence, hit: NameHit) -> None:
        entry = best_entry(hit, self.tally)
        if entry is None or entry.kind == "person":
            return
        token = token_at(sentence.doc, hit.start)
        if entry.kind == "demonym":
            if token is not None and token.text[:1].isupper() and token.pos_ != "ADJ" and token.i > 0 and token.dep_ not in ("amod",):
                people = Referent(hit.surface, f"o:{entry.country}:people", entry.country, "CVL", "group", many=True)
                self._add(sentence, hit.start, hit.end, [people], plural=True)
                return
            country = self.cast.add(Referent(entry.name, entry.id, entry.country, "GOV", "country"))
            self._add(sentence, hit.start, hit.end, [country])
            return
        literal = token is not None and entry.kind in PLACES and is_place(token)
        kind = {"organisation": "organisation", "outlet": "outlet"}.get(entry.kind, "country")
        if entry.kind in ("capital", "building") and entry.country:
            country_known = self.knowledge.countries.get(entry.country)
            body = self.knowledge.organisations.get(entry.country)
            name = country_known.name if country_known is not None else body.name if body is not None else entry.name
            kind = "country" if country_known is not None else "organisation"
            referent = self.cast.add(Referent(name, entry.country, entry.country, entry.sector, kind))
        else:
            referent = self.cast.add(Referent(entry.name, entry.id, entry.country, entry.sector, kind))
        self._add(sentence, hit.start, hit.end, [referent], how="metonym" if entry.kind in ("capital", "building") else "name", literal=literal)

    # ---- pronouns

    def _pronouns(self, sentence: Sentence) -> None:
        for token in sentence.doc:
            told = PERSONS.get(token.lower_)
            if told is not None and token.dep_.startswith("nsubj"):
                referents = self._pair(sentence.start + token.idx) if told[1] else ([self.subject] if self.subject is not None else [])
                if referents:
                    self._add(sentence, token.idx, token.idx + len(token.text), referents, how="pronoun", plural=told[1])
            elif token.lemma_.lower() in BOTH and self._free(token.idx, token.idx + 1) and of_two(token):
                referents = self._pair(sentence.start + token.idx, lands=token.lemma_.lower() in LANDS)
                if len(referents) > 1:
                    self._add(sentence, token.idx, token.idx + len(token.text), referents, how="pronoun", plural=True)

    def _pair(self, at: int, *, lands: bool = False) -> list[Referent]:
        """The last two actors of different countries named before; people, where two have been named, unless the word stands for `lands`."""
        found: list[Referent] = []
        for one in reversed(self.recent):
            if self.cast.named_before(one, at) < 0 or (not lands and one.kind == "country" and self._persons_before(at) > 1):
                continue
            if one.country is not None and all(one.country != other.country for other in found):
                found.append(one)
            if len(found) == 2:
                return found[::-1]
        return []

    def _persons_before(self, at: int) -> int:
        """How many persons and office-holders of different countries stand before."""
        return len({one.country for one in self.recent if one.kind in ("person", "office") and one.country and self.cast.named_before(one, at) >= 0})

    def _free(self, start: int, end: int) -> bool:
        return not any(first < end and start < last for first, last in self.taken)

    def _add(
        self,
        sentence: Sentence,
        start: int,
        end: int,
        referents: Sequence[Referent],
        how: str = "name",
        *,
        head_at: int | None = None,
        literal: bool = False,
        plural: bool = False,
    ) -> None:
        self.taken.append((start, end))
        token = token_at(sentence.doc, start if head_at is None else head_at)
        first, last = sentence.start + start, sentence.start + end
        members = tuple(Actor(first, last, one.name, one.id, one.country, one.sector, one.kind, one.office, how) for one in referents)
        self.found.append(ActorMention(first, last, sentence.index, members, how, literal, plural or len(members) > 1, None if token is None else token.i))
        for one in referents:
            if not literal and one.kind != "outlet":
                self.recent = [*(other for other in self.recent if other is not one), one]
            self.cast.named_at.setdefault(self.cast.key(one), []).append(first)

    def _referent_of(self, mention: ActorMention) -> Referent | None:
        key = mention.members[0].id or mention.members[0].name
        return self.cast.by_id.get(key)
