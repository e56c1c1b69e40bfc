"""Report or correct the articles whose stored numbers differ from their comments."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments import selectors, services


class Command(BaseCommand):
    help = (
        "Compares what is stored of the threads with the comments. Ends with status 1 if something differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="correct what differs")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        if repair:
            self.stdout.write(f"{services.recount_threads()} threads corrected")
            return
        wrong = selectors.miscounted_threads()
        for article_id in wrong:
            self.stdout.write(f"article {article_id}: its numbers of comments and replies are wrong")
        if wrong:
            raise CommandError(f"{len(wrong)} threads differ from their comments; --repair corrects them")
        self.stdout.write("0 differences")
