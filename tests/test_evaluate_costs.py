"""The bench's table of costs: every step that it names exists, and its shares add up."""

from importlib import import_module

import pytest

from dragoman.evaluate.costs import REST, STEPS, costs
from dragoman.model import Report
from dragoman.run import Pipeline


@pytest.mark.parametrize(("module", "path"), [(module, path) for _, _, module, path in STEPS])
def test_every_step_is_a_function_of_the_program(module: str, path: str) -> None:
    found = import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    assert callable(found)


def test_components_are_counted_one_after_the_other() -> None:
    pipeline = Pipeline()
    ticks = iter(range(10**6))
    found = costs(pipeline, [Report("r", "France and Germany held talks in Paris. President Macron said that they had agreed.")], lambda: float(next(ticks)))
    names = [name for name in found if "/" not in name]
    assert names == ["clean", "parse", "mention", "code", "date", REST]
    assert all(seconds > 0 for seconds in found.values())
    for name in names:
        assert sum(seconds for step, seconds in found.items() if step.startswith(f"{name}/")) <= found[name]


def test_the_program_is_left_as_it_was() -> None:
    def held() -> list[object]:
        functions = []
        for _, _, module, path in STEPS:
            one = import_module(module)
            for name in path.split("."):
                one = getattr(one, name)
            functions.append(one)
        return functions

    before = held()
    costs(Pipeline(), [Report("r", "France and Germany held talks in Paris.")])
    assert held() == before
