"""Watching feeds for days: fetch what is new, read it into a record, tell each event once. In: a TOML file and a record; out: alerts."""

from dragoman.run.watch.round import Round, Watch
from dragoman.run.watch.settings import Settings, load

__all__ = ["Round", "Settings", "Watch", "load"]
