"""Report the editions that differ from their pages."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from delivery.counts import miscounted_lists
from delivery.indexing import is_damaged
from delivery.management.base import SameUrlCommand
from delivery.subjects import subject_of
from delivery.verify import known_editions, reason_of_drift


class Command(SameUrlCommand):
    help = "Compiles every page and author in memory and compares it with its edition. Ends with status 1 on drift."

    def handle(self, *args: Any, **options: Any) -> None:
        drift = 0
        for key in known_editions():
            reason = reason_of_drift(key, now=timezone.now())
            if reason:
                drift += 1
                self.stdout.write(f"{subject_of(key)}: {reason}")
        wrong = sorted(miscounted_lists().items())
        for (name, locale), count in wrong:
            self.stdout.write(f"list {name or 'of all'} {locale or 'in all languages'}: should count {count}")
        if is_damaged():
            drift += 1
            self.stdout.write("the index of the search differs from its entries")
        if drift or wrong:
            raise CommandError(
                f"{drift} editions differ from their pages, {len(wrong)} counters from their lists;"
                " rebuild_editions repairs them"
            )
        self.stdout.write("0 drift")
