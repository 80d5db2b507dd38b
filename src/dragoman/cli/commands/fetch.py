"""`dragoman fetch`: pages from the web into a folder, and from there into a record."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dragoman.run.fetching import FetchRun, Told

AllowHosts = Annotated[
    list[str] | None, typer.Option("--allow-host", metavar="HOST[:PORT]", help="Fetch from this host though it is not public. Repeat it for more.")
]


def fetch(
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL...", help="http and https addresses.")] = None,
    list_: Annotated[Path | None, typer.Option("--list", metavar="FILE", help="More addresses, one a line.")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the pages are kept, as a web archive that build reads.")] = Path("pages"),
    record: Annotated[str | None, typer.Option("--record", "-r", metavar="R.db", help="Also read, code and resolve them into this record.")] = None,
    allow_host: AllowHosts = None,
    licensed: Annotated[
        list[str] | None, typer.Option("--licensed", metavar="HOST", help="You hold a licence, or the law's leave, to mine this host's reserved pages.")
    ] = None,
    pause: Annotated[float, typer.Option("--pause", min=0.0, metavar="SECONDS", help="Between two pages of one host; a site may ask for more.")] = 2.0,
    contact: Annotated[
        str | None, typer.Option("--contact", metavar="TEXT", help="An address or page that sites may write to; sent with every request.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="What became of each address, as one JSON document.")] = False,
) -> None:
    """Fetch pages from public addresses and keep them; nothing else is ever connected to.

    Each address is resolved once and refused unless all it leads to is public; so is every redirect (five at most, never from https to http). robots.txt
    and reservations of text and data mining are obeyed. A page that has not changed since it was fetched into the folder is not fetched again.
    """
    from dragoman.cli.answer import print_json
    from dragoman.cli.stopping import stoppable
    from dragoman.model import UsageError
    from dragoman.read.fetch import Fetcher, Manners
    from dragoman.read.fetch.addresses import Admitted
    from dragoman.run.fetching import fetch_pages, listed

    wanted = [*(urls or []), *(listed(list_) if list_ is not None else [])]
    if not wanted:
        raise UsageError("name addresses to fetch, or a file of them with --list")
    manners = Manners(admitted=Admitted.of(allow_host or []), licensed=frozenset(host.lower() for host in licensed or []), pause=pause, contact=contact)
    with stoppable(f"what was fetched is in {out}."):
        run = fetch_pages(wanted, out, Fetcher(manners), None if as_json else _tell)
    built = _built(run, record)
    if as_json:
        print_json({"out": str(out), "archive": None if run.archive is None else str(run.archive), "pages": [asdict(one) for one in run.told], **built})
    else:
        typer.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(run.counts.items())) + (f"; kept in {run.archive}" if run.archive else ""))
    if run.counts["refused"] or run.counts["failed"]:
        raise typer.Exit(1)


def _tell(one: Told) -> None:
    from dragoman.cli.safe import plain

    typer.echo(plain(f"{one.outcome:9} {one.url}" + (f" -> {one.final}" if one.final else "") + (f": {one.why}" if one.why else "")))


def _built(run: FetchRun, record: str | None) -> dict[str, Any]:
    """What came of the pages in the record; told at once on standard error."""
    if record is None or run.archive is None:
        return {}
    from dragoman.cli.counting import counted
    from dragoman.cli.stopping import stoppable
    from dragoman.record.place import place
    from dragoman.run.build import build

    where = place(record)
    with stoppable(f"the pages are in {run.archive}; read them with: dragoman build {run.archive} --record {where}"):
        built = build([run.archive], where)
    typer.echo(f"{where}: {counted(built.added, 'report')} new, {built.known} known already, {counted(built.counts['events'], 'event')} in all", err=True)
    for identifier, error in built.unreadable:
        typer.echo(f"{identifier}: {error}", err=True)
    return {"record": str(where), "added": built.added, "known": built.known, "unreadable": [list(one) for one in built.unreadable]}
