"""Alerts by mail: one plain text for all that is due to the same people from one search. In: alerts; out: a mail in a maildir, a file, or with a server."""

from __future__ import annotations

import json
import mailbox
import os
import smtplib
import socket
import ssl
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Final

from dragoman.model import UsageError
from dragoman.model.ids import digest
from dragoman.read.fetch.addresses import Admitted, Target
from dragoman.read.fetch.outcome import FailedError
from dragoman.read.fetch.resolving import Resolver, pinned
from dragoman.record.watching import Alert
from dragoman.run.watch.settings import MailSetting, Search
from dragoman.run.watch.wording import clean, headline, lines

SECONDS: Final = 30.0  # for each answer of the server
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}


def mail_of(search: Search, alerts: Sequence[Alert], sender: str, now: datetime) -> EmailMessage:
    """One mail with all these alerts; its id is made from theirs, so that the same mail sent twice is known as one."""
    told = [json.loads(alert.fields) for alert in alerts]
    mail = EmailMessage()
    mail["Subject"] = clean(f"{search.name}: {headline(told[0])}" if len(told) == 1 else f"{search.name}: {len(told)} events")[:200]
    mail["From"], mail["To"] = sender, ", ".join(search.mail)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{digest(search.name, sorted(alert.id for alert in alerts))}@dragoman.invalid>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notes back
    mail.set_content("\n\n".join("\n".join([headline(one), *(f"  {line}" for line in lines(one))]) for one in told) + "\n")
    return mail


def send(mail: EmailMessage, setting: MailSetting, admitted: Admitted, resolve: Resolver, environment: Mapping[str, str]) -> None:
    """Hand a mail over.

    Raises:
        FailedError: if it was not taken this time. RefusedError: if the server's address is not public. UsageError: if the password is not there.
    """
    try:
        if setting.maildir is not None:
            mailbox.Maildir(setting.maildir, create=True).add(mail)
        elif setting.mbox is not None:
            _append(setting, mail)
        elif setting.smtp is not None:
            _by_smtp(mail, setting, setting.smtp, admitted, resolve, environment)
    except (OSError, smtplib.SMTPException, mailbox.Error) as error:
        raise FailedError(f"the mail was not taken ({' '.join(str(error).split())[:200]})", passing=True) from error


def _append(setting: MailSetting, mail: EmailMessage) -> None:
    box = mailbox.mbox(str(setting.mbox), create=True)
    box.lock()
    try:
        box.add(mail)
        box.flush()
    finally:
        box.close()


def _by_smtp(mail: EmailMessage, setting: MailSetting, server: str, admitted: Admitted, resolve: Resolver, environment: Mapping[str, str]) -> None:
    name, _, port = server.rpartition(":") if ":" in server else (server, "", "")
    target = Target("https", name.lower(), int(port) if port.isdigit() else _PORTS[setting.security], "/")
    address = pinned(target, admitted, resolve)[0]
    context = ssl.create_default_context()
    with _client(setting, target, address, context) as client:
        if setting.security == "starttls":
            client.starttls(context=context)
        if setting.user is not None and setting.password is not None:
            client.login(setting.user, secret_of(setting.password, environment))
        client.send_message(mail)


def _client(setting: MailSetting, target: Target, address: str, context: ssl.SSLContext) -> smtplib.SMTP:
    """A connection to the address that was checked, under the server's name."""

    class Plain(smtplib.SMTP):
        def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
            return socket.create_connection((address, port), timeout)

    class Wrapped(smtplib.SMTP):
        def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
            return context.wrap_socket(socket.create_connection((address, port), timeout), server_hostname=host)

    return (Wrapped if setting.security == "tls" else Plain)(target.host, target.port, timeout=SECONDS)


def secret_of(name: str, environment: Mapping[str, str] | None = None) -> str:
    """What an environment variable holds.

    Raises:
        UsageError: if there is none.
    """
    found: Any = (os.environ if environment is None else environment).get(name)
    if not found:
        raise UsageError(f"the environment variable {name} is named as a secret, but is not set")
    return str(found)
