"""The outbox of the mails to readers: written with a move, claimed and sent by the background work.

A mail is marked as sent after the server has accepted it. A process that dies between the two leaves a mail that is sent
twice, and none that is lost (decision 93).
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import QuerySet

from comments.mails import Undeliverable, message_for
from comments.mails.letters import MAILS, MailKind
from comments.models import CLAIM, Decision, Mail
from comments.notices import UNDO_TIME

logger = logging.getLogger(__name__)

BATCH = 20
# With the pauses of `Retryable` one day after the first attempt.
MOST_ATTEMPTS = 34
# A run ends after this time and one more mail, so that a slow server does not keep the other jobs waiting.
_RUN_SECONDS = 5
_PERMANENT = 500


class MailNotSent(Exception):
    """A mail was not sent. The message never contains an address, because it is stored and logged."""


class _ServerFailed(MailNotSent):
    """The server fails with every mail, not with this one."""


def queue_mails(decision: Decision) -> None:
    """Write the mails that a move causes, in its transaction."""
    mails = []
    for kind in MAILS.values():
        if mail := kind.caused_by(decision):
            mail.kind, mail.at, mail.not_before = kind.name, decision.at, decision.at + kind.wait
            mails.append(mail)
    # A reply that is published again has its mail already.
    Mail.objects.bulk_create(mails, ignore_conflicts=True)


def send_due_mails(*, now: datetime) -> int:
    """Send a batch of the mails that are due, over one connection, and return how many messages were sent."""
    bundles = _claim(now) if settings.OUTBOX_EMAIL_BACKEND else []
    if not bundles:
        return 0
    sent, end = 0, monotonic() + _RUN_SECONDS
    server = get_connection(settings.OUTBOX_EMAIL_BACKEND)
    try:
        while bundles and monotonic() < end:
            sent += _process(bundles.pop(0), server, now)
    except _ServerFailed as failure:
        logger.warning("mails to readers wait: %s", failure)
    finally:
        _close(server)
        _update([mail for bundle in bundles for mail in bundle], claimed_until=None)
    return sent


@transaction.atomic
def _claim(now: datetime) -> list[list[Mail]]:
    """Claim the mails that are due, each with the replies to the same comment that may go with it."""
    free = Mail.objects.select_for_update(skip_locked=True, of=("self",)).order_by("not_before", "pk")
    due = list(free.filter(Mail.is_due(now))[:BATCH])
    for kind in MAILS.values():
        if kind.is_bundled:
            due += _companions(kind, due, free, now)
    _update(due, claimed_until=now + CLAIM)
    bundles: dict[Any, list[Mail]] = {}
    for mail in due:
        together = mail.comment_id if MAILS[mail.kind].is_bundled else mail.pk
        bundles.setdefault((mail.kind, together), []).append(mail)
    return list(bundles.values())


def _companions(kind: MailKind, due: Sequence[Mail], free: QuerySet[Mail], now: datetime) -> list[Mail]:
    """Return the mails that go along with those of the kind that are due: the time for an undo of theirs is over."""
    comments = {mail.comment_id for mail in due if mail.kind == kind.name}
    if not comments:
        return []
    waiting = free.filter(Mail.is_unclaimed(now), kind=kind.name, comment__in=comments, is_final=False)
    soon = waiting.filter(not_before__lte=now + kind.wait - UNDO_TIME)
    return list(soon.exclude(pk__in=[mail.pk for mail in due]))


def _process(mails: Sequence[Mail], server: Any, now: datetime) -> int:
    """Send one message, or drop it if there is nothing to tell, and return how many were sent.

    :raises _ServerFailed: if the server fails; the mail is tried again later, as after every failure
    """
    try:
        message = message_for(mails, now=now)
        if message is None:
            Mail.objects.filter(pk__in=[mail.pk for mail in mails]).delete()
            return 0
        _deliver(message, server)
    except Undeliverable:
        _fail(mails, MailNotSent("the address is not in ASCII"), now, is_final=True)
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        code = _code(refusal)
        _fail(mails, MailNotSent(f"the server answered {code}"), now, is_final=code >= _PERMANENT)
    except _ServerFailed as failure:
        _fail(mails, MailNotSent(str(failure)), now)
        raise
    except Exception as error:
        logger.error("a mail to a reader could not be made: %s", type(error).__name__)
        _fail(mails, MailNotSent(type(error).__name__), now)
    else:
        _update(mails, sent_at=now, claimed_until=None, attempts=0, error="")
        return 1
    return 0


def _deliver(message: Any, server: Any) -> None:
    try:
        server.open()
        server.send_messages([message])
    except (SMTPRecipientsRefused, SMTPDataError):
        raise
    except (SMTPException, OSError) as error:
        code = getattr(error, "smtp_code", "")
        raise _ServerFailed(f"{type(error).__name__} {code}".strip()) from error


def _code(refusal: SMTPRecipientsRefused | SMTPDataError) -> int:
    if isinstance(refusal, SMTPRecipientsRefused):
        return max(code for code, _text in refusal.recipients.values())
    return refusal.smtp_code


def _fail(mails: Sequence[Mail], error: MailNotSent, now: datetime, *, is_final: bool = False) -> None:
    # A reply of this hour is not given up with one of yesterday.
    newest = min(mails, key=lambda mail: mail.attempts)
    columns = newest.columns_after(error, now=now)
    is_over = columns["attempts"] >= MOST_ATTEMPTS
    _update(mails, **columns, claimed_until=None, is_final=is_final or is_over)


def _close(server: Any) -> None:
    try:
        server.close()
    except OSError as error:
        logger.warning("the connection to the mail server was not closed: %s", type(error).__name__)


def _update(mails: Iterable[Mail], **columns: Any) -> None:
    Mail.objects.filter(pk__in=[mail.pk for mail in mails], sent_at=None).update(**columns)
