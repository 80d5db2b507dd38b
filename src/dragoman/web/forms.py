"""Forms that come back: their fields, checked to be sent by somebody who may, from a page of this server. In: a request; out: fields and the user."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import Request

from dragoman.model import DragomanError
from dragoman.web.guard import LONGEST_BODY
from dragoman.web.settings import Settings, User

MOST_FIELDS = 20


class ForbiddenError(DragomanError):
    """Somebody who may not, or a form of another site."""


async def fields(request: Request) -> dict[str, str]:
    """The form's fields, blanks around them taken away; of several of one name the last.

    Raises:
        ForbiddenError: for what is no form, or too long a one.
    """
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            raise ForbiddenError(f"the form is longer than {LONGEST_BODY} bytes")
    try:
        found = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise ForbiddenError(f"the form can't be read: {error}") from error
    return {name: values[-1].strip() for name, values in found.items()}


def allowed(request: Request, form: Mapping[str, str], role: str, settings: Settings) -> User:
    """The user, if he may do what the form asks.

    Raises:
        ForbiddenError: if the record is only shown, his role is too low, or the form is not from one of our pages.
    """
    user: User = request.state.user
    if settings.read_only:
        raise ForbiddenError("this record is served for reading only; start dragoman serve without --read-only to judge")
    if not user.may(role):
        raise ForbiddenError(f"{user.name} is a {user.role} here; judging takes a {role}")
    if not request.state.access.knows_form_word(user, form.get("word", "")):
        raise ForbiddenError("the form is too old, or not from a page of this server; load the page again and repeat it")
    return user
