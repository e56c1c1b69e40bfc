"""Counting the pages of a PDF.

A PDF may be built to keep a parser busy for hours or to fill the memory. So it is parsed by a process of its own,
which runs this file as a script and has limits. A count is an extra: without one the file is stored all the same.
"""

import logging
import resource
import shutil
import subprocess
import sys
import tempfile
from typing import Any

from pypdf import PdfReader

logger = logging.getLogger(__name__)

_CPU_SECONDS = 5
# More than the CPU time, for a busy machine.
_SECONDS = 10
_MEMORY = 512 * 1024 * 1024
# What may stand before the signature. A file with anything else there only contains a PDF, as a ZIP archive may.
_BLANK = b"\xef\xbb\xbf \t\r\n\0"


def pages_in(file: Any) -> int | None:
    """Return the number of pages, or None if the file is no PDF, is encrypted, or cannot be parsed in time."""
    if not file.read(1024).lstrip(_BLANK).startswith(b"%PDF-"):
        return None
    file.seek(0)
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        return _count_in_process(copy)


def _count_in_process(file: Any) -> int | None:
    try:
        done = subprocess.run(  # noqa: S603  (the command is constant)
            [sys.executable, "-I", __file__],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        logger.info("the pages of a PDF were not counted: %s", type(error).__name__)
        return None
    return int(done.stdout) or None


def main() -> None:
    """Read a PDF from standard input and write its number of pages to standard output; 0 if it is encrypted."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.write(str(count(sys.stdin.buffer)))


def count(file: Any) -> int:
    """Return the number of pages, 0 for a PDF that is encrypted; raise whatever the parser raises."""
    reader = PdfReader(file)
    return 0 if reader.is_encrypted else len(reader.pages)


if __name__ == "__main__":
    main()
