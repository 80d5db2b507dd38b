"""Who asks: by token, by a cookie that the token was changed for, by the proxy's header, or whoever sits at this machine.

In: a request's headers. Out: a User or None. Also the secret words of forms, which no other site can know.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starlette.requests import HTTPConnection

from dragoman.web.settings import Settings, User

COOKIE = "dragoman"


class Access:
    """Knows users and signs what they are handed. Its secret dies with the process: then everybody logs in again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._secret = settings.secret or secrets.token_bytes(32)

    def user(self, connection: HTTPConnection) -> User | None:
        """Who asks; None where that must be known and isn't."""
        settings = self._settings
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return settings.by_token(token.strip())
        if settings.user_header is not None:
            name = connection.headers.get(settings.user_header, "").strip()
            if name:
                return settings.people.get(name, User(name, "reader"))
        digest, _, signature = connection.cookies.get(COOKIE, "").partition(".")
        if digest in settings.tokens and hmac.compare_digest(signature, self._sign("cookie", digest)):
            return settings.tokens[digest]
        return settings.local

    def cookie(self, digest: str) -> str:
        """What stands for a token in the browser; the token itself does not."""
        return f"{digest}.{self._sign('cookie', digest)}"

    def form_word(self, user: User) -> str:
        """The word that a form of this user must bring back."""
        return self._sign("form", user.name)

    def knows_form_word(self, user: User, word: str) -> bool:
        return hmac.compare_digest(word.encode(), self.form_word(user).encode())

    def _sign(self, use: str, what: str) -> str:
        return hmac.new(self._secret, f"{use}:{what}".encode(), hashlib.sha256).hexdigest()
