"""What a page is: an address, the parameters it takes, and one function that answers.

Out of it come its HTML, its .json and .csv twins and its place in the API.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.web.asked import Asked


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that can be asked for in the address.

    Attributes:
        says: what it does, for people; many: it may be given several times; needed: it must be given.
        hidden: it is understood, and not listed among the filters of the form.
    """

    name: str
    says: str
    many: bool = False
    example: str = ""
    needed: bool = False


SINCE = Parameter("from", "From this day, month or year on.", example="2024-01")
UNTIL = Parameter("to", "Up to and with this day, month or year.", example="2024-06")
COUNTRY = Parameter("country", "Takes part; code or English name. Given twice: both must.", many=True, example="KOR")
ACTOR = Parameter("actor", "Takes part; id or name.", example="NATO")
TYPE = Parameter("type", "PLOVER type; given twice: any of them.", many=True, example="CONSULT")
STATUS = Parameter("status", "happened, planned, denied ...; given twice: any of them.", many=True, example="planned")
AFTER = Parameter("after", "Where the page before ended: the `next` of its JSON.")
LIMIT = Parameter("limit", "At most so many rows.", example="50")
AS_OF = Parameter("as_of", "The record as it stood at the end of this day; every page takes it.", example="2024-06-30")
ID = Parameter("id", "The id; its beginning is enough where it is the only one.", needed=True)
FILTERS = (SINCE, UNTIL, COUNTRY, ACTOR, TYPE, STATUS)
PAGED = (AFTER, LIMIT)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page found.

    Attributes:
        rows: of the JSON twin (model objects or dataclasses of the views) and of the CSV twin.
        query: what was understood.
        shown: what the template shows, by name.
        next: where the next page begins, None at the end; count: of all rows, where it is known; more: there are more
            than were counted.
        table: rows of the CSV twin, where they are flatter than `rows`.
    """

    rows: Sequence[Any]
    query: Mapping[str, Any]
    shown: Mapping[str, Any] = field(default_factory=dict)
    next: str | None = None
    count: int | None = None
    table: Sequence[Mapping[str, Any]] | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        name: what it is called in the JSON envelope's `show` and in links; path: its address, `{parts}` in braces.
        template: file in templates/. says: one sentence for the API's description.
        answer: gives the answer to what was asked. csv: it has a .csv twin; feed: it has an .atom twin.
        twins: False for a page that is only looked at.
    """

    name: str
    path: str
    template: str
    says: str
    answer: Callable[[Asked], Answer]
    parameters: tuple[Parameter, ...] = ()
    csv: bool = False
    feed: bool = False
    twins: bool = True
