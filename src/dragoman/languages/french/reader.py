"""French at work: parse, mention and code, one after the other. In: a Working whose parts are French. Out: the same, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.languages.french import coder, parser
from dragoman.languages.french.actors import Finder
from dragoman.languages.french.names import Names
from dragoman.languages.french.places import places
from dragoman.languages.french.times import find_times
from dragoman.languages.french.tree import tree_of
from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge


class FrenchReader:
    """See `languages.protocol.Reader`."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._names = Names(knowledge)

    def parse(self, working: Working) -> Working:
        """Sentences with their trees."""
        return parser.parse(working)

    def mention(self, working: Working) -> Working:
        """Actors, times, places."""
        working.times = list(find_times(working.clean.text, working.sentences))
        for sentence in working.sentences:
            if sentence.doc is not None:
                spans = [(time.start - sentence.start, time.end - sentence.start) for time in working.times if time.sentence == sentence.index]
                sentence.doc = tree_of(sentence.doc, spans)
        working.actors = Finder(working, self._knowledge, self._names).run()
        working.places = places(working, self._knowledge)
        return working

    def code(self, working: Working) -> Working:
        """Events and statements; the trees, which nobody needs any more, are let go."""
        coder.code(working, self._knowledge)
        for sentence in working.sentences:
            sentence.doc = None
        return working
