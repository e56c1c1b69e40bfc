"""A pytest plugin that distributes the tests of a parallel run: by module, and what takes longest first.

What the fixtures of a module have made is made once, and no long module is left for one worker at the end.
"""

import os
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

_BROWSER = "tests/browser/"


class ByModule(LoadFileScheduling):
    """Gives a worker all tests of a module, and all that share the browser."""

    def _split_scope(self, nodeid: str) -> str:
        return _BROWSER if nodeid.startswith(_BROWSER) else str(super()._split_scope(nodeid))


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores, because some wait for a browser, a server or a time-out."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule:
    """Replace the scheduler of `--dist`."""
    config.option.loadscopereorder = False
    return ByModule(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser, which waits much, then the modules with slow tests."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (not item.nodeid.startswith(_BROWSER), item.path not in slow))
