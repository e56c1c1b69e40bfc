"""Run the background jobs in a loop."""

import signal
import threading
from typing import Any

from django.db import close_old_connections

from delivery.management.base import SameUrlCommand
from jobs.runner import run_next


class Command(SameUrlCommand):
    help = "Runs the background jobs until it is told to stop. Several may run, on several machines."

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            try:
                was_busy = run_next()
            except Exception as error:
                # The loop must survive a restart of the database.
                self.stderr.write(f"work: {type(error).__name__}: {error}")
                stopping.wait(5)
                was_busy = False
            close_old_connections()
            if not was_busy:
                stopping.wait(1)
