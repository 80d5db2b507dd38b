"""Many reports become one record: copies and origins, events, stories, trips, differences. In: Claims; out: Resolution."""

from dragoman.resolve.claims import Claim
from dragoman.resolve.resolution import Resolution, resolve

__all__ = ["Claim", "Resolution", "resolve"]
