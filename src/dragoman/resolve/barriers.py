"""What two event reports that can never tell of one event have against them. In: two Tellings; out: the reason in words, or None.

Hard constraints: no other evidence outweighs them, no chain of likenesses gets round them; only a person's judgement does.
"""

from __future__ import annotations

from dragoman.resolve.families import same_family
from dragoman.resolve.measures import kilometres
from dragoman.resolve.sides import Person
from dragoman.resolve.tellings import Telling

# A day is told by another time zone's calendar often enough.
DATE_SLACK = 1
# Days told by month, or more loosely, have no other time zone: July is not August.
LOOSELY = 8
# Modes of CONSULT that can't be one event: nobody visits by telephone.
REMOTE = "phone"
# Acts done by saying: two speakers make two acts.
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT", "AGREE"})
# Kilometres beyond which two places can't be one scene; a metropolis with its airport and suburbs is smaller.
FAR = 250.0
# Types whose place is where it happened; for the others it often is only where somebody spoke.
PLACED = frozenset({"CONSULT", "ASSAULT", "PROTEST"})


def forbids(left: Telling, right: Telling) -> str | None:
    """Why the two can never be one event, None if they can. The same whichever comes first, save for the order of the words."""
    if left.type != right.type and not _one_act_coded_twice(left, right):
        return f"{left.type} is no {right.type}"
    if not left.window.overlaps(right.window, slack=_slack(left, right)):
        return "the days can't meet"
    return (
        _mode_barrier(left, right)
        or _tour_barrier(left, right)
        or _twofold(left, right)
        or _party_barrier(left, right)
        or _person_barrier(left, right)
        or _place_barrier(left, right)
    )


def _slack(left: Telling, right: Telling) -> int:
    loose = left.told.known and right.told.known and min(left.told.days or LOOSELY + 1, right.told.days or LOOSELY + 1) > LOOSELY
    return 0 if loose else DATE_SLACK


def _one_act_coded_twice(left: Telling, right: Telling) -> bool:
    """Neighbouring types in two reports, which tell the day or copy each other. One report's own coding sets the two apart."""
    told = left.told.known and right.told.known and left.told.overlaps(right.told)
    return left.report != right.report and same_family(left.type, right.type) and (told or left.origin == right.origin)


def _mode_barrier(left: Telling, right: Telling) -> str | None:
    """Nobody meets face to face by telephone, whether the mode says so or the word for the act does."""
    if left.type != "CONSULT":
        return None
    for one, other in ((left, right), (right, left)):
        if one.event.mode == REMOTE and other.event.mode != REMOTE:
            if other.event.mode is not None:
                return f"a call is no {other.event.mode}"
            if other.face_to_face:
                return "a call is no meeting face to face"
    return None


def _tour_barrier(left: Telling, right: Telling) -> str | None:
    """What one report tells without a day as a tour of several countries is none of the single visits that others tell: it may be another year's.

    Nor is it a tour of which another report names other countries than it does.
    """
    if left.report == right.report or left.event.mode != "visit" or right.event.mode != "visit":
        return None
    ours, theirs = left.hosts, right.hosts
    if (len(ours) > 1 and len(theirs) == 1 and not left.told.known) or (len(theirs) > 1 and len(ours) == 1 and not right.told.known):
        return "an undated tour is not the visit to one country"
    if len(ours) > 1 and len(theirs) > 1 and not (left.told.known and right.told.known) and not (ours <= theirs or theirs <= ours):
        return "an undated tour is not one of other countries"
    return None


def _twofold(left: Telling, right: Telling) -> str | None:
    """A sentence that tells an act as called off and one as to come tells of two; so do a second and a third summit."""
    if left.report == right.report and left.event.sentence == right.event.sentence and left.event.status != right.event.status:
        return f"one sentence tells one as {left.event.status}, the other as {right.event.status}"
    if left.ordinal and right.ordinal and left.ordinal != right.ordinal and left.trigger & right.trigger:
        return f"number {left.ordinal} of its kind is not number {right.ordinal}"
    return None


def _party_barrier(left: Telling, right: Telling) -> str | None:
    if left.symmetric or right.symmetric:
        one, two = left.parties, right.parties
        if one and two and not (one <= two or two <= one) and len(one & two) < 2:
            return "other parties"
        return None
    if left.actors and right.actors and not left.actors & right.actors:
        return "other actors"
    if left.recipients and right.recipients and not left.recipients & right.recipients:
        return "other recipients"
    return None


def _person_barrier(left: Telling, right: Telling) -> str | None:
    if left.type == "CONSULT":
        return clash(left.people, right.people)
    if {left.type, right.type} <= VERBAL and left.real and right.real:
        return clash(left.actor_people, right.actor_people)
    return None


def clash(one: tuple[Person, ...], two: tuple[Person, ...]) -> str | None:
    """Named persons of one country who have nobody in common: another person in the same part."""
    if not one or not two or one == two:
        return None
    for country in sorted({person.country for person in one if person.country} & {person.country for person in two if person.country}):
        ours = [person for person in one if person.country == country]
        theirs = [person for person in two if person.country == country]
        if not any(person.same_as(other) for person in ours for other in theirs):
            return f"{ours[0].name} is not {theirs[0].name}"
    return None


def _place_barrier(left: Telling, right: Telling) -> str | None:
    if not {left.type, right.type} <= PLACED or REMOTE in (left.event.mode, right.event.mode):
        return None
    ours, theirs = left.place_country, right.place_country
    # "A visit to Japan and Korea" is placed in one of them only.
    if ours and theirs and ours != theirs and ours not in right.recipients and theirs not in left.recipients:
        return f"{left.place_country} is not {right.place_country}"
    distance = kilometres(left.event.where, right.event.where)
    if distance is not None and distance > FAR:
        return f"the places lie {distance:.0f} km apart"
    return None
