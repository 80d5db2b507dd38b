"""An alert in words: a headline, a few lines, and the page to read on. In: what an alert says (see `matching.said`); out: text without markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

MOST_NAMES: Final = 4
LONGEST_SENTENCE: Final = 600
# What XML 1.0 can't hold, and what turns the direction of a line.
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """On one line, with what no XML and no terminal should get shown as U+FFFD."""
    return _UNFIT.sub("\ufffd", " ".join(text.split()))


def headline(said: Mapping[str, Any]) -> str:
    """`planned: CONSULT/meet, South Korea, Japan (Busan), 2024-05-08`."""
    event = said["event"]
    act = event["type"] + (f"/{event['mode']}" if event["mode"] else "")
    sides = [_names(event[side]) for side in ("actors", "recipients")]
    who = " → ".join(side for side in sides if side) or "?"
    place = f" ({event['place']})" if event["place"] else ""
    before = f", was {' and '.join(said['before'])}" if said["before"] else ""
    return clean(f"{said['status']}{before}: {act}, {who}{place}, {days(event)}")


def days(event: Mapping[str, Any]) -> str:
    """The event's days in words; never the day of telling."""
    first, last = event["from"], event["to"]
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else "day unknown"


def lines(said: Mapping[str, Any]) -> list[str]:
    """The sentence with its source, how many tell it, and where to read on."""
    event, telling = said["event"], said["event"]["telling"]
    found = []
    if telling is not None:
        sentence = telling["sentence"]
        found.append(f"“{sentence[:LONGEST_SENTENCE]}{' …' if len(sentence) > LONGEST_SENTENCE else ''}” ({telling['source']})")
    found.append(f"{event['origins']} of independent origin in {event['reports']} reports" if event["reports"] != 1 else "one report")
    if event["disputed"]:
        found.append(f"disputed: {', '.join(event['disputed'])}")
    found += [one["url"] for one in said["reports"] if safe_link(one["url"])]
    found.append(f"event {event['id']}, alert {said['alert']}")
    return [clean(line) for line in found]


def link(said: Mapping[str, Any]) -> str | None:
    """The page of the first report that has one."""
    return next((clean(one["url"]) for one in said["reports"] if safe_link(one["url"])), None)


def safe_link(url: str | None) -> bool:
    """True for http and https only: a report may name any address as its own."""
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _names(parties: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(party["name"] for party in parties))
    return ", ".join(names[:MOST_NAMES]) + (f" +{len(names) - MOST_NAMES}" if len(names) > MOST_NAMES else "")
