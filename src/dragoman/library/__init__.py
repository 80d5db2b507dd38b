"""The door for Python programs and notebooks: `from dragoman import Record`. A record to ask in words, answers as objects, frames and tables."""

from dragoman.library.record import Record
from dragoman.library.rows import Rows

__all__ = ["Record", "Rows"]
