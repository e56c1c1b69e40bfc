"""Compile everything again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from delivery.counts import recount
from delivery.invalidation import mark_pages
from delivery.jobs import page_ids
from delivery.models import Mark
from delivery.publish import publish_marked

_BAR = 40
_A_LINE_EACH = 200


class Command(BaseCommand):
    help = (
        "Compiles editions again: all, of one type, or by id. Safe while the site is live. "
        "What is not finished stays marked: the background loop goes on with it, or --resume does."
    )

    def add_arguments(self, parser: Any) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--type", choices=["article", "section", "home"], help="Only pages of this type.")
        which.add_argument("--id", type=int, nargs="+", help="Only these pages.")
        which.add_argument(
            "--resume",
            action="store_true",
            help="Only what is marked already, such as by a run that ended early.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        ids = _marked(options)
        for done, page_id in enumerate(ids, start=1):
            publish_marked([page_id], now=timezone.now())
            self._tell(done, len(ids))
        recount()
        failed = len(set(Mark.objects.filter(attempts__gt=0).values_list("page_id", flat=True)) & set(ids))
        self.stdout.write(f"rebuilt {len(ids) - failed} pages; {failed} failed and will be tried again")

    def _tell(self, done: int, total: int) -> None:
        # A bar for people, a line now and then for a log.
        if self.stdout.isatty():
            bar = "#" * (_BAR * done // total)
            self.stdout.write(f"\r[{bar:<{_BAR}}] {done} of {total}", ending="" if done < total else "\n")
            self.stdout.flush()
        elif done % _A_LINE_EACH == 0 or done == total:
            self.stdout.write(f"{done} of {total}")


def _marked(options: dict[str, Any]) -> list[int]:
    """This will mark what is wanted before anything is compiled, so that nothing is lost if it ends early."""
    if options["resume"]:
        return list(Mark.objects.order_by("page_id").values_list("page_id", flat=True))
    ids = options["id"] or page_ids(kind=options["type"])
    mark_pages(ids, now=timezone.now())
    return ids
