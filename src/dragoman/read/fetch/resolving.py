"""Names to addresses, once. In: a target; out: the addresses to connect to, each of them public. They are what is connected to: no one asks again."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Final

from dragoman.read.fetch.addresses import Admitted, Target
from dragoman.read.fetch.networks import refused_address
from dragoman.read.fetch.outcome import FailedError, RefusedError

Resolver = Callable[[str, int], Sequence[str]]
MOST_ADDRESSES: Final = 3  # tried one after the other


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the machine's own resolver answers."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)]


def pinned(target: Target, admitted: Admitted, resolve: Resolver) -> tuple[str, ...]:
    """The addresses of a target, at most three.

    Raises:
        RefusedError: if any of the addresses answered is not public: a name that leads both out and in is a trap.
        FailedError: if there is none.
    """
    literal = target.literal
    answered = [str(literal)] if literal is not None else _answered(target, resolve)
    if target not in admitted:
        for one in answered:
            _check(target.host, one)
    return tuple(dict.fromkeys(answered))[:MOST_ADDRESSES]


def _answered(target: Target, resolve: Resolver) -> list[str]:
    try:
        found = list(resolve(target.host, target.port))
    except (OSError, UnicodeError) as error:
        raise FailedError(f"{target.host} can't be resolved ({getattr(error, 'strerror', None) or error})", passing=True) from error
    if not found:
        raise FailedError(f"{target.host} has no address", passing=True)
    return found


def _check(host: str, answered: str) -> None:
    try:
        address = ipaddress.ip_address(answered)
    except ValueError as error:
        raise RefusedError(f"{host} leads to {answered!r}, which is no address") from error
    if getattr(address, "scope_id", None) is not None:
        raise RefusedError(f"{host} leads to {answered}, which holds on one link only")
    why = refused_address(address)
    if why is not None:
        raise RefusedError(f"{host} {why}" if host == answered else f"{host} leads to {answered}, which {why}")
