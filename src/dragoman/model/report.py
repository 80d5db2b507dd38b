"""One published text and what was found out about it as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dragoman.model.ids import digest
from dragoman.model.vocabulary import BLOCK_KINDS, PRECISIONS, WRITTEN_HOW


def doc(text: str, **more: object) -> dict[str, object]:
    """Field metadata: `doc` is the line in the codebook; `enum` lists the values allowed."""
    return {"doc": text, **more}


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, as a reader handed it over. Offsets everywhere count Unicode code points of `text`."""

    id: str = field(metadata=doc("As given; for files their path below the folder named on the command line."))
    text: str = field(metadata=doc("The text as given; all offsets point into it."))
    title: str | None = field(default=None, metadata=doc("Headline, where the source keeps it apart from the text."))
    published: str | None = field(default=None, metadata=doc("Day or date-time of publication as given, ISO 8601."))
    outlet: str | None = field(default=None, metadata=doc("Name of the publisher."))
    url: str | None = field(default=None, metadata=doc("Where it was published."))
    language: str | None = field(default=None, metadata=doc("ISO 639-1, as given."))
    byline: str | None = field(default=None, metadata=doc("Author, where the source keeps it apart from the text."))
    source: str | None = field(default=None, metadata=doc("File name or URL that it was read from, as given."))
    error: str | None = field(default=None, metadata=doc("Why it could not be read; the text then is empty."))
    published_how: str | None = field(
        default=None,
        metadata=doc(
            "Where the day of publication was found: given (a field of the record), feed NAME, mail NAME, meta NAME, json-ld NAME, url, time (an element of "
            "the page), page (its own words); null without such a day."
        ),
    )
    canonical: str | None = field(
        default=None, metadata=doc("The address that it is known by: as the page declares it, else where it was found, without tracking parameters.")
    )
    snapshot: str | None = field(
        default=None,
        metadata=doc(
            "SHA-256 of the bytes that it was read from, in hex: the page, mail, line or row; of the whole file where records have no bytes of their own."
        ),
    )

    recurring: tuple[int, ...] = field(
        default=(), metadata=doc("Fingerprints of its lines that stand on many pages of its site; filled in by a build, and not kept with the report.")
    )

    @property
    def digest(self) -> str:
        """Hash of all that the program reads of it (not of where or how it was found)."""
        return digest(self.id, self.text, self.title, self.published, self.outlet, self.url, self.language, self.byline, self.error)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the report's text of one kind."""

    kind: str = field(metadata=doc("What it is.", enum=BLOCK_KINDS))
    start: int = field(metadata=doc("First character, offset into the report's text."))
    end: int = field(metadata=doc("One past the last character."))
    why: str | None = field(default=None, metadata=doc("The rule that says so."))


@dataclass(frozen=True, slots=True)
class Clue:
    """Words in the report that say when it was written, with the window they leave open."""

    kind: str = field(metadata=doc("office, event, weekday, year, printed, era ..."))
    start: int = field(metadata=doc("First character of the words."))
    end: int = field(metadata=doc("One past the last character of the words."))
    says: str = field(metadata=doc("What the words were taken to say."))
    from_: date | None = field(default=None, metadata=doc("First day on which the report can have been written by this clue."))
    to: date | None = field(default=None, metadata=doc("Last such day."))


@dataclass(frozen=True, slots=True)
class Alternative:
    """A window that other clues favour."""

    from_: date | None = field(metadata=doc("First day."))
    to: date | None = field(metadata=doc("Last day."))
    weight: float = field(metadata=doc("Share of the clues' weight that it has, 0 to 1."))


@dataclass(frozen=True, slots=True)
class Written:
    """When the report was written."""

    from_: date | None = field(default=None, metadata=doc("First possible day."))
    to: date | None = field(default=None, metadata=doc("Last possible day."))
    precision: str = field(default="unknown", metadata=doc("How narrow the window is.", enum=PRECISIONS))
    how: str = field(default="unknown", metadata=doc("Given with the report, inferred from inside, or unknown.", enum=WRITTEN_HOW))
    clues: tuple[Clue, ...] = field(default=(), metadata=doc("What the window rests on."))
    also: tuple[Alternative, ...] = field(default=(), metadata=doc("Windows of clues that clash with it, best first."))
