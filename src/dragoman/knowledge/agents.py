"""Agent nouns: people and bodies named by what they do ("troops", "protesters"), with PLOVER sectors.

Goes in: data/agents.yaml. Comes out: `Agents`, a lookup by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.knowledge import tables
from dragoman.knowledge.names import folded_tokens
from dragoman.model import KnowledgeError


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent noun.

    Attributes:
        words: as listed, lower case, singular where it has one.
        sector: PLOVER sector; None where the noun alone does not say ("delegation", "side").
        plural: the form looked up names several.
        group: names a body or crowd even in the singular ("army", "crowd").
        of_state: says of no sector alone, but a state's is its government ("the Chinese side").
    """

    words: str
    sector: str | None
    plural: bool
    group: bool
    of_state: bool = False


class Agents:
    """All agent nouns, singular and plural."""

    def __init__(self, agents: Iterable[tuple[str, Agent]]) -> None:
        self._by_words = {" ".join(folded_tokens(form)): agent for form, agent in agents}
        self.heads: frozenset[str] = frozenset(form.rsplit(" ", 1)[-1] for form in self._by_words)

    @classmethod
    def load(cls) -> Agents:
        name = "agents.yaml"
        found: list[tuple[str, Agent]] = []
        for sector, entry in tables.yaml_data(name).items():
            if not isinstance(entry, dict):
                raise KnowledgeError(f"{sector}: lists of words were expected", source=name)
            code = None if sector == "none" else str(sector)
            for words in entry.get("of_state", ()):
                found.append((words, Agent(words, code, False, True, True)))
                found.append((_plural(words), Agent(words, code, True, True, True)))
            for words in entry.get("people", ()):
                found.append((words, Agent(words, code, False, False)))
                found.append((_plural(words), Agent(words, code, True, False)))
            for words in entry.get("plural", ()):
                found.append((words, Agent(words, code, True, True)))
            for words in entry.get("groups", ()):
                found.append((words, Agent(words, code, False, True)))
                found.append((_plural(words), Agent(words, code, True, True)))
        return cls(found)

    def get(self, words: str) -> Agent | None:
        """The agent noun or phrase with exactly these words, any case, singular or plural; None if it is none."""
        return self._by_words.get(" ".join(folded_tokens(words)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_words)

    def __len__(self) -> int:
        return len(self._by_words)


def _plural(words: str) -> str:
    head, _, last = words.rpartition(" ")
    if last.endswith("man"):
        last = f"{last[:-3]}men"
    elif last.endswith("person"):
        last = f"{last[:-6]}people"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = f"{last[:-1]}ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last = f"{last}es"
    else:
        last = f"{last}s"
    return f"{head} {last}".strip()
