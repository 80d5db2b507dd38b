"""The messages and the schema of a request. In: the ontology and some sentences; out: what is sent, and the name that its answer has in the cache.

The report's words go in as strings of one JSON object, in which the characters are escaped that could open or close anything around them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dragoman.knowledge.ontology import Ontology
from dragoman.knowledge.tables import parse_yaml
from dragoman.model.vocabulary import STANCES, STATUSES
from dragoman.model.working import Sentence

# Servers cut the words of a template (<|im_start|>, <start_of_turn>, [INST], <<SYS>>) out of the whole prompt, report and all;
# as escapes of JSON they reach the model as plain characters.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>[]|｜"}
SEED = 7  # any number does, as long as it stays
NAME_BYTES = 20  # 160 bits: no two requests share a name by chance or by will


@dataclass(frozen=True, slots=True)
class Prompt:
    """What all requests share.

    Attributes:
        system: the instruction.
        schema: JSON schema of the answer.
    """

    system: str
    schema: dict[str, Any]

    def messages(self, sentences: Sequence[Sentence]) -> list[dict[str, str]]:
        """The instruction, and the sentences as data."""
        return [{"role": "system", "content": self.system}, {"role": "user", "content": shown(sentences)}]

    def name(self, model: str, messages: Sequence[dict[str, str]], max_tokens: int) -> str:
        """Hex name of a request's answer: of all that can change it (instruction, text, schema, model, settings), the endpoint left out."""
        parts = [model, list(messages), self.schema, SEED, max_tokens]
        text = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.blake2b(text.encode(), digest_size=NAME_BYTES).hexdigest()


def shown(sentences: Sequence[Sentence]) -> str:
    """The sentences as one JSON object."""
    items = [f'{{"n": {sentence.index}, "text": {json.dumps(_plain(sentence.text), ensure_ascii=False).translate(_ESCAPED)}}}' for sentence in sentences]
    return '{"sentences": [\n' + ",\n".join(items) + "\n]}"


def _plain(text: str) -> str:
    """Lone surrogates, which no request can carry, become the replacement character; the text itself stays as it is."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def prompt_for(ontology: Ontology) -> Prompt:
    """The prompt over the types, modes and contexts of this ontology."""
    types = "\n".join(_type_line(ontology, name) for name in ontology.types)
    system = _template().format(types=types, contexts=", ".join(ontology.contexts), statuses=", ".join(STATUSES))
    return Prompt(system.strip(), _schema(ontology))


def _type_line(ontology: Ontology, name: str) -> str:
    modes = "; ".join(f"{mode}: {text.rstrip('.')}" for mode, text in ontology.modes[name].items())
    return f"- {name}: {ontology.types[name]}" + (f" [{modes}]" if modes else "")


@cache
def _template() -> str:
    name = "prompt.yaml"
    return str(parse_yaml((resources.files("dragoman.code.llm") / name).read_text(encoding="utf-8"), f"code/llm/{name}")["system"])


_STRING: dict[str, Any] = {"type": "string"}
_OPTIONAL: dict[str, Any] = {"type": ["string", "null"]}
_STRINGS: dict[str, Any] = {"type": "array", "items": _STRING}


def _schema(ontology: Ontology) -> dict[str, Any]:
    """Every property is required and none is added: what the strict mode of structured output asks for."""
    modes = sorted({mode for group in ontology.modes.values() for mode in group})
    event = {
        "sentence": {"type": "integer"},
        "trigger": _STRING,
        "type": {"type": "string", "enum": list(ontology.types)},
        "mode": {"type": ["string", "null"], "enum": [*modes, None]},
        "status": {"type": "string", "enum": list(STATUSES)},
        "cue": _OPTIONAL,
        "negated": {"type": "boolean"},
        "actors": _STRINGS,
        "recipients": _STRINGS,
        "according_to": _STRINGS,
        "when": _OPTIONAL,
        "where": _OPTIONAL,
        "contexts": {"type": "array", "items": {"type": "string", "enum": list(ontology.contexts)}},
    }
    statement = {
        "sentence": {"type": "integer"},
        "speaker": _OPTIONAL,
        "verb": _STRING,
        "content": _STRING,
        "via": _STRINGS,
        "stance": {"type": "string", "enum": list(STANCES)},
    }
    return _object({"events": {"type": "array", "items": _object(event)}, "statements": {"type": "array", "items": _object(statement)}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
