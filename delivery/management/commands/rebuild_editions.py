"""Compile everything again."""

from typing import Any

from django.utils import timezone

from delivery.counts import recount_lists
from delivery.indexing import distrust, repair
from delivery.invalidation import invalidate_editions
from delivery.kinds import KINDS
from delivery.management.base import SameUrlCommand
from delivery.models import Invalidation
from delivery.publish import publish_invalidated, publish_queued
from delivery.verify import known_editions

_BAR = 40
_TYPES = ["article", "section", "home", *KINDS.keys() - {"page"}]
_PAGES_PER_LINE = 200


class Command(SameUrlCommand):
    help = (
        "Compiles editions again: all, of one type, or by id. Safe while the site is live. "
        "What is not finished stays invalidated: the background work goes on with it, or --resume does."
    )

    def add_arguments(self, parser: Any) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--type", choices=_TYPES, help="Only what has this type.")
        which.add_argument("--id", type=int, nargs="+", help="Only these pages.")
        which.add_argument(
            "--resume",
            action="store_true",
            help="Only what is invalidated already, such as by a run that ended early.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        ids = _invalidated(options)
        for done, key in enumerate(ids, start=1):
            publish_invalidated([key], now=timezone.now())
            self._show(done, len(ids))
        publish_queued(limit=len(ids), now=timezone.now())
        recount_lists()
        repair()
        failing = Invalidation.objects.filter(attempts__gt=0).values_list("edition_id", flat=True)
        failed = len(set(failing) & set(ids))
        self.stdout.write(f"rebuilt {len(ids) - failed} editions; {failed} failed and will be tried again")

    def _show(self, done: int, total: int) -> None:
        # A bar on a terminal, a line now and then in a log.
        if self.stdout.isatty():
            bar = "#" * (_BAR * done // total)
            self.stdout.write(f"\r[{bar:<{_BAR}}] {done} of {total}", ending="" if done < total else "\n")
            self.stdout.flush()
        elif done % _PAGES_PER_LINE == 0 or done == total:
            self.stdout.write(f"{done} of {total}")


def _invalidated(options: dict[str, Any]) -> list[int]:
    """Invalidate all before any is compiled, so that none is lost if the command ends early."""
    if options["resume"]:
        return list(Invalidation.objects.order_by("edition_id").values_list("edition_id", flat=True))
    ids = options["id"] or known_editions(of_type=options["type"])
    distrust(ids)
    invalidate_editions(ids, now=timezone.now())
    return ids
