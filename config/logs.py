"""What is left out of the log."""

import logging
import re

from comments.notices import PAGES

_LINK = re.compile(rf"(?<={PAGES})\S+")


class WithoutMailLinks(logging.Filter):
    """Shorten the links of mails in log lines: who has one can stop the mails of a comment or confirm an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the paths that Django logs as arguments, and let every record pass."""
        if isinstance(record.args, tuple):
            record.args = tuple(_LINK.sub("…", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
