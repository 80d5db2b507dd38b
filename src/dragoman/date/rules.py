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
    weights: dict[str, float]
    early_cost: float
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
            weights={name: float(value) for name, value in data["weights"].items()},
            early_cost=float(data["early_cost"]["value"]),
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
