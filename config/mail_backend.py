"""Sending mails beside the request, so that no mail server can stop or delay what an editor does.

Wagtail sends its notifications while it saves and publishes: a server that hangs would take ten seconds for each of
them, and one that refuses would turn a page that is already stored into an error.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

# One thread keeps the order and opens one connection at a time. It is started by the first mail.
_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class EmailBackend(BaseEmailBackend):
    """Hands mails to a thread, which sends them by SMTP. A mail that fails is logged and lost."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _sender.submit(_send, message)
        return len(email_messages)


def _send(message: EmailMessage) -> None:
    try:
        smtp.EmailBackend().send_messages([message])
    except Exception as error:
        # The executor would keep the error to itself. Its text may contain addresses.
        logger.error("a mail could not be sent: %s", type(error).__name__)
