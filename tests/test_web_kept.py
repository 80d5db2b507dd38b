"""Answers that cost much are worked out once while the record stays as it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from dragoman.web.kept import Kept


def test_who_asks_the_same_meanwhile_waits_for_the_answer() -> None:
    kept, together, started, made = Kept(), Barrier(4), Event(), []

    def work() -> int:
        started.wait(5)
        made.append(1)
        return 7

    def ask(_: int) -> int:
        together.wait(5)
        return kept.get("q", work)

    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(ask, number) for number in range(4)]
        started.set()
        assert [one.result(5) for one in answers] == [7] * 4
    assert made == [1]


def test_what_was_asked_longest_ago_goes_first() -> None:
    kept = Kept(2)
    for question in ("a", "b", "a", "c"):
        kept.get(question, lambda: question)  # noqa: B023
    again = []
    for question in ("a", "c", "b"):
        kept.get(question, lambda: again.append(question))  # noqa: B023
    assert again == ["b"]


def test_an_error_is_not_kept() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get("q", lambda: 1 // 0)
    assert kept.get("q", lambda: 3) == 3
