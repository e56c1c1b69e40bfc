"""Selectors over the read model: what the public may read. They write nothing.

The SQL is written by hand because these reads are nearly all of the traffic.
"""

from collections.abc import Collection
from datetime import datetime


class RecompilationRequired(Exception):
    """A selector met editions that must be compiled before they are read; `publish.recompile` does that."""

    def __init__(self, page_ids: Collection[int], now: datetime) -> None:
        super().__init__(f"pages {sorted(page_ids)} are outdated")
        self.page_ids = page_ids
        self.now = now
