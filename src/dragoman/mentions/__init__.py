"""Who, when, where: actors, time expressions, places. The door is `find`."""

from dragoman.mentions.finding import find

__all__ = ["find"]
