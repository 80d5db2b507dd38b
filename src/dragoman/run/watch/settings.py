"""What to watch and whom to tell. In: a TOML file; out: Settings, every value checked, or one clear sentence that names the file and the table."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from dragoman.model import DragomanError, UsageError
from dragoman.read.fetch.addresses import Admitted, target_of
from dragoman.read.fetch.outcome import RefusedError
from dragoman.views import Filters
from dragoman.views.filters import country_of, day_from, day_to, statuses_of, types_of

SHORTEST_INTERVAL: Final = 60.0  # seconds; a feed that is asked oftener has nothing new
USUAL_INTERVAL: Final = 1800.0
MOST_PAGES: Final = 200  # fetched in one round, so that a round ends and its alerts go out
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True, slots=True)
class FeedSetting:
    """One feed. `own_text`: its entries' own text is read, and the pages they lead to are not fetched."""

    url: str
    interval: float
    own_text: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """One saved search, and where its alerts go.

    Attributes:
        filters: as in `show timeline`. person, text: words that must stand among the names of those who take part, in a sentence that tells it.
        days: only events that may lie in the last so many days, or ahead; None: any. background: also what is told as background.
        secret: environment variable with the key that signs webhooks.
    """

    name: str
    filters: Filters
    person: str | None = None
    text: str | None = None
    days: int | None = None
    origins: int = 1
    confidence: float = 0.0
    background: bool = False
    atom: Path | None = None
    rss: Path | None = None
    webhook: str | None = None
    secret: str | None = None
    mail: tuple[str, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        """Where each alert has to go; the feeds are written from all alerts each time."""
        return (*(["webhook"] if self.webhook else []), *(["mail"] if self.mail else []))


@dataclass(frozen=True, slots=True)
class MailSetting:
    """How mail goes out: into a maildir or a file of mails on this machine, or to a server.

    Attributes:
        user: for the server; password: environment variable that holds it. security: starttls, tls or none.
    """

    sender: str
    maildir: Path | None = None
    mbox: Path | None = None
    smtp: str | None = None
    security: str = "starttls"
    user: str | None = None
    password: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it. `pages`: folder for the web archives."""

    feeds: tuple[FeedSetting, ...]
    searches: tuple[Search, ...]
    pages: Path
    mail: MailSetting | None = None
    admitted: Admitted = field(default_factory=Admitted)
    licensed: frozenset[str] = frozenset()
    pause: float = 2.0
    contact: str | None = None


class _Table:
    """A table of the file, whose keys are taken one by one; what is left over is a mistake."""

    def __init__(self, plain: Any, name: str, path: Path) -> None:
        self.name, self.path, self._known = name, path, set[str]()
        if not isinstance(plain, dict):
            raise self.wrong("must be a table")
        self._plain: dict[str, Any] = plain

    def wrong(self, what: str) -> UsageError:
        return UsageError(f"{self.name}: {what}", source=str(self.path))

    def take(self, key: str, kinds: type | tuple[type, ...], usual: Any = None) -> Any:
        self._known.add(key)
        value = self._plain.get(key, usual)
        if value is not usual and (not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool)):
            raise self.wrong(f"{key} = {value!r} is not of the right kind")
        return value

    def text(self, key: str) -> str | None:
        value = self.take(key, str)
        if value is not None and not value.strip():
            raise self.wrong(f"{key} is empty")
        return None if value is None else str(value)

    def needed(self, key: str) -> str:
        value = self.text(key)
        if value is None:
            raise self.wrong(f"{key} is missing")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.take(key, (list, str), [])
        found = [value] if isinstance(value, str) else value
        if not all(isinstance(one, str) and one.strip() for one in found):
            raise self.wrong(f"{key} must be a list of words")
        return tuple(found)

    def file(self, key: str) -> Path | None:
        value = self.text(key)
        return None if value is None else self.path.parent / value

    def end(self) -> None:
        for key in self._plain:
            if key not in self._known:
                near = difflib.get_close_matches(key, sorted(self._known), 1)
                raise self.wrong(f"there is no setting {key!r}; " + (f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(self._known))}"))

    def checked(self, make: Callable[[], Any]) -> Any:
        """What `make` gives; its complaint told with file and table."""
        try:
            return make()
        except (DragomanError, RefusedError) as error:
            raise self.wrong(str(error)) from error


def load(path: Path) -> Settings:
    """The settings in a TOML file; paths in it are relative to it.

    Raises:
        UsageError: if it can't be read, is no TOML, or says something that is not understood.
    """
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"the file can't be read: {error.strerror}", source=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the file is no valid TOML: {error}", source=str(path)) from error
    whole = _Table(plain, "the file", path)
    own = _Table(whole.take("watch", dict, {}), "[watch]", path)
    admitted = own.checked(lambda: Admitted.of(own.texts("allow_hosts")))
    interval = _seconds(own, "interval", USUAL_INTERVAL)
    feeds = tuple(_feed(_Table(one, f"[[feed]] {number}", path), interval, admitted) for number, one in enumerate(whole.take("feed", list, []), 1))
    searches = tuple(_search(_Table(one, f"[[search]] {number}", path), admitted) for number, one in enumerate(whole.take("search", list, []), 1))
    mail = _mail(_Table(plain["mail"], "[mail]", path)) if whole.take("mail", dict) is not None else None
    pause = own.take("pause", (int, float), 2.0)
    settings = Settings(
        feeds,
        searches,
        own.file("pages") or path.parent / "pages",
        mail,
        admitted,
        frozenset(host.lower() for host in own.texts("licensed")),
        float(pause),
        own.text("contact"),
    )
    own.end()
    whole.end()
    _check(settings, whole)
    return settings


def _check(settings: Settings, whole: _Table) -> None:
    for what, values in (("feed", [feed.url for feed in settings.feeds]), ("search", [search.name for search in settings.searches])):
        twice = {value for value in values if values.count(value) > 1}
        if twice:
            raise whole.wrong(f"the {what} {min(twice)!r} stands there twice")
    if not settings.feeds:
        raise whole.wrong("there is no [[feed]]")
    if any(search.mail for search in settings.searches) and settings.mail is None:
        raise whole.wrong("a search sends mail, but there is no [mail]")
    files = [file for search in settings.searches for file in (search.atom, search.rss) if file is not None]
    if len(set(files)) < len(files):
        raise whole.wrong("two searches write to one file")


def _feed(table: _Table, interval: float, admitted: Admitted) -> FeedSetting:
    url = table.needed("url")
    table.checked(lambda: target_of(url, admitted))
    text = table.take("text", str, "pages")
    if text not in ("pages", "feed"):
        raise table.wrong(f"text is {text!r}; it may be pages (fetch what the entries lead to) or feed (read the entries' own text)")
    found = FeedSetting(url, _seconds(table, "interval", interval), text == "feed")
    table.end()
    return found


def _search(table: _Table, admitted: Admitted) -> Search:
    name = table.needed("name")
    table.name += f" {name!r}"
    filters = Filters(
        since=_day(table, "from", day_from),
        until=_day(table, "to", day_to),
        countries=table.checked(lambda: tuple(country_of(one) for one in table.texts("country"))),
        types=table.checked(lambda: types_of(table.texts("type"))),
        statuses=table.checked(lambda: statuses_of(table.texts("status"))),
    )
    webhook = table.text("webhook")
    if webhook is not None:
        table.checked(lambda: target_of(webhook, admitted))
    days, origins, confidence = table.take("days", int), table.take("origins", int, 1), table.take("confidence", (int, float), 0.0)
    if (days is not None and days < 0) or origins < 1 or not 0 <= confidence <= 1:
        raise table.wrong("days must be 0 or more, origins 1 or more, confidence 0 to 1")
    mail = table.texts("mail")
    for address in mail:
        if not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+", address):
            raise table.wrong(f"{address!r} is no mail address")
    found = Search(
        name, filters, table.text("person"), table.text("text"), days, origins, float(confidence), bool(table.take("background", bool, False)),
        table.file("atom"), table.file("rss"), webhook, table.text("secret"), mail,
    )  # fmt: skip
    table.end()
    if found.secret is not None and webhook is None:
        raise table.wrong("a secret signs webhooks, and there is none")
    return found


def _mail(table: _Table) -> MailSetting:
    found = MailSetting(
        table.needed("from"), table.file("maildir"), table.file("mbox"), table.text("smtp"),
        table.take("security", str, "starttls"), table.text("user"), table.text("password"),
    )  # fmt: skip
    table.end()
    if sum(one is not None for one in (found.maildir, found.mbox, found.smtp)) != 1:
        raise table.wrong("name one of maildir, mbox and smtp")
    if found.security not in ("starttls", "tls", "none"):
        raise table.wrong(f"security is {found.security!r}; it may be starttls, tls or none")
    if (found.user is None) != (found.password is None):
        raise table.wrong("user and password (an environment variable's name) go together")
    if found.user is not None and found.security == "none":
        raise table.wrong("a password is not sent without encryption")
    return found


def _seconds(table: _Table, key: str, usual: float) -> float:
    """An interval such as "90s", "15m", "2h", "1d"."""
    value = table.text(key)
    if value is None:
        return usual
    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", value.strip())
    if found is None:
        raise table.wrong(f'{key} is {value!r}; write it as "15m", "2h", "1d"')
    return max(SHORTEST_INTERVAL, float(int(found.group(1)) * _UNITS[found.group(2)]))


def _day(table: _Table, key: str, parse: Callable[[str | None], date | None]) -> date | None:
    value = table.take(key, (str, date))
    found: date | None = table.checked(lambda: parse(None if value is None else str(value)))
    return found
