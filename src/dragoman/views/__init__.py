"""Questions with answers: one function a question over a Record; out come plain dataclasses that the command line and the pages show."""

from dragoman.views.actor import ActorView, actor
from dragoman.views.differ import Dispute, differ
from dragoman.views.event import EventView, event
from dragoman.views.explain import Link, explain
from dragoman.views.filters import Filters
from dragoman.views.followups import Followed, followups
from dragoman.views.lookup import UnknownIdError
from dragoman.views.overview import Overview, overview
from dragoman.views.pair import Pair, pair
from dragoman.views.periods import PeriodsView, periods
from dragoman.views.statements import StatementFilters, StatementView, statements
from dragoman.views.story import StoryView, stories, story
from dragoman.views.timeline import Group, Timeline, timeline
from dragoman.views.trip import TripView, trip, trips
from dragoman.views.window import WindowView, window

__all__ = [
    "ActorView",
    "Dispute",
    "EventView",
    "Filters",
    "Followed",
    "Group",
    "Link",
    "Overview",
    "Pair",
    "PeriodsView",
    "StatementFilters",
    "StatementView",
    "StoryView",
    "Timeline",
    "TripView",
    "UnknownIdError",
    "WindowView",
    "actor",
    "differ",
    "event",
    "explain",
    "followups",
    "overview",
    "pair",
    "periods",
    "statements",
    "stories",
    "story",
    "timeline",
    "trip",
    "trips",
    "window",
]
