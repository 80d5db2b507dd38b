"""How common a word is in reports of this kind, known beforehand. In: stems; out: the share of reports that hold them.

A record of five reports can't tell that "security" is common and "Ayungin" rare; counts from sentences of the field can.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

from dragoman.resolve.traits import content_terms

# A report has about so many sentences; a word's share of reports follows from its share of sentences.
SENTENCES_IN_A_REPORT = 20
# Words counted less often are not listed: their share can't be told from chance.
FEWEST = 4


def measure(sentences: Iterable[str]) -> list[tuple[str, float]]:
    """Table for `data/common_terms.csv`: stem and sentences per thousand that hold it, commonest first.

    Args:
        sentences: plain sentences of the field; those of the coder's training set were used.
    """
    counts: Counter[str] = Counter()
    total = 0
    for sentence in sentences:
        counts.update(content_terms(sentence))
        total += 1
    kept = [(term, round(1000 * count / total, 1)) for term, count in counts.items() if count >= FEWEST and not term.isdigit()]
    return sorted(kept, key=lambda row: (-row[1], row[0]))


@cache
def commonness() -> dict[str, float]:
    """Stem -> share of reports expected to hold it; words not listed are rare."""
    source = resources.files("dragoman.resolve").joinpath("data/common_terms.csv")
    with source.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["term"]: 1.0 - (1.0 - float(row["per_thousand"]) / 1000) ** SENTENCES_IN_A_REPORT for row in rows}
