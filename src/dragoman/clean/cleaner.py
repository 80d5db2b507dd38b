"""A report made ready to be read. In: Report; out: Working with its clean text, blocks, language and notes.

The clean text holds title, headings and body only, one paragraph a part, with a map back to the report's own offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.clean import characters, glued
from dragoman.clean.blocks import RETOLD, judge
from dragoman.clean.edits import Draft, Edit, apply, without_overlaps
from dragoman.clean.gate import possible
from dragoman.clean.glued import Knows
from dragoman.clean.injected import about_such_things, injected_spans, may_be_injected
from dragoman.clean.language import language_of
from dragoman.clean.lines import Paragraph, layout_edits, paragraphs
from dragoman.clean.sentences import page_sentences
from dragoman.clean.tongues import aside, marked
from dragoman.model import Block, Report
from dragoman.model.vocabulary import KEPT_BLOCKS
from dragoman.model.working import CleanText, Part, Working

PART_BREAK = "\n\n"
_UNTIDY = re.compile(r"\s\s|[^\S ]|^\s|\s$")


def clean(report: Report, knowledge: Knows | None) -> Working:
    """Take a report apart into blocks, repair its body, and say which language it is in.

    Args:
        report: any report; one with `error` set gives an empty clean text.
        knowledge: its list of names decides where glued words are split; None where there is none.

    Returns:
        Working with `clean` and `language` filled. `language` is that given with the report, else detected, else None for a text of a
        few words. Paragraphs that are not English stand in `aside`, by language, and no longer among the
        parts; their blocks say so.
    """
    text = report.text
    found = paragraphs(text)
    blocks = _blocks(found, report)
    clean_text = _compose(report, found, blocks, knowledge)
    language = _language(report, clean_text)
    apart = aside(clean_text, language)
    if apart:
        others = {part.start for parts in apart.values() for part in parts}
        own = tuple(part for part in clean_text.parts if part.start not in others)
        clean_text = replace(clean_text, parts=own, blocks=marked(clean_text, apart))
    return Working(report, clean_text, language, aside=apart, notes=list(clean_text.notes))


def clean_batch(reports: Iterable[Report], knowledge: Knows | None) -> list[Working]:
    """`clean` for many reports, in their order."""
    return [clean(report, knowledge) for report in reports]


def _blocks(found: Sequence[Paragraph], report: Report) -> tuple[Block, ...]:
    """The report's blocks in order; body paragraphs that are read are cut where a sentence or a word does not belong to them."""
    blocks: list[Block] = []
    injected = may_be_injected(report.text) and not about_such_things(report.text)
    judged = judge(found, report)
    rules = possible([one.text for one in judged], "sentence")
    for index, one in enumerate(judged):
        start, end = one.paragraph.start, one.paragraph.end
        kind, why = one.kind or "body", one.why
        raw = report.text[start:end]
        cuts: list[tuple[int, int, str, str]] = []
        if kind in KEPT_BLOCKS and why != RETOLD:
            cuts = page_sentences(raw, index, len(found), rules[index]) if kind == "body" else []
            spam = injected_spans(raw) if injected else []
            cuts += [
                (*span, "injected", "words that sell something, amid a sentence") for span in spam if not any(a < span[1] and span[0] < b for a, b, *_ in cuts)
            ]
        blocks += _cut(raw, start, kind, why, sorted(cuts))
    return tuple(blocks)


def _cut(raw: str, offset: int, kind: str, why: str | None, cuts: Sequence[tuple[int, int, str, str]]) -> list[Block]:
    """Blocks of a paragraph around its cuts, none with white space at its ends."""
    pieces: list[tuple[int, int, str, str | None]] = []
    at = 0
    for start, end, cut_kind, cut_why in cuts:
        pieces += [(at, start, kind, why), (start, end, cut_kind, cut_why)]
        at = end
    pieces.append((at, len(raw), kind, why))
    blocks = []
    for start, end, piece_kind, piece_why in pieces:
        piece = raw[start:end]
        if not piece.strip():
            continue
        begin = start + len(piece) - len(piece.lstrip())
        blocks.append(Block(piece_kind, offset + begin, offset + start + len(piece.rstrip()), piece_why))
    return blocks


