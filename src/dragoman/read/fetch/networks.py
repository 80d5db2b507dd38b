"""Which addresses and names are not public. In: an IP address or a host name; out: why it is refused, or None. The ranges are data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from dragoman.model import KnowledgeError

Address = IPv4Address | IPv6Address
_GIVEN_OUT = IPv6Network("2000::/3")
_NETWORKS, _NAMES = "networks.yaml", "names.yaml"


def refused_address(address: Address) -> str | None:
    """Why an address is never connected to; None if it is public."""
    for network, why in _networks():
        if network.version == address.version and address in network:
            return why
    # What the tables may have missed, by what this Python knows of the registries.
    if address.is_multicast or address.is_reserved or not address.is_global:
        return "is not public"
    if isinstance(address, IPv6Address) and address not in _GIVEN_OUT:
        return "lies outside the addresses that are given out"
    return None


def refused_name(host: str) -> str | None:
    """Why a host name is never asked for; None if it may be."""
    for end, why in _names():
        if host == end or host.endswith("." + end):
            return why
    return None if "." in host else "is no full name: a public one has a dot"


@cache
def _networks() -> tuple[tuple[IPv4Network | IPv6Network, str], ...]:
    """Narrow ranges first, so that the reason told is the nearest one."""
    found = []
    for line, (network, why) in _entries(_NETWORKS, "network"):
        try:
            found.append((ip_network(network), why))
        except ValueError as error:
            raise KnowledgeError(f"{network!r} is no network: {error}", source=_NETWORKS, line=line) from error
    return tuple(sorted(found, key=lambda one: -one[0].prefixlen))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    return tuple(entry for _, entry in _entries(_NAMES, "end"))


def _entries(name: str, key: str) -> list[tuple[int, tuple[str, str]]]:
    """Line and pair (key, why) of each entry; an entry is a line."""
    import yaml

    found = []
    for number, line in enumerate((files("dragoman.read.fetch") / "data" / name).read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        (entry,) = yaml.safe_load(line)
        if set(entry) != {key, "why"} or not all(isinstance(value, str) for value in entry.values()):
            raise KnowledgeError(f"an entry has {key} and why, both text", source=name, line=number)
        found.append((number, (entry[key], entry["why"])))
    return found
