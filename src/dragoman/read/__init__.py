"""Bytes -> Report: text, HTML, WARC, feeds, mail, JSON lines, JSON, CSV; limits; one Protocol for readers of further kinds."""

from dragoman.read.registry import Reader
from dragoman.read.reports import reports
from dragoman.read.source import SourceFile

__all__ = ["Reader", "SourceFile", "reports"]