def _compose(report: Report, found: Sequence[Paragraph], blocks: tuple[Block, ...], knowledge: Knows | None) -> CleanText:
    """The kept blocks as clean text, those told twice but once. Kept blocks of one paragraph make one part: only what stood between them is gone."""
    text = report.text
    repairs = without_overlaps([*characters.edits(text), *glued.edits(text, knowledge.names if knowledge is not None else None)])
    draft, parts = Draft(), []
    used: Counter[str] = Counter()
    at = 0
    for paragraph in found:
        kept = []
        while at < len(blocks) and blocks[at].start < paragraph.end:
            if blocks[at].kind in KEPT_BLOCKS and blocks[at].why != RETOLD:
                kept.append(blocks[at])
            at += 1
        if not kept:
            continue
        edits = _edits_of(paragraph, text, kept, repairs)
        before = Draft()
        apply(before, text, kept[0].start, kept[-1].end, edits)
        body = _tidied(before)
        if not body.length:
            continue
        used.update(edit.what for edit in edits if edit.what)
        if draft.length:
            draft.put(PART_BREAK, body.origin[0])
        start = draft.length
        draft.pieces += body.pieces
        draft.origin.extend(body.origin)
        parts.append(Part(kept[0].kind, start, draft.length))
    end = draft.origin[-1] + 1 if draft.length else len(text)
    draft.origin.append(end)
    return CleanText("".join(draft.pieces), draft.origin, blocks, tuple(parts), _notes(blocks, used))


def _edits_of(paragraph: Paragraph, text: str, kept: Sequence[Block], repairs: Sequence[Edit]) -> list[Edit]:
    """All edits between the first and the last kept block of a paragraph: what was cut out, line ends, repairs."""
    start, end = kept[0].start, kept[-1].end
    cuts = [Edit(one.end, two.start, " ") for one, two in pairwise(kept)]
    layout = [Edit(a, b, by) for a, b, by in layout_edits(text, paragraph)]
    near = repairs[bisect_left(repairs, start, key=_start_of) : bisect_left(repairs, end + 1, key=_start_of)]
    inside = [edit for edit in (*layout, *near) if start <= edit.start and edit.end <= end]
    return without_overlaps(
        [*cuts, *(edit for edit in inside if not any((edit.start < cut.end and cut.start < edit.end) or cut.start <= edit.start < cut.end for cut in cuts))]
    )


def _start_of(edit: Edit) -> int:
    return edit.start


def _tidied(draft: Draft) -> Draft:
    """Runs of spaces made one, none at the ends or before a full stop or comma that followed a removed word."""
    text, tidy = "".join(draft.pieces), Draft()
    if not _UNTIDY.search(text):
        return draft
    pieces: list[str] = []
    for at, char in enumerate(text):
        if char.isspace() and (not pieces or pieces[-1] == " "):
            continue
        pieces.append(" " if char.isspace() else char)
        tidy.origin.append(draft.origin[at])
    while pieces and pieces[-1] == " ":
        pieces.pop()
        tidy.origin.pop()
    tidy.pieces.append("".join(pieces))
    return tidy


def _notes(blocks: Sequence[Block], used: Counter[str]) -> tuple[str, ...]:
    gone = Counter(block.kind for block in blocks if block.kind not in KEPT_BLOCKS)
    repeated = sum(block.why == RETOLD for block in blocks)
    notes = [f"left out: {', '.join(f'{count} {kind}' for kind, count in sorted(gone.items()))}"] if gone else []
    notes += [f"{repeated} paragraph{'s' if repeated > 1 else ''} told twice"] if repeated else []
    return (*notes, *(f"repaired: {what} ({count})" for what, count in sorted(used.items())))


def _language(report: Report, clean_text: CleanText) -> str | None:
    if report.language:
        return report.language.replace("_", "-").split("-")[0].lower()
    body = " ".join(clean_text.text[part.start : part.end] for part in clean_text.parts if part.kind == "body")
    return language_of(body or clean_text.text)[0]
