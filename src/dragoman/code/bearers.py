"""Who can bear an act worth keeping, and who only tells of it. In: actors and candidates; out: yes or no, and candidates without their tellers."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.attribution import Saying
from dragoman.code.candidates import Candidate
from dragoman.code.view import countries_of
from dragoman.model.reading import Actor
from dragoman.model.working import EventDraft

# Sectors of bodies that act for a state or in arms, even where their country is left open.
INSTITUTIONS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB", "UAF", "IGO"})
# Sectors whose bodies are no company, team or cast.
BELIEVED = frozenset({"MIL", "REB", "UAF", "IGO"})


def somebody(actor: Actor) -> bool:
    """Belongs to a country, or is at least named, or is a government, court or force whose country the report leaves open."""
    return actor.country is not None or actor.how == "name" or (actor.kind == "organisation" and actor.sector in INSTITUTIONS)


def two_sides(draft: EventDraft) -> bool:
    """Two parties at least, each of a country; they may be of the same one (a government and its rebels)."""
    parties = (*draft.actors, *draft.recipients)
    return len({actor.id for actor in parties}) > 1 and all(actor.country is not None for actor in parties)


def believed(actor: Actor) -> bool:
    """An office-holder, an army or an armed group; a lone "captain" or "general" may play in a film or a team."""
    return actor.office is not None or (actor.sector in BELIEVED and actor.kind in ("group", "organisation"))


def mere_business(candidate: Candidate) -> bool:
    """Companies among themselves: no news of diplomacy or security."""
    return bool(candidate.parties) and all(actor.sector == "BUS" for actor in candidate.parties)


def without_speakers(candidates: Sequence[Candidate], said: Sequence[Saying]) -> None:
    """Who only tells of an act takes no part in it by the head's guess: "launched missiles, South Korea's army said"."""
    for candidate in candidates:
        guessed = {path.split(" ", 1)[0] for path in candidate.paths if " by the head: " in path}
        if not guessed:
            continue
        tellers = [actor for saying in said if candidate.token.i in saying.tokens for actor in (*saying.via, *saying.speakers)]
        countries = countries_of(tellers)
        if "recipient" in guessed:
            candidate.recipients = tuple(actor for actor in candidate.recipients if (actor.country or actor.name) not in countries)
        if "actor" in guessed:
            candidate.actors = tuple(actor for actor in candidate.actors if (actor.country or actor.name) not in countries)
