"""Django's command, which waits here for what the mail server says."""

from typing import Any

from django.core.management.commands import sendtestemail

from config import mail_backend


class Command(sendtestemail.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        mail_backend.wait_until_sent()
