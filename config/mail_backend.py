"""Sending mails beside the request, so that no mail server can stop or delay what an editor does.

Wagtail sends its notifications while it saves and publishes: a server that hangs would take ten seconds for each of
them, and one that refuses would turn a page that is already stored into an error.
"""

import logging
import threading
from collections.abc import Sequence
from functools import cache
from queue import Full, Queue
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

# With a server that hangs, the mails of the next three hours.
_MOST_WAITING = 1000


class EmailBackend(BaseEmailBackend):
    """Hands mails to a thread, which sends them by SMTP. A mail that fails is logged and lost."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            try:
                _waiting().put_nowait(message)
            except Full:
                logger.error("a mail could not be sent: %s others wait", _MOST_WAITING)
        return len(email_messages)


def wait_until_sent() -> None:
    """Wait until each mail was sent or failed. A process that ends sooner loses them."""
    if _waiting.cache_info().currsize:
        _waiting().join()


@cache
def _waiting() -> Queue[EmailMessage]:
    """Return the queue of the mails that wait. One thread keeps their order and opens one connection at a time.

    The process does not wait for the thread at its end, because a server that hangs would delay it for each mail.
    """
    waiting: Queue[EmailMessage] = Queue(_MOST_WAITING)
    threading.Thread(target=_send_all, args=[waiting], name="mail", daemon=True).start()
    return waiting


def _send_all(waiting: Queue[EmailMessage]) -> None:
    while True:
        _send(waiting.get())
        waiting.task_done()


def _send(message: EmailMessage) -> None:
    try:
        smtp.EmailBackend().send_messages([message])
    except Exception as error:
        # Its text may contain addresses.
        logger.error("a mail could not be sent: %s", type(error).__name__)
