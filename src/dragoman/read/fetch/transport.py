"""One request over one connection to an address that was checked. In: a target and its addresses; out: the answer, its body still to be read.

httpcore (the engine of httpx) is used bare: it knows no redirects, proxies, cookies, .netrc or environment. TLS and Host bear the name, the socket the address.
"""

from __future__ import annotations

import ssl
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore

from dragoman.read.fetch.addresses import Target
from dragoman.read.fetch.outcome import FailedError, first

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which everything must be done, however slowly it drips; `quiet` bounds the wait for each single thing."""

    clock: Clock
    until: float
    quiet: float

    def left(self, asked: float | None = None) -> float:
        """Seconds for the next wait.

        Raises:
            httpcore.ReadTimeout: if there are none left.
        """
        left = self.until - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return min(left, self.quiet if asked is None else asked)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and headers of an answer; `pieces` gives its body as it comes, packed as it was sent."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    pieces: Iterator[bytes]
    address: str

    def header(self, name: str) -> str | None:
        return first(self.headers, name)


class _Timed(httpcore.NetworkStream):
    """A stream whose every wait ends with the deadline: the engine alone counts anew with each byte that drips in."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> typing.Any:
        return self._stream.get_extra_info(info)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the addresses given, whatever host it is told."""

    def __init__(self, addresses: Iterable[str], deadline: Deadline) -> None:
        self._addresses, self._deadline = tuple(addresses), deadline
        self._sockets = httpcore.SyncBackend()
        self.connected = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: typing.Iterable[typing.Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses:
            try:
                stream = self._sockets.connect_tcp(address, port, self._deadline.left(timeout), socket_options=socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            self.connected = address
            return _Timed(stream, self._deadline)
        raise failure

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: typing.Iterable[typing.Any] | None = None) -> typing.NoReturn:
        raise httpcore.ConnectError("only TCP is spoken")


@contextmanager
def exchange(
    target: Target,
    addresses: Iterable[str],
    headers: Mapping[str, str],
    *,
    deadline: Deadline,
    tls: ssl.SSLContext | None = None,
    method: str = "GET",
    content: bytes | None = None,
) -> Iterator[Answer]:
    """Ask once; the connection is closed at the end.

    Args:
        tls: needed for https.

    Raises:
        FailedError: if no answer, or half of one, came; also while its pieces are read inside.
    """
    if target.scheme == "https" and tls is None:
        raise FailedError("there are no certificates to speak TLS with")
    backend = _Pinned(addresses, deadline)
    origin = httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port)
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    sent = [(name.encode(), value.encode("latin-1", "replace")) for name, value in {"Host": target.netloc, **headers}.items()]
    waits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), deadline.quiet)}
    connection = httpcore.HTTPConnection(origin, ssl_context=tls, network_backend=backend)
    try:
        with connection.stream(method, url, headers=sent, content=content, extensions=waits) as response:
            plain = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
            reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
            yield Answer(response.status, reason, plain, response.iter_stream(), backend.connected)
    except httpcore.TimeoutException as error:
        raise FailedError(f"{target.host} was too slow", passing=True) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        # A wrong certificate does not mend itself within a minute.
        told = " ".join(str(error).split())[:200] or type(error).__name__
        raise FailedError(f"the exchange with {target.host} broke off ({told})", passing="CERTIFICATE" not in told.upper()) from error
    finally:
        connection.close()
