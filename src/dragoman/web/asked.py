"""What a request asks for: its parameters, checked, over a record opened for it. In: a request and a page; out: Asked, or a sentence about what is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from dragoman.model import UsageError
from dragoman.record import Record
from dragoman.views import Filters
from dragoman.views.filters import country_of, day_from, day_to, statuses_of, types_of
from dragoman.views.lookup import actor as find_actor
from dragoman.web.access import Access
from dragoman.web.kept import Kept
from dragoman.web.page import AS_OF, Page
from dragoman.web.settings import Settings, User

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the record.

    Attributes:
        values: parameters of the address by name; parts: what stands in the path's braces.
        path: the address without twin's ending and parameters.
        state: of the record; while it is the same, so are all answers. busy: the record is being resolved with what somebody has just said.
    """

    record: Record
    settings: Settings
    user: User
    path: str
    parts: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    access: Access
    state: Hashable = None
    busy: bool = False
    kept: Kept | None = None

    def keep(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question that was asked of the record in this very state before, else a new one."""
        return answer() if self.kept is None else self.kept.get((self.state, question), answer)

    def form_word(self) -> str:
        """The word that forms of this user's pages bring back."""
        return self.access.form_word(self.user)

    def one(self, name: str) -> str | None:
        """The value of a parameter, None where it is not given or empty."""
        found = self.values.get(name, ())
        return found[0] if found else None

    def needed(self, name: str) -> str:
        """The value of a parameter that must be there.

        Raises:
            UsageError: if it is not.
        """
        found = self.one(name)
        if found is None:
            raise UsageError(f"the address lacks ?{name}=...")
        return found

    def many(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())

    def filters(self) -> Filters:
        """Days, countries, actor, types and statuses.

        Raises:
            UsageError: for one that is none. UnknownIdError: for an actor that the record doesn't know.
        """
        typed = self.one("actor")
        return Filters(
            since=day_from(self.one("from")),
            until=day_to(self.one("to")),
            countries=tuple(country_of(country) for country in self.many("country")),
            actor=find_actor(self.record, typed).id if typed else None,
            types=types_of(self.many("type")),
            statuses=statuses_of(self.many("status")),
        )

    def limit(self) -> int:
        """How many rows.

        Raises:
            UsageError: if what was asked for is no number from 1 to the most that is allowed.
        """
        typed = self.one("limit")
        if typed is None:
            return self.settings.rows
        if not typed.isdecimal() or not 0 < int(typed) <= self.settings.most_rows:
            raise UsageError(f"limit is {typed!r}; write a number from 1 to {self.settings.most_rows}")
        return int(typed)

    def link(self, ending: str = "", **changes: str | None) -> str:
        """This very question's address with some parameters changed; None takes one away.

        Args:
            ending: of the twin: ".json", ".csv", ".atom".
        """
        pairs = [(name, value) for name, values in self.values.items() if name not in changes for value in values]
        pairs += [(name, value) for name, value in changes.items() if value is not None]
        path = "/home" if self.path == "/" and ending else self.path
        return f"{path}{ending}" + (f"?{urlencode(pairs)}" if pairs else "")


def values_of(request: Request, page: Page) -> dict[str, tuple[str, ...]]:
    """The parameters as given; empty ones, as forms send them, are left out.

    Raises:
        UsageError: for one that the page doesn't take, or that is given twice where it counts once.
    """
    known = {parameter.name: parameter for parameter in (*page.parameters, AS_OF)}
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(request.query_params.keys()):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.5)
            takes = f"it takes {', '.join(known)}"
            raise UsageError(f"{name!r} is no parameter of this page{f' (did you mean {near[0]!r}?)' if near else ''}; {takes}")
        given = tuple(value.strip() for value in request.query_params.getlist(name) if value.strip())
        if len(given) > 1 and not known[name].many:
            raise UsageError(f"{name!r} is given {len(given)} times; it counts once")
        if given:
            found[name] = given
    return found


@contextmanager
def asking(record: Record, settings: Settings) -> Iterator[Record]:
    """An open record at one moment, for one thread, with a clock running.

    Raises:
        SlowError: from questions that take longer than `settings.seconds` together.
    """
    own = record.beside()
    with own.snapshot(settings.seconds):
        yield own
