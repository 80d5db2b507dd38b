"""Bytes -> Report: text, HTML, PDF, WARC, feeds, mail, JSON lines, JSON, CSV, and zip and tar of these; limits; one Protocol for readers of further kinds."""

from dragoman.read.registry import Reader
from dragoman.read.reports import reports
from dragoman.read.source import SourceFile
from dragoman.read.taken import Taken

__all__ = ["Reader", "SourceFile", "Taken", "reports"]
