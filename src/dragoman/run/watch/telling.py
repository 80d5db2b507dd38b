"""Hands alerts over: webhooks and mail, at least once each. In: what is due; out: what went out, what waits, what was left.

An alert is marked as told after it was taken. A kill between the two tells it a second time, under the same id: receivers can know it by that.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from dragoman.model import DragomanError
from dragoman.read.fetch import Fetcher
from dragoman.read.fetch.outcome import FailedError, RefusedError
from dragoman.read.fetch.resolving import Resolver, system_resolver
from dragoman.record.clock import stamp
from dragoman.record.watching import DONE, LEFT, WAITING, Delivery, Watching
from dragoman.run.watch.mailing import mail_of, secret_of, send
from dragoman.run.watch.settings import Search, Settings
from dragoman.run.watch.syndication import MOST_ENTRIES, atom, rss, write

MOST_IN_ONE_ROUND: Final = 500
MOST_TRIES: Final = 20
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 86_400.0  # seconds; with 20 tries an alert is tried for nine days
SIGNATURE: Final = "X-Dragoman-Signature"


@dataclass(slots=True)
class Teller:
    """Hands over for one watch.

    Attributes:
        environment: where secrets stand. problems: gets a sentence for each thing that did not go out.
    """

    settings: Settings
    fetcher: Fetcher
    problems: list[str]
    resolve: Resolver = system_resolver
    environment: Mapping[str, str] | None = None

    def write_feeds(self, state: Watching) -> None:
        """The feeds of all searches, from the alerts in the record."""
        for search in self.settings.searches:
            begun = state.search(search.name)
            if begun is None or (search.atom is None and search.rss is None):
                continue
            alerts = state.alerts(search.name, MOST_ENTRIES)
            for path, form in ((search.atom, atom), (search.rss, rss)):
                if path is not None:
                    try:
                        write(path, form(search.name, begun[1], alerts))
                    except DragomanError as error:
                        self.problems.append(str(error))

    def hand_over(self, state: Watching) -> Counter[str]:
        """All that is due; counts by state: done, waiting (tried again later), left (never again)."""
        searches = {search.name: search for search in self.settings.searches}
        counts: Counter[str] = Counter()
        for batch in _batches(state.deliveries(stamp(self.fetcher.time.now()), MOST_IN_ONE_ROUND)):
            search = searches.get(batch[0].alert.search)
            counts[self._tried(state, search, batch)] += len(batch)
        return counts

    def _tried(self, state: Watching, search: Search | None, batch: Sequence[Delivery]) -> str:
        output = batch[0].output
        try:
            if search is None or output not in search.outputs:
                raise RefusedError(f"the search {batch[0].alert.search!r} sends no {output} any more")
            self._post(search, batch[0]) if output == "webhook" else self._mail(search, batch)
        except FailedError as error:
            tries = batch[0].tries + 1
            if tries < MOST_TRIES:
                pause = min(LONGEST_PAUSE, max(FIRST_PAUSE * 2.0 ** min(tries - 1, 20), error.wait or 0.0))
                return self._not_told(state, batch, WAITING, str(error), pause)
            return self._not_told(state, batch, LEFT, f"{error}; given up after {tries} tries")
        except (RefusedError, DragomanError) as error:
            return self._not_told(state, batch, LEFT, str(error))
        state.delivery_is(batch, DONE)
        return DONE

    def _not_told(self, state: Watching, batch: Sequence[Delivery], became: str, why: str, pause: float = 0.0) -> str:
        self.problems.append(f"{batch[0].output} of {batch[0].alert.search!r}: {why}")
        state.delivery_is(batch, became, next_at=stamp(self.fetcher.time.now() + timedelta(seconds=pause)), why=why)
        return became

    def _post(self, search: Search, delivery: Delivery) -> None:
        assert search.webhook is not None
        body = delivery.alert.fields.encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": delivery.alert.id}
        if search.secret is not None:
            headers[SIGNATURE] = signature(secret_of(search.secret, self.environment), body)
        self.fetcher.post(search.webhook, body, headers)

    def _mail(self, search: Search, batch: Sequence[Delivery]) -> None:
        setting = self.settings.mail
        if setting is None:
            raise RefusedError("there is no [mail] any more")
        mail = mail_of(search, [one.alert for one in batch], setting.sender, self.fetcher.time.now())
        send(mail, setting, self.settings.admitted, self.resolve, os.environ if self.environment is None else self.environment)


def signature(secret: str, body: bytes) -> str:
    """`sha256=` and the HMAC-SHA-256 (RFC 2104) of the body in hex."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def alert_body(said: Mapping[str, object]) -> str:
    """An alert's JSON as it is kept and posted: the same bytes each time."""
    return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _batches(deliveries: Sequence[Delivery]) -> list[list[Delivery]]:
    """Webhooks one by one, mails of one search together, in the order in which they were made."""
    found: list[list[Delivery]] = []
    mails: dict[tuple[str, int], list[Delivery]] = {}
    for one in deliveries:
        if one.output == "webhook":
            found.append([one])
            continue
        # Those that failed before go together again, so that the mail keeps its id.
        batch = mails.setdefault((one.alert.search, one.tries), [])
        if not batch:
            found.append(batch)
        batch.append(one)
    return found
