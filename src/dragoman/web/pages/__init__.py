"""The pages, one module each. A new page is a module with a Page object, a template of its own, and its place in this list."""

from dragoman.web.pages import actor, differ, event, home, map, network, pair, periods, report, review, search, statements, stories, timeline, trips, window

PAGES = (
    home.PAGE,
    pair.PAGE,
    window.PAGE,
    periods.PAGE,
    event.PAGE,
    report.PAGE,
    trips.PAGE,
    trips.ONE,
    stories.PAGE,
    stories.ONE,
    differ.PAGE,
    actor.PAGE,
    timeline.PAGE,
    map.PAGE,
    network.PAGE,
    statements.PAGE,
    search.PAGE,
    review.PAGE,
)
