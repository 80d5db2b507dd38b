"""Forms of a request, from the strictest to the plainest. In: a form and an endpoint's complaint; out: the next form to try.

Endpoints that call themselves compatible differ in what they take: structured output, a seed, a temperature, the name of the limit of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from dragoman.code.llm.prompt import SEED

# A complaint that no other form would better: the report is too long for the model.
_TOO_LONG = re.compile(r"context|too long|too many tokens|maximum.*tokens.*messages", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """What a request holds besides the messages.

    Attributes:
        answer: `json_schema`, `json_object`, or None for words that should be JSON.
        seed, temperature: whether they are sent.
        limit: the field's name for the most tokens of an answer.
    """

    answer: str | None = "json_schema"
    seed: bool = True
    temperature: bool = True
    limit: str = "max_tokens"

    def body(self, model: str, messages: Sequence[dict[str, str]], schema: dict[str, Any], max_tokens: int) -> dict[str, Any]:
        """The request as JSON."""
        body: dict[str, Any] = {"model": model, "messages": list(messages), self.limit: max_tokens, "stream": False}
        if self.temperature:
            body["temperature"] = 0
        if self.seed:
            body["seed"] = SEED
        if self.answer == "json_schema":
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "coding", "strict": True, "schema": schema}}
        elif self.answer is not None:
            body["response_format"] = {"type": self.answer}
        return body


FIRST: Final = Form()


def weaker(form: Form, message: str) -> Form | None:
    """The form without what the endpoint names in its complaint; where it names nothing, without the next thing that is not everybody's.

    Returns:
        None if nothing is left to leave out, or if the form is not to blame.
    """
    if "max_completion_tokens" in message and form.limit == "max_tokens":
        return replace(form, limit="max_completion_tokens")
    if "temperature" in message and form.temperature:
        return replace(form, temperature=False)
    if re.search(r"\bseed\b", message) and form.seed:
        return replace(form, seed=False)
    if _TOO_LONG.search(message):
        return None
    if form.answer == "json_schema":
        return replace(form, answer="json_object")
    if form.answer == "json_object":
        return replace(form, answer=None)
    if form.seed:
        return replace(form, seed=False)
    return None
