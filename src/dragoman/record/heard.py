"""What becomes of a person's word that comes by a file. In: what stands and stood here under its id; out: what to do with it.

The order in which people spoke is kept: what was said before the same word that stands here only adds to the history.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from dragoman.model import Correction, Judgement

KNOWN: Literal["known"] = "known"
WITHDRAWN: Literal["withdrawn"] = "withdrawn"
OLDER: Literal["older"] = "older"
NEW: Literal["new"] = "new"
REPLACES: Literal["replaces"] = "replaces"
Heard = Literal["known", "withdrawn", "older", "new", "replaces"]
Said = TypeVar("Said", Judgement, Correction)


def heard(own: Sequence[Said], new: Said) -> Heard:
    """What the word means for those of its id that are here.

    Returns:
        KNOWN: it is here. WITHDRAWN: the one that stands here was taken back. OLDER: it is history only. NEW: none stands here, so that it does;
        REPLACES: it stands instead of an older one.
    """
    stands = next((one for one in own if one.withdrawn is None), None)
    known = next((one for one in own if new.judged is None or one.said == new.judged), None)
    if known is not None and (new.judged is not None or stands is not None):
        return WITHDRAWN if known is stands and new.withdrawn is not None else KNOWN
    if new.withdrawn is not None or (stands is not None and new.said <= stands.said):
        return OLDER
    return NEW if stands is None else REPLACES
