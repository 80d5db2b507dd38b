"""How a record is served: who may ask, on which addresses, how much and how long. In: options of `dragoman serve`; out: Settings, checked."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from dragoman.model import UsageError

# Each may do all that those before it may.
ROLES = ("reader", "reviewer", "admin")
SHORTEST_TOKEN = 16  # characters; `openssl rand -hex 16` gives 32
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class User:
    """Who asks, and what they may do."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """True if the user's role is this one or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a record is served.

    Attributes:
        read_only: nobody can judge.
        local: who asks where nobody has to say who he is (on loopback); None where everybody must.
        tokens: SHA-256 of a token in hex -> whose it is. people: names that the reverse proxy vouches for -> role.
        user_header: header in which the reverse proxy names the user; None: there is no such proxy.
        hosts: host names by which the server may be called; empty: any. On loopback it keeps other sites' names from being pointed here.
        seconds: that one answer may take; rows: that one page holds; most_rows: that may be asked for at once.
        at_once: questions that may be under way; more are asked to come again.
        secure: cookies only over HTTPS.
        secret: by which cookies and forms are signed; empty: each process draws its own.
    """

    read_only: bool = False
    local: User | None = None
    tokens: Mapping[str, User] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[str, User] = field(default_factory=lambda: MappingProxyType({}))
    user_header: str | None = None
    hosts: frozenset[str] = frozenset()
    seconds: float = 20.0
    rows: int = 100
    most_rows: int = 1000
    at_once: int = 64
    secure: bool = False
    secret: bytes = b""

    def with_secret(self) -> Settings:
        """The same with a secret drawn, for processes that are to know each other's signatures."""
        return replace(self, secret=secrets.token_bytes(32), tokens=dict(self.tokens), people=dict(self.people))

    def by_token(self, token: str) -> User | None:
        """Whose token it is; compared in a time that tells nothing of how much of it was right."""
        asked = digest(token)
        return next((user for known, user in self.tokens.items() if hmac.compare_digest(known, asked)), None)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def read_people(path: Path) -> tuple[dict[str, User], dict[str, User]]:
    """Users by token and users by name out of a file with lines `ROLE NAME TOKEN`, or `ROLE NAME` for those whom a reverse proxy vouches for.

    Raises:
        UsageError: naming file and line, for a role that is none, a token that is too short, or a token or name that stands twice.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the file of tokens can't be read: {error}", source=str(path)) from error
    tokens: dict[str, User] = {}
    people: dict[str, User] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        role, name, token = _parts(line, path, number)
        user, key, known = User(name, role), digest(token) if token else name, tokens if token else people
        if key in known:
            raise UsageError("this token or name stands in the file twice", source=str(path), line=number)
        known[key] = user
    return tokens, people


def _parts(line: str, path: Path, number: int) -> tuple[str, str, str]:
    parts = line.split()
    if len(parts) not in (2, 3) or parts[0] not in ROLES:
        form = "write ROLE NAME TOKEN, or ROLE NAME for somebody whom the proxy vouches for"
        raise UsageError(f"{form}; roles are {', '.join(ROLES)}", source=str(path), line=number)
    token = parts[2] if len(parts) == 3 else ""
    if token and len(token) < SHORTEST_TOKEN:
        raise UsageError(f"the token is shorter than {SHORTEST_TOKEN} characters; make one with: openssl rand -hex 16", source=str(path), line=number)
    return parts[0], parts[1], token
