"""The words and weights of dating, from data/dating.yaml. In: nothing; out: Rules, read once a process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

SOURCE = "date/data/dating.yaml"


@dataclass(frozen=True, slots=True)
class Shape:
    """How days outside a clue's windows are judged; everything in log units, days in days.

    Attributes:
        early, late: what a day before, or after, the windows costs at most: how sure it is that the report was not written then.
        lead, fade: the cost grows with the distance by `steep` times log(1 + distance / this many days); 0: it is all there at once.
        wane: within a window, too, later days are less likely: by `wane` times log(1 + distance from its start / a third of its length).
    """

    early: float
    late: float
    lead: float = 0.0
    fade: float = 0.0
    steep: float = 1.5
    wane: float = 0.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What data/dating.yaml holds; see there for the reasons."""

    past_office: re.Pattern[str]
    coming_office: re.Pattern[str]
    historical: re.Pattern[str]
    era: re.Pattern[str]
    long_past: re.Pattern[str]
    future_cues: frozenset[str]
    future_followers: frozenset[str]
    printed_label: re.Pattern[str]
    shapes: dict[str, Shape]
    printed: dict[str, float]
    often: float
    alike: dict[str, str]
    discount: float
    masses: tuple[float, ...]
    sureness: float
    prior_years: float
    horizon_years: int
    first_days: dict[str, int]
    fresh: re.Pattern[str]
    fresh_days: int
    coming: re.Pattern[str]
    coming_days: int
    leaving: re.Pattern[str]
    leaving_days: int


@cache
def rules() -> Rules:
    """Raises: KnowledgeError, if the file lacks a group."""
    data = parse_yaml((resources.files("dragoman.date") / "data" / "dating.yaml").read_text(encoding="utf-8"), SOURCE)
    try:
        return Rules(
            past_office=_any(data["past_office"]["words"]),
            coming_office=_any(data["coming_office"]["words"]),
            long_past=_any(data["long_past"]["words"]),
            historical=_any(data["historical_words"]["words"]),
            era=re.compile(r"(?:['’]s)? (?:" + "|".join(map(re.escape, data["era_words"]["words"])) + r")\b", re.IGNORECASE),
            future_cues=frozenset(data["future_cues"]["words"]),
            future_followers=frozenset(data["future_followers"]["words"]),
            printed_label=re.compile(r"(?:^|\b)(?:" + "|".join(map(re.escape, data["printed_labels"]["words"])) + r")\b(?: on| at)?\s*:?\s*$", re.IGNORECASE),
            shapes={name: Shape(**{key: float(value) for key, value in shape.items() if key != "reason"}) for name, shape in data["shapes"].items()},
            printed={name: float(value) for name, value in data["printed"].items() if name != "reason"},
            often=float(data["often"]["value"]),
            alike={shape: group for group, shapes in data["alike"]["groups"].items() for shape in shapes},
            discount=float(data["alike"]["discount"]),
            masses=tuple(map(float, data["answer"]["masses"])),
            sureness=float(data["answer"]["sureness"]),
            prior_years=float(data["answer"]["prior_years"]),
            horizon_years=int(data["horizon_years"]["value"]),
            first_days={unit: int(days) for unit, days in data["first_days"]["days"].items()},
            fresh=_any(data["fresh_office"]["words"]),
            fresh_days=int(data["fresh_office"]["days"]),
            coming=_any(data["coming"]["words"]),
            coming_days=int(data["coming"]["days"]),
            leaving=_any(data["leaving"]["words"]),
            leaving_days=int(data["leaving"]["days"]),
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{error} is missing or malformed", source=SOURCE) from error


def _any(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
