"""Several processes that answer at one address: each has an application of its own, and the processor has as many at work. In: a record, Settings; out: served.

They share the listening socket and the secret that cookies and forms are signed with, and nothing else: what each keeps, it keeps by itself.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.web.settings import Settings

if TYPE_CHECKING:
    from socket import socket

    from fastapi import FastAPI

LARGE = 100_000_000  # bytes of a record's file; of a smaller one a process answers some hundred questions a second
LOOK = 2.0  # seconds between two looks at whether the parent still lives
START = 60  # seconds that a process may take to start on a busy machine


def usual(size: int | None) -> int:
    """How many processes answer if nobody says: one for a small record, for a larger one as many as there are processors.

    Args:
        size: of the record's file; None of a database, whose size is not looked up.
    """
    return 1 if size is not None and size < LARGE else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Factory:
    """Makes the application inside the process that it is sent to."""

    record: str
    settings: Settings
    parent: int

    def __call__(self) -> FastAPI:
        from dragoman.web.app import create_app

        threading.Thread(target=_end_with, args=(self.parent,), daemon=True).start()
        return create_app(self.record, self.settings)


def _end_with(parent: int) -> None:
    """Ends the process once its parent is gone, however that came."""
    while os.getppid() == parent:
        time.sleep(LOOK)
    os._exit(1)


def serve(record: str, settings: Settings, listening: socket, workers: int) -> None:
    """Answers until it is stopped.

    Args:
        workers: processes; with one it is this process that answers.
    """
    import uvicorn

    options: dict[str, Any] = {"log_level": "warning", "server_header": False, "proxy_headers": False}
    if workers == 1:
        from dragoman.web.app import create_app

        uvicorn.Server(uvicorn.Config(create_app(record, settings), **options)).run(sockets=[listening])
        return
    from uvicorn.supervisors import Multiprocess

    made = Factory(record, settings.with_secret(), os.getpid())
    config = uvicorn.Config(made, factory=True, workers=workers, timeout_worker_healthcheck=START, **options)
    Multiprocess(config, sockets=[listening]).run()
