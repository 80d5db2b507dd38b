"""The address that a page is known by. In: an address as found; out: the same without what says only how a reader came there."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from dragoman.model import KnowledgeError

ADDRESS_FILE = "data/addresses.yaml"
_PORTS = {"http": 80, "https": 443}
_PARAMETER = re.compile(r"[a-z_][a-z0-9_]*\*?")


def canonical_address(declared: str | None, url: str | None) -> str | None:
    """The address that a page is known by: as it declares it, else where it was found, without tracking parameters, fragment, user and default port.

    Args:
        declared: what the page calls its own address; it may be relative to `url`. A site's front page is not believed where the page was found elsewhere.
        url: where the page was found.

    Returns:
        None where neither is an http or https address.
    """
    found = _tidied(url)
    own = _tidied(urljoin(url, declared) if url and declared else declared)
    if own is not None and found is not None and not urlsplit(own).path.strip("/") and urlsplit(found).path.strip("/"):
        return found
    return own or found


def _tidied(address: str | None) -> str | None:
    if not address:
        return None
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or re.search(r"[\s<>\"]", address.strip()):
        return None
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        place += f":{port}"
    kept = "&".join(part for part in parts.query.split("&") if part and not _tracking().fullmatch(part.partition("=")[0]))
    return SplitResult(scheme, place, parts.path or "/", kept, "").geturl()


@cache
def _tracking() -> re.Pattern[str]:
    # Loaded when a first address is met: its packages would cost each process that reads pages a third of a second at its start.
    from dragoman.knowledge.tables import parse_yaml

    text = files("dragoman.read").joinpath(ADDRESS_FILE).read_text("utf-8")
    return parse(parse_yaml(text, ADDRESS_FILE)["tracking"])


def parse(entries: list[dict[str, Any]], source: str = ADDRESS_FILE) -> re.Pattern[str]:
    """A pattern for the names of tracking parameters.

    Raises:
        KnowledgeError: for an entry without a reason, or whose parameter is no name.
    """
    names = []
    for number, entry in enumerate(entries, 1):
        if set(entry) != {"parameter", "why"} or not _PARAMETER.fullmatch(str(entry["parameter"])):
            raise KnowledgeError(f"entry {number} needs a parameter (lower case, * only at its end) and why", source=source)
        names.append(re.escape(str(entry["parameter"])).replace(r"\*", ".*"))
    return re.compile("|".join(names) or "(?!)", re.IGNORECASE)
