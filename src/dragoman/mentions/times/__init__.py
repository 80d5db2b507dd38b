"""Time expressions (TIMEX3): found in one scan, anchored later.

In: the clean text and its sentences. Out: Expressions that say what days they mean once the writing date and the tense are known.
"""

from dragoman.mentions.times.scan import Expression, find_times

__all__ = ["Expression", "find_times"]
