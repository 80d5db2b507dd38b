"""What the asking coder is told: endpoint, model, limits. In: settings of a configuration file or the command line; out: LlmOptions, checked.

The key is no option: it comes from the environment alone, so that it stands in no file, no list of processes and no record.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from dragoman.model import UsageError, digest

KEY_VARIABLE: Final = "DRAGOMAN_LLM_KEY"
ON_ERROR: Final = ("error", "rules", "rules+head")
LONGEST_TIMEOUT = 3600.0  # seconds; more is no time limit any more
# Names under which people would look for a place for the key.
_KEY_NAMES = frozenset({"key", "api_key", "apikey", "token", "secret", "password"})
_HEADER_VALUE = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """How the endpoint is asked.

    Attributes:
        endpoint: base address of the API, such as `http://127.0.0.1:8080/v1`; asked at `/chat/completions` below it.
        model: the model's name as the endpoint knows it.
        cache: folder of kept answers; None for `dragoman/llm` in the user's cache folder.
        no_cache: keep no answers on disk.
        replay: answers come from the cache alone; nothing is sent.
        max_requests: requests sent in one run at most, tries after a failure among them.
        timeout: seconds for one request from its start to the answer's last byte.
        retries: further tries after a failure that may pass (429, 5xx, no connection, time over).
        on_error: `error`: the report is told as unreadable; the name of another coder: that one codes it.
        chunk_characters: characters of sentences shown in one request at most.
        max_tokens: tokens of one answer at most.
        price_in, price_out: what a million tokens read and written cost, in any currency, to reckon the cost of a run.
    """

    endpoint: str = ""
    model: str = ""
    cache: Path | None = None
    no_cache: bool = False
    replay: bool = False
    max_requests: int = 1000
    timeout: float = 120.0
    retries: int = 4
    on_error: str = "error"
    chunk_characters: int = 6000
    max_tokens: int = 4096
    price_in: float = 0.0
    price_out: float = 0.0

    @property
    def digest(self) -> str:
        """Hash of what can change a reading. Not the endpoint: the same model is the same reader wherever it is asked, and in replay nowhere."""
        return digest(self.model, self.chunk_characters, self.max_tokens, self.on_error)

    @property
    def url(self) -> str:
        """Where requests go."""
        base = self.endpoint.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    @property
    def folder(self) -> Path | None:
        """The cache's folder; None where no answers are kept."""
        if self.no_cache:
            return None
        if self.cache is not None:
            return self.cache
        base = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "dragoman" / "llm"

    def checked(self) -> LlmOptions:
        """The options themselves, if the coder can work with them.

        Raises:
            UsageError: if something is missing, out of range, or would send a secret where it can be seen.
        """
        if not self.model:
            raise UsageError("the coder 'llm' needs the name of a model (--llm-model, or model in [llm])")
        if self.on_error not in ON_ERROR:
            raise UsageError(f"on_error must be one of {', '.join(ON_ERROR)}, not {self.on_error!r}")
        for name in ("max_requests", "retries", "price_in", "price_out"):
            if getattr(self, name) < 0:
                raise UsageError(f"{name} must not be negative")
        for name in ("chunk_characters", "max_tokens"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name} must be at least 1")
        if not 0 < self.timeout <= LONGEST_TIMEOUT:
            raise UsageError(f"timeout must be more than 0 and at most {LONGEST_TIMEOUT:.0f} seconds, not {self.timeout}")
        if self.replay and self.folder is None:
            raise UsageError("a replay reads the cache, which is switched off")
        if not self.replay:
            _check_endpoint(self.endpoint)
        return self

    @classmethod
    def of(cls, settings: Mapping[str, Any], source: Path) -> LlmOptions:
        """The options in the table [llm] of a configuration file; a cache folder is relative to the file.

        Raises:
            UsageError: for a setting that there isn't, or of the wrong type; naming the file.
        """
        kinds: dict[str, tuple[type, ...]] = {item.name: _KINDS[str(item.type)] for item in fields(cls)}
        found: dict[str, Any] = {}
        for name, value in settings.items():
            if name not in kinds:
                raise UsageError(_unknown(name, list(kinds)), source=str(source))
            if not isinstance(value, kinds[name]) or (isinstance(value, bool) and bool not in kinds[name]):
                raise UsageError(f"{name} in [llm] must be a {kinds[name][-1].__name__}, not {value!r}", source=str(source))
            found[name] = source.parent / str(value) if name == "cache" else value
        return cls(**found)


_KINDS: dict[str, tuple[type, ...]] = {"str": (str,), "Path | None": (str,), "bool": (bool,), "int": (int,), "float": (int, float)}


def _unknown(name: str, known: list[str]) -> str:
    if name.lower() in _KEY_NAMES:
        return f"a key stands in no file: put it into the environment variable {KEY_VARIABLE} and take {name!r} out of [llm]"
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"known settings: {', '.join(known)}"
    return f"there is no setting {name!r} in [llm]; {hint}"


def _check_endpoint(endpoint: str) -> None:
    if not endpoint:
        raise UsageError("the coder 'llm' needs an endpoint (--llm-endpoint, or endpoint in [llm]); without one nothing is sent anywhere")
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"the endpoint is no address: {error}") from error
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        # Not quoted here: what stands there may be a secret.
        raise UsageError(f"the endpoint must hold no user name, password, ? or #; a key goes into the environment variable {KEY_VARIABLE}")
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\x00-\x20\x7f]", endpoint):
        raise UsageError(f"the endpoint must be an http or https address, not {endpoint!r}")


def key_from_environment() -> str | None:
    """The endpoint's key; None where there is none.

    Raises:
        UsageError: if it can't be a key; it is not shown.
    """
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if not key:
        return None
    if not _HEADER_VALUE.fullmatch(key):
        raise UsageError(f"the environment variable {KEY_VARIABLE} holds spaces or characters that no key has")
    return key
