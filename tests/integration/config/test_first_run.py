"""Two first runs on one folder: one waits for the other, and both have the same keys."""

import fcntl
import stat
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.management.commands.prepare import Command
from config.settings import base


def test_processes_that_start_together_have_the_same_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "DATA_DIR", tmp_path / "var")
    dev = compile(Path(base.__file__).with_name("dev.py").read_text(), "dev.py", "exec")
    together = threading.Barrier(16)
    # Random bytes take their time, in which another process starts.
    monkeypatch.setattr("secrets.token_urlsafe", lambda _size: time.sleep(0.001) or uuid.uuid4().hex)

    def start() -> dict[str, Any]:
        settings: dict[str, Any] = {}
        together.wait()
        exec(dev, settings)  # noqa: S102
        return settings

    with ThreadPoolExecutor(16) as pool:
        starts = [pool.submit(start) for _process in range(16)]
    names = ("SECRET_KEY", "ADDRESS_LOOKUP_KEY", "RECEIPT_KEY", "NETWORK_KEY")
    assert len({tuple(start.result()[name] for name in names) for start in starts}) == 1
    assert stat.S_IMODE((tmp_path / "var" / "keys.env").stat().st_mode) == 0o600


@pytest.mark.django_db(transaction=True)
def test_a_second_prepare_waits_for_the_first(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    output, said, entered = StringIO(), threading.Event(), threading.Event()
    output.write = lambda text: said.set() or len(text)  # type: ignore[method-assign, func-returns-value]

    def prepare() -> None:
        with Command(stdout=output)._alone():
            entered.set()
        connection.close()

    with (tmp_path / "prepare.lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = threading.Thread(target=prepare)
        second.start()
        assert said.wait(60)
        assert not entered.is_set()
    second.join(60)
    assert entered.is_set()
