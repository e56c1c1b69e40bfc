"""Commands that work on the editions."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from delivery.public_url import PublicUrlDiffers, require_same_url


class SameUrlCommand(BaseCommand):
    """A command that refuses another `PUBLIC_URL` than that of the editions, with a sentence."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        os.umask(settings.UMASK)
        try:
            require_same_url()
        except PublicUrlDiffers as error:
            raise CommandError(str(error)) from error
        except DatabaseError:
            # The service starts before its database, and the other commands fail for this reason themselves.
            pass
        return super().execute(*args, **options)
