"""Several threads that act at the same moment, on committed rows."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


def at_the_same_moment(*acts: Callable[[], Any]) -> list[Any]:
    """Run each act in a thread of its own and return what they return, in the order in which they end."""
    outcomes: list[Any] = []
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            outcomes.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
