"""Fetching pages from the public web. In: addresses; out: for each an Outcome, and its page if there is one.

Nothing but public addresses is ever connected to, save hosts that the user admits by name.
"""

from dragoman.read.fetch.archive import Archive
from dragoman.read.fetch.fetcher import Fetcher, Manners
from dragoman.read.fetch.outcome import Outcome, Page, Validators

__all__ = ["Archive", "Fetcher", "Manners", "Outcome", "Page", "Validators"]
