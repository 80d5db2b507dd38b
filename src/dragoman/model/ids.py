"""Identifiers from what a thing says, so that the same input has the same ids on any machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

ID_BYTES = 8  # 64 bits: at ten million events the chance of any clash is under 1 in 300,000


def digest(*parts: Any) -> str:
    """Hex BLAKE2b over the parts as canonical JSON: independent of process, platform and hash seed."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()


def derived_id(prefix: str, members: Iterable[str]) -> str:
    """Id of a cluster: by its smallest member, so that it stays while the cluster grows."""
    return f"{prefix}-{digest(min(members))}"
