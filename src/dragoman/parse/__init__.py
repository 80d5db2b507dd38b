"""Sentences and dependency parses, only where a sentence can matter. The door is `Parser`."""

from dragoman.parse.parser import Parser

__all__ = ["Parser"]
