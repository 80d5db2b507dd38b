"""Web addresses, taken apart once and strictly. In: a URL as typed or sent; out: a Target, or why it is refused.

The parts that are checked here are the very parts that are connected to: no second parser reads the address differently.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin

from dragoman.model import UsageError
from dragoman.read.fetch.networks import Address, refused_address, refused_name
from dragoman.read.fetch.outcome import RefusedError

LONGEST_ADDRESS: Final = 8_000  # characters; servers take some 8 KiB (RFC 9110, 4.1)
USUAL_PORT: Final = {"http": 80, "https": 443}
# Where the web is served; at other ports stand mail, databases and shells, which a crafted address would speak to.
PORTS: Final = frozenset({80, 443, 8080, 8443})

_WHOLE = re.compile(r"(https?)://([^/?#]*)([^#]*)", re.IGNORECASE)
_WITH_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_IN_BRACKETS = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::(\d{1,5}))?")
_NAMED = re.compile(r"([^:\[\]%]+)(?::(\d{1,5}))?")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# What inet_aton takes for a number: decimal, octal, hexadecimal. WHATWG URL, "ends in a number".
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_SAFE_IN_PATH = "!$%&'()*+,/:;=?@[]~|"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes.

    Attributes:
        host: ASCII, lower case, without a last dot or brackets. path: with the query, percent-encoded.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """As it stands in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL_PORT[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        return self.origin + self.path

    @property
    def literal(self) -> Address | None:
        """The IP address, where the host is one."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Admitted:
    """Hosts that are fetched from though they are not public, at one port or at all."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()

    @classmethod
    def of(cls, typed: Iterable[str]) -> Admitted:
        """From `HOST` and `HOST:PORT`, an IPv6 address in brackets.

        Raises:
            UsageError: for anything else.
        """
        found = set()
        for one in typed:
            try:
                host, port = _host_and_port(one.strip())
                found.add((_plain_host(host), port))
            except RefusedError as error:
                raise UsageError(f"{one!r} is no host to admit; write HOST or HOST:PORT ({error})") from error
        return cls(frozenset(found))

    def __contains__(self, target: Target) -> bool:
        return (target.host, None) in self.hosts or (target.host, target.port) in self.hosts


def target_of(url: str, admitted: Admitted | None = None) -> Target:
    """An address taken apart and checked; the name it bears is not resolved here.

    Raises:
        RefusedError: if it is not http or https, names a user, is written in a form that hides where it leads, or is not public.
    """
    if len(url) > LONGEST_ADDRESS:
        raise RefusedError(f"the address has more than {LONGEST_ADDRESS} characters")
    if _FORBIDDEN.search(url):
        raise RefusedError("the address holds a blank, a backslash or an invisible character")
    found = _WHOLE.match(url)
    if found is None:
        raise RefusedError("the address is not http or https")
    scheme, authority, path = found.group(1).lower(), found.group(2), found.group(3)
    if "@" in authority:
        raise RefusedError("the address names a user or password")
    host, port = _host_and_port(authority)
    target = Target(scheme, _plain_host(host), port if port is not None else USUAL_PORT[scheme], _plain_path(path))
    if target not in (admitted or Admitted()):
        _check_public(target)
    return target


def joined(target: Target, location: str) -> str:
    """The address that a link or a Location header means, seen from this target; a whole address is taken as it is written."""
    if _WITH_SCHEME.match(location):
        return location
    try:
        return urljoin(target.url, location)
    except ValueError as error:
        raise RefusedError(f"the address is none: {error}") from error


def _check_public(target: Target) -> None:
    if target.port not in PORTS:
        raise RefusedError(f"port {target.port} is not one at which the web is served")
    literal = target.literal
    why = refused_name(target.host) if literal is None else refused_address(literal)
    if why is not None:
        raise RefusedError(f"{target.host} {why}")


def _host_and_port(authority: str) -> tuple[str, int | None]:
    found = _IN_BRACKETS.fullmatch(authority) or _NAMED.fullmatch(authority.removesuffix(":"))
    if found is None:
        raise RefusedError("the address names no host that could be read")
    port = None if found.group(2) is None else int(found.group(2))
    if port is not None and not 0 < port < 65536:
        raise RefusedError(f"there is no port {port}")
    return found.group(1), port


def _plain_host(host: str) -> str:
    """The host in ASCII; other scripts by IDNA 2008 with the mapping of UTS 46, as browsers do, before anything is checked."""
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host).compressed
        except ValueError as error:
            raise RefusedError(f"{host} is no IPv6 address") from error
    plain = host.lower() if host.isascii() else _in_ascii(host)
    plain = plain.removesuffix(".")
    labels = plain.split(".")
    if len(plain) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise RefusedError("the host name is none")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(plain))
        except ValueError as error:
            raise RefusedError(f"{plain} is an IP address in a form that hides it") from error
    return plain


def _in_ascii(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise RefusedError(f"the host name is none ({error})") from error


def _plain_path(path: str) -> str:
    """Percent-encoded and without dot segments, so that robots.txt is asked about the path that the server will see (RFC 3986, 5.2.4)."""
    before, mark, query = path.partition("?")
    kept: list[str] = []
    segments = before.split("/")[1:]
    for number, segment in enumerate(segments):
        plain = re.sub("%2e", ".", segment, flags=re.IGNORECASE)
        if plain not in (".", ".."):
            kept.append(segment)
            continue
        if plain == ".." and kept:
            kept.pop()
        if number == len(segments) - 1:
            kept.append("")
    return quote("/" + "/".join(kept) + mark + query, safe=_SAFE_IN_PATH)
