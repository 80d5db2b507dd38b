"""The store: every claim with its history, and what was derived from them. `Record.open(path)` is the door."""

from dragoman.record.briefs import Imprint
from dragoman.record.claims import Version
from dragoman.record.connect import SlowError
from dragoman.record.outlines import Outline
from dragoman.record.queries import EventFilters, StatementFilters
from dragoman.record.record import Record
from dragoman.record.rows import Run, StatementRow
from dragoman.record.search import SearchHit

__all__ = ["EventFilters", "Imprint", "Outline", "Record", "Run", "SearchHit", "SlowError", "StatementFilters", "StatementRow", "Version"]
