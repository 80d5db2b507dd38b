"""What people say on the pages: same, different, unsure, or a field corrected, each with a reason.

In: forms. Out: words in the record, which is resolved anew behind the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

from fastapi import FastAPI
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.model import UsageError
from dragoman.model.vocabulary import JUDGEMENT_VERDICTS
from dragoman.record import Record
from dragoman.run.build import resolve_record
from dragoman.views.correcting import field_of, value_of
from dragoman.views.judging import acts, sides
from dragoman.web.forms import ForbiddenError, allowed, fields
from dragoman.web.settings import Settings, User
from dragoman.web.showing import href

LONGEST_REASON = 2000  # characters
PATIENCE = 10.0  # seconds that a page waits for another program's writing, before it says so
REVIEWED = "reviewed"  # the reason of an answer in the queue that brings none, as in `dragoman review`


def add_judging(app: FastAPI, path: str, settings: Settings) -> None:
    """The addresses that forms are sent to.

    Args:
        path: of the record.
    """
    resolving: Lock = app.state.resolving

    def resolve() -> None:
        # One at a time: a second resolution waits, and finds its work done.
        with resolving, Record.open(path, create=False) as record:
            resolve_record(record, [])

    def kept(identifier: str) -> Response:
        return RedirectResponse(href("/event-report", id=identifier), 303, background=BackgroundTask(resolve))

    async def judge(request: Request) -> Response:
        form = await fields(request)
        user = allowed(request, form, "reviewer", settings)
        return kept(await run_in_threadpool(_judge, path, form, user.name))

    async def correct(request: Request) -> Response:
        form = await fields(request)
        user = allowed(request, form, "reviewer", settings)
        return kept(await run_in_threadpool(_correct, path, request.path_params["id"], form, user.name))

    async def answer(request: Request) -> Response:
        form = await fields(request)
        user = allowed(request, form, "reviewer", settings)
        await run_in_threadpool(_judge, path, {**form, "why": form.get("why") or REVIEWED}, user.name)
        # Not resolved yet: whoever goes through a queue would wait for it at each pair.
        return _queue(form)

    async def undo(request: Request) -> Response:
        form = await fields(request)
        user = allowed(request, form, "reviewer", settings)
        await run_in_threadpool(_undo, path, form.get("judgement", ""), user)
        return _queue(form)

    async def apply(request: Request) -> Response:
        form = await fields(request)
        allowed(request, form, "reviewer", settings)
        return _queue(form, BackgroundTask(resolve))

    for address, endpoint in (("/review/answer", answer), ("/review/undo", undo), ("/review/apply", apply)):
        app.add_api_route(address, endpoint, methods=["POST"], include_in_schema=False, response_model=None)
    app.add_api_route("/judge", judge, methods=["POST"], include_in_schema=False, response_model=None)
    app.add_api_route("/event/{id}/correct", correct, methods=["POST"], include_in_schema=False, response_model=None)


def _queue(form: Mapping[str, str], task: BackgroundTask | None = None) -> Response:
    """Back to where the person stood in the queue."""
    skip = form.get("skip", "")
    return RedirectResponse(href("/review", kind=form.get("queue"), skip=skip if skip.isdecimal() and int(skip) else None), 303, background=task)


def _undo(path: str, judgement: str, user: User) -> None:
    """Takes a word back; one's own, or with an admin's right anybody's."""
    with Record.open(path, create=False, busy_timeout=PATIENCE) as record:
        found = next((one for one in record.judgements(people_only=True) if one.id == judgement), None)
        if found is None:
            raise UsageError("this answer has been taken back already")
        if found.by != user.name and not user.may("admin"):
            raise ForbiddenError(f"{found.by} said this; only {found.by} or an admin takes it back")
        record.withdraw_judgement(found.id)


def _judge(path: str, form: Mapping[str, str], who: str) -> str:
    """Keeps a judgement; the id of the event report that it was said on."""
    verdict, left, right = (form.get(name, "") for name in ("verdict", "left", "right"))
    if verdict not in JUDGEMENT_VERDICTS:
        raise UsageError(f"{verdict!r} is no verdict; say {', '.join(JUDGEMENT_VERDICTS)}")
    if not left or not right:
        raise UsageError("a judgement is about two event reports or events; give the id of the other one")
    why = _why(form)
    with Record.open(path, create=False, busy_timeout=PATIENCE) as record:
        found = sides(record, left, right, form.get("kind") or None)
        record.add_judgement(kind=found.kind, left=found.left.id, right=found.right.id, verdict=verdict, why=why, by=who)
        # The page goes back to where the person was.
        return found.left.id if left in (found.left.id, found.left.typed_as) else found.right.id


def _correct(path: str, event: str, form: Mapping[str, str], who: str) -> str:
    field, typed = field_of(form.get("field", "")), form.get("to", "")
    if not typed:
        raise UsageError(f"what is the right {field}? write it, or none")
    why = _why(form)
    with Record.open(path, create=False, busy_timeout=PATIENCE) as record:
        found, held_by = acts(record, event)
        several = [part.strip() for part in typed.split(";")] if field in ("actors", "recipients") else [typed]
        record.add_correction(held_by, field, value_of(record, found, field, several), why=why, by=who)
        return held_by[0]


def _why(form: Mapping[str, str]) -> str:
    why = form.get("why", "")
    if not why:
        raise UsageError("say why, in a few words: whoever reads the record later will ask")
    if len(why) > LONGEST_REASON:
        raise UsageError(f"the reason is {len(why)} characters long; {LONGEST_REASON} are enough")
    return why
