"""`dragoman serve`: the record as pages and as a REST API."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, RecordPath

if TYPE_CHECKING:
    from dragoman.web.settings import Settings

PORT = 8765


def serve(
    record: RecordPath = DEFAULT_RECORD,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on; another than this machine's own takes --public.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Port to listen on; 0 takes a free one.")] = PORT,
    open_: Annotated[bool, typer.Option("--open", help="Open the pages in the browser.")] = False,
    public: Annotated[bool, typer.Option("--public", help="Others may reach it; everybody then needs a token, or a proxy that vouches for them.")] = False,
    token_file: Annotated[
        Path | None,
        typer.Option("--token-file", metavar="FILE", help="Who may come in, a line each: ROLE NAME TOKEN. Roles: reader, reviewer (judges), admin."),
    ] = None,
    user_header: Annotated[
        str | None, typer.Option("--user-header", metavar="HEADER", help="Header in which a reverse proxy names the user; needs --name.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="Name by which the server may be called; others are refused. Repeat it for more.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Only show: nobody can judge or correct.")] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, max=64, metavar="N", help="Processes that answer. Default: one; for a record of over 100 MB one for each processor."),
    ] = None,
) -> None:
    """Show the record as pages in the browser, and answer programs: every page has a .json twin, tables a .csv. Works offline.

    By itself only this machine reaches it, and whoever sits at it may judge. Stop it with Ctrl-C.
    """
    from dragoman.record import Record
    from dragoman.record.place import place
    from dragoman.web.workers import serve as answer
    from dragoman.web.workers import usual

    settings = _settings(host, public, token_file, user_header, name or [], read_only)
    where = place(record)
    # For writing where it may: a record of an older schema is brought up to date, before any process asks it.
    Record.open(record, create=False, read_only=read_only).close()
    size = where.stat().st_size if isinstance(where, Path) else None
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    typer.echo(f"{where} is served at {address}; stop with Ctrl-C", err=True)
    if open_:
        import threading
        import webbrowser

        # The socket listens already: a request that comes before the server is up waits for it.
        threading.Timer(0.2, webbrowser.open, [address]).start()
    answer(str(record), settings, listening, workers or usual(size))


def _settings(host: str, public: bool, token_file: Path | None, user_header: str | None, names: list[str], read_only: bool) -> Settings:
    """The options, checked against each other.

    Raises:
        UsageError: for a server that others could use without saying who they are.
    """
    from dragoman.cli.judged import person
    from dragoman.model import UsageError
    from dragoman.web.settings import LOOPBACK, Settings, User, read_people

    if host not in LOOPBACK and not public:
        raise UsageError(f"{host} can be reached by others; say --public with --token-file FILE, or listen on 127.0.0.1")
    if public and token_file is None and user_header is None:
        raise UsageError("--public needs to know who asks: give --token-file FILE, or --user-header HEADER behind a reverse proxy")
    if user_header is not None and not names:
        raise UsageError("--user-header believes what the request says; give --name HOST, the name by which your proxy calls this server")
    tokens, people = read_people(token_file) if token_file is not None else ({}, {})
    if token_file is not None and user_header is None and not tokens:
        raise UsageError("the file holds no token: write lines ROLE NAME TOKEN", source=str(token_file))
    known = token_file is not None or user_header is not None
    return Settings(
        read_only=read_only,
        local=None if known else User(person(None), "admin"),
        tokens=tokens,
        people=people,
        user_header=user_header,
        hosts=frozenset(names) if names or known else LOOPBACK,
    )


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        UsageError: if the address is not this machine's or the port is taken.
    """
    from dragoman.model import UsageError

    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise UsageError(f"can't listen on {host} port {port}: {error.strerror or error}; choose another with --port (0 takes a free one)") from error
