"""The asking coder: shows a report's sentences to a language model and keeps of its answer what the text bears out.

In: a Working with sentences, actors, times and places. Out: the same with drafts and notes; or failed, if there was no answer.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.code.llm.answers import Answer, read_answer
from dragoman.code.llm.cache import AnswerCache, Usage
from dragoman.code.llm.client import Endpoint
from dragoman.code.llm.drafts import Drafts
from dragoman.code.llm.errors import LlmError
from dragoman.code.llm.options import LlmOptions, key_from_environment
from dragoman.code.llm.prompt import Prompt, prompt_for
from dragoman.model import UsageError
from dragoman.model.working import Sentence, Working

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.knowledge import Knowledge

PER = 1_000_000  # tokens that a price is for


@dataclass(slots=True)
class _Sums:
    """Of one run: answers asked for and from the cache, tokens and cost of those asked for, reports left without."""

    asked: int = 0
    kept: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    failed: int = 0


class LlmCoder:
    """A coder like any other, with what it took to be told at the end.

    Args:
        options: how the endpoint is asked.
        fallback: codes a report that got no answer; None where it is then told as unreadable.
        endpoint: asked in the options' place, for tests.

    Raises:
        UsageError: if the options, the key or the installation don't allow any request.
    """

    def __init__(self, options: LlmOptions, fallback: Callable[[Working, Knowledge], Working] | None = None, endpoint: Endpoint | None = None) -> None:
        self._options, self._fallback = options.checked(), fallback
        self._cache = AnswerCache(options.folder, read_only=options.replay)
        self._endpoint = endpoint if endpoint is not None or options.replay else _endpoint(options)
        self._sums = _Sums()
        self._prompt: Prompt | None = None

    def __call__(self, working: Working, knowledge: Knowledge) -> Working:
        """Fill `working.events` and `working.statements`, or set `working.failed`."""
        self._prompt = self._prompt or prompt_for(knowledge.ontology)
        drafts = Drafts(working, knowledge.ontology)
        took: list[Usage] = []
        cut = 0
        try:
            for shown in _portions(working.sentences, self._options.chunk_characters):
                answer, usage = self._answer(self._prompt, shown)
                took.append(usage)
                cut += answer.cut
                drafts.add(answer, shown)
        except LlmError as error:
            return self._without(working, knowledge, error)
        drafts.settle()
        working.events, working.statements = drafts.events, drafts.statements
        working.notes += self._notes(drafts, took, cut)
        return working

    def told(self) -> tuple[str, ...]:
        """What the run took, in one sentence; and how many reports went without."""
        sums, sent = self._sums, self._endpoint
        requests = f"{sent.sent} requests sent ({sent.repeated} again after a failure)" if sent is not None else "nothing sent (replay)"
        tokens = f"{sums.tokens_in:,} tokens read, {sums.tokens_out:,} written{_price(sums.cost)}"
        lines = [f"language model {self._options.model}: {requests}, {sums.kept} answers from the cache; {tokens}"]
        if sums.failed:
            lines.append(f"{sums.failed} report(s) got no answer and were {'told as unreadable' if self._fallback is None else 'coded by rules'}")
        return tuple(lines)

    def _answer(self, prompt: Prompt, shown: Sequence[Sentence]) -> tuple[Answer, Usage]:
        messages = prompt.messages(shown)
        name = prompt.name(self._options.model, messages, self._options.max_tokens)
        kept = self._cache.get(name)
        if kept is not None:
            answer = read_answer(kept.content)
            self._sums.kept += 1
            return answer, kept.usage
        if self._endpoint is None:
            raise LlmError(f"replay: the cache holds no readable answer for this text, model and prompt ({name})")
        kept = self._endpoint.ask(messages, prompt.schema)
        self._sums.asked += 1
        self._sums.tokens_in += kept.usage.tokens_in
        self._sums.tokens_out += kept.usage.tokens_out
        self._sums.cost += self._cost(kept.usage)
        answer = read_answer(kept.content)  # one that can't be read is not kept: the next run may fare better
        self._cache.put(name, kept, self._options.model)
        return answer, kept.usage

    def _without(self, working: Working, knowledge: Knowledge, error: LlmError) -> Working:
        self._sums.failed += 1
        if self._fallback is None:
            working.failed = f"the language model gave no answer: {error}"
            return working
        working.notes.append(f"The language model gave no answer ({error}); the report was coded by {self._options.on_error}.")
        return self._fallback(working, knowledge)

    def _notes(self, drafts: Drafts, took: Sequence[Usage], cut: int) -> list[str]:
        # Of the answers, not of this run: a replay says the same.
        tokens_in, tokens_out = sum(one.tokens_in for one in took), sum(one.tokens_out for one in took)
        tokens = f"{len(took)} answer(s), {tokens_in:,} tokens read, {tokens_out:,} written{_price(sum(map(self._cost, took)))}"
        notes = [f"Events and statements are the language model {self._options.model}'s ({tokens}), checked against the text."]
        notes += [f"Language model: {count} {reason} were dropped." for reason, count in sorted(drafts.dropped.items()) if count]
        if cut:
            notes.append(f"Language model: {cut} answer(s) ended before their end; what was whole was read.")
        return notes

    def _cost(self, usage: Usage) -> float:
        """What the endpoint told, else by the prices of the options."""
        if usage.cost is not None:
            return usage.cost
        return (usage.tokens_in * self._options.price_in + usage.tokens_out * self._options.price_out) / PER


def _price(cost: float) -> str:
    return f", cost {cost:.4f}" if cost else ""


def _endpoint(options: LlmOptions) -> Endpoint:
    if importlib.util.find_spec("httpx") is None:
        raise UsageError("the coder 'llm' needs the package httpx: pip install 'dragoman[llm]'")
    return Endpoint(options, key_from_environment())


def _portions(sentences: Sequence[Sentence], most: int) -> Iterator[list[Sentence]]:
    """Sentences in order, in lists of at most so many characters; a sentence that is too long for any goes alone."""
    portion: list[Sentence] = []
    characters = 0
    for sentence in sentences:
        if not any(mark.isalpha() for mark in sentence.text):
            continue
        if portion and characters + len(sentence.text) > most:
            yield portion
            portion, characters = [], 0
        portion.append(sentence)
        characters += len(sentence.text)
    if portion:
        yield portion
