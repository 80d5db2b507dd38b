"""Mails and mailboxes: one mail, one report. Newsletters and agency services come so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from dragoman.model import InputError, Report
from dragoman.read.feeds import iso_day
from dragoman.read.html import plain_text
from dragoman.read.limits import MOST_BYTES_OF_ONE_REPORT
from dragoman.read.made import make, unreadable
from dragoman.read.pending import Pending, read_pending, whole_file
from dragoman.read.source import SourceFile

_HEADER = re.compile(rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|X-[\w-]+):[ \t]", re.IGNORECASE)


class MailReader:
    """Reads .eml: subject, sender, day, and the text of one mail."""

    name = "mail"
    suffixes = (".eml",)

    def recognises(self, head: bytes) -> bool:
        lines = [line for line in head.split(b"\n")[:12] if line[:1] not in (b" ", b"\t")]
        return sum(_HEADER.match(line) is not None for line in lines[:6]) >= 3

    def pending(self, source: SourceFile) -> Iterator[Pending]:
        yield whole_file(self.name, source)

    def read(self, source: SourceFile) -> Iterator[Report]:
        yield read_mail(source, source.data())


class MailboxReader:
    """Reads .mbox: mails one behind the other, each begun by a line "From "."""

    name = "mailbox"
    suffixes = (".mbox", ".mbx")

    def recognises(self, head: bytes) -> bool:
        return re.match(rb"From \S+.*\d{4}\r?\n", head) is not None

    def read(self, source: SourceFile) -> Iterator[Report]:
        for found in self.pending(source):
            yield from [found] if isinstance(found, Report) else read_pending(found, source.problem).reports

    def pending(self, source: SourceFile) -> Iterator[Report | Pending]:
        number = 0
        for line, mail in _mails(source):
            number += 1
            try:
                if len(mail) > MOST_BYTES_OF_ONE_REPORT:
                    raise source.error(f"the mail is larger than {MOST_BYTES_OF_ONE_REPORT // 2**20} MiB", line)
                yield Pending("mail", source.given, source.name, mail, f"{source.name}#{number}", line)
            except InputError as error:
                yield unreadable(source, error, f"{source.name}#{number}")
        if not number:
            raise source.error("the mailbox is empty")


def _mails(source: SourceFile) -> Iterator[tuple[int, bytes]]:
    """(line that it begins on, mail) for each mail; a mail over the limit is cut just behind it."""
    mail: list[bytes] = []
    begun, size, blank = 0, 0, True
    for number, line in source.lines():
        if line.startswith(b"From ") and blank:
            if begun:
                yield begun, b"".join(mail)
            mail, begun, size = [], number, 0
        elif size <= MOST_BYTES_OF_ONE_REPORT and begun:
            # ">From " at the beginning of a line was "From " in the mail (mboxrd).
            line = line[1:] if re.match(rb">+From ", line) else line
            mail.append(line)
            size += len(line)
        elif not begun and line.strip():
            raise source.error("the mailbox does not begin with a line 'From '", number)
        blank = not line.strip()
    if begun:
        yield begun, b"".join(mail)


def read_mail(source: SourceFile, data: bytes, line: int | None = None, report_id: str | None = None) -> Report:
    """The report in a mail's bytes.

    Args:
        line: of the mailbox, on which it begins.
        report_id: its id if the mail has none.

    Raises:
        InputError: if it is no mail, or has no text.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise source.error("no mail: it has no header lines", line)
    headers = {name: _header(message, name) for name in ("message-id", "subject", "from", "date")}
    sender, _ = parseaddr(headers["from"] or "")
    given = (headers["message-id"] or "").strip("<> \t")
    fields = {"title": headers["subject"], "published": iso_day(headers["date"]), "published_how": "mail Date", "byline": sender or None}
    return make(source, given or report_id or source.name, _text(source, message, line), fields, line, data)


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's value on one line; the email package raises a choice of errors on broken ones, which then count as absent."""
    try:
        value = message.get(name)
    except Exception:
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _text(source: SourceFile, message: EmailMessage, line: int | None) -> str:
    try:
        body = message.get_body(preferencelist=("plain", "html"))
        content = body.get_content() if isinstance(body, EmailMessage) else None
    except Exception as error:  # the email package has no common error for unknown charsets and broken structure
        raise source.error(f"the mail's text can't be decoded ({type(error).__name__})", line) from error
    if not isinstance(content, str) or body is None:
        raise source.error("the mail has no text", line)
    return plain_text(content) if body.get_content_subtype() == "html" else content.replace("\r\n", "\n")
