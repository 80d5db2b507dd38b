"""A briefing as Markdown, or as one HTML page that needs no other file.

In: a views.Briefing. Out: text; whatever a report says is shown, none of it is obeyed.
"""

from __future__ import annotations

import re

from dragoman.export.codebook import page
from dragoman.views.briefing import Briefing, Cited, Line

# What Markdown would take for markup, and "<", which some of its programs hand on as HTML.
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~!])")
LONGEST_QUOTE = 400


def markdown(briefing: Briefing) -> str:
    """The briefing; the numbers in brackets lead to the sentences at its end."""
    lines = [f"# {_plain(briefing.title)}", "", f"{_plain(briefing.about)}.", ""]
    for section in briefing.sections:
        lines += [f"## {_plain(section.heading)}", "", *map(_line, section.lines)]
        if section.left_out:
            lines += [f"- and {section.left_out} more that fewer origins tell"]
        lines.append("")
    if briefing.cited:
        lines += ["## Sentences cited", "", *map(_cited, briefing.cited), ""]
    return "\n".join(lines)


def html(briefing: Briefing) -> str:
    """The same as a page."""
    return page(markdown(briefing), briefing.title)


def _line(line: Line) -> str:
    quote = f" “{_cut(line.quote)}”" if line.quote else ""
    cites = " ".join(f"\\[{number}\\]" for number in line.cites)
    return f"- **{_plain(line.when)}** {_plain(line.told)}.{quote} {cites}".rstrip()


def _cited(cited: Cited) -> str:
    named = f", “{_plain(cited.title)}”" if cited.title else ""
    return f"{cited.number}. {_plain(cited.source)}{named}, written {_plain(cited.written)}: “{_plain(cited.sentence)}” ({_plain(cited.report)})"


def _cut(text: str) -> str:
    return _plain(text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + " …")


def _plain(text: str) -> str:
    """Text on one line that shows as it is written."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
