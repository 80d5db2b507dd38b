"""Speech longer than a sentence. In: the statements of single sentences, and where the report's words stand between quotation marks.

Out: statements that reach over the whole quotation, and those of quotations that no word of saying brings in: they are the last speaker's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.quotes import left_open
from dragoman.model.reading import Actor
from dragoman.model.working import Part, StatementDraft, Working

Span = tuple[int, int]

FAR = 3  # sentences after which a quotation without a speaker is nobody's
SHORT = 12  # characters of a quotation too short to be a statement of its own
_MARKS = " \t\n,;:—–-\"“”«»„'`"
# "Kremlin: No talks with Kyiv", "MR. BAKER: The answer is no."
_LABEL = re.compile(r"(?P<name>[^\W\d_][\w.'’ -]{1,40}?):\s+(?=\S)")
# "Russia to answer sanctions - Kremlin"
_TAIL = re.compile(r"\s[-–—]\s*(?P<name>[^-–—:]{2,60})$")


def trim(text: str, start: int, end: int) -> Span:
    """The span without quotation marks, stops between clauses and white space at its ends."""
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def whole_quotations(working: Working, drafts: Sequence[StatementDraft], cues: Sequence[int | None], quotes: Sequence[Span]) -> list[StatementDraft]:
    """Each statement with the whole of the quotations that it quotes from, further ones that follow it in its paragraph, and quotations left over.

    Args:
        cues: for each draft the clean offset of its word of saying; None where it is no direct speech.
    """
    text = working.clean.text
    found = [draft if cue is None else _stretched(text, draft, cue, quotes) for draft, cue in zip(drafts, cues, strict=True)]
    claimed = [draft.content for draft in found]
    grown = []
    for draft, cue in zip(found, cues, strict=True):
        if cue is not None and _touches(draft.content, quotes):
            draft = _continued(text, draft, quotes, claimed)
            claimed.append(draft.content)
        grown.append(draft)
    return _once(sorted([*grown, *_left_over(working, grown, quotes, claimed)], key=lambda draft: (draft.sentence, draft.start)))


def _stretched(text: str, draft: StatementDraft, cue: int, quotes: Sequence[Span]) -> StatementDraft:
    start, end = draft.content
    for low, high in quotes:
        if low <= cue < high:
            continue
        if low <= start < high:
            start = low
        if low < end <= high:
            end = high
    start, end = trim(text, start, end)
    return draft if (start, end) == draft.content else _reaching(draft, start, end)


def _reaching(draft: StatementDraft, start: int, end: int) -> StatementDraft:
    return replace(draft, content=(start, end), start=min(start, draft.start), end=max(end, draft.end), quoted=True)


def _touches(content: Span, quotes: Sequence[Span]) -> bool:
    return any((low <= content[0] + 1 and content[0] < high) or low < content[1] <= high for low, high in quotes)


def _continued(text: str, draft: StatementDraft, quotes: Sequence[Span], claimed: Sequence[Span]) -> StatementDraft:
    """ "[A], she said. [B.]" is one statement; so is a quotation that the next paragraph opens again."""
    at = bisect_left(quotes, (draft.end - 2, 0))
    previous: Span | None = quotes[at - 1] if at else None
    for span in quotes[at:]:
        gap = text[draft.end : span[0]]
        if gap.strip(_MARKS) or ("\n" in gap and not (previous is not None and left_open(text, previous))):
            break
        if span[1] > draft.content[1]:
            if any(low < span[1] and span[0] < high for low, high in claimed) or not _ends_sentence(text, span[1]):
                break
            draft = _reaching(draft, draft.content[0], span[1])
        previous = span
    return draft


def _ends_sentence(text: str, at: int) -> bool:
    return text[at - 1 : at] in (".", "!", "?", "…", ")", "'", "’") or text[at + 1 : at + 2] in ("", "\n", ".")


def _left_over(working: Working, drafts: Sequence[StatementDraft], quotes: Sequence[Span], claimed: Sequence[Span]) -> list[StatementDraft]:
    """Quotations of whole sentences that nobody claims: the last speaker's, if he spoke within FAR sentences."""
    text, starts = working.clean.text, [sentence.start for sentence in working.sentences]
    told = sorted(drafts, key=lambda draft: draft.sentence)
    added: list[StatementDraft] = []
    for low, high in quotes:
        index = bisect_right(starts, low) - 1
        if index < 0 or high - low <= SHORT or low > starts[index] + 2 or not _ends_sentence(text, high):
            continue
        if any(first < high and low < last for first, last in claimed):
            continue
        before = [draft for draft in (*told, *added) if draft.sentence < index and index - draft.sentence <= FAR and draft.speaker is not None]
        if before:
            last_one = max(before, key=lambda draft: (draft.sentence, draft.start))
            content = trim(text, low, high)
            added.append(replace(last_one, start=low, end=high, sentence=index, content=content, quoted=True, stance="neutral"))
    return added


def _once(drafts: list[StatementDraft]) -> list[StatementDraft]:
    """Of statements with one content the first."""
    seen: set[Span] = set()
    return [draft for draft in drafts if draft.content not in seen and not seen.add(draft.content)]  # type: ignore[func-returns-value]


def labelled(working: Working) -> list[tuple[int, Actor, str, Span]]:
    """Paragraphs and headlines whose speaker stands before a colon or behind a dash: sentence index, speaker, mark, content."""
    text, starts = working.clean.text, [sentence.start for sentence in working.sentences]
    found = []
    for part in working.clean.parts:
        for match, mark in ((_LABEL.match(text, part.start, part.end), ":"), (_tail(text, part), "-")):
            if match is None:
                continue
            speaker = _named(working, match.start("name"), match.end("name"), capitals=mark == ":" and part.kind != "title")
            content = trim(text, match.end(), part.end) if mark == ":" else trim(text, part.start, match.start())
            if speaker is not None and content[1] > content[0]:
                found.append((bisect_right(starts, part.start) - 1, speaker, mark, content))
                break
    return found


def _tail(text: str, part: Part) -> re.Match[str] | None:
    return _TAIL.search(text[: part.end], part.start) if part.kind == "title" else None


def _named(working: Working, start: int, end: int, *, capitals: bool) -> Actor | None:
    """The actor that the words name; in a transcript capitals name a speaker whom nobody listed."""
    for mention in working.actors:
        if mention.start == start and end - 1 <= mention.end <= end and mention.members and not mention.literal:
            actor = mention.members[0]
            return actor if actor.kind != "outlet" and not (capitals and actor.kind == "country") else None
    words = working.clean.text[start:end]
    if capitals and words.isupper() and len(words.split()) <= 4:
        return Actor(start, end, words.title(), kind="person", how="name")
    return None
