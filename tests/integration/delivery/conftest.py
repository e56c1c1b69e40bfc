"""Fixtures: shared caches that record the purges that they get."""

from collections.abc import Iterator

import pytest

from tests.integration.delivery.recording import Recorder, recorder


@pytest.fixture
def cache() -> Iterator[Recorder]:
    with recorder() as kept:
        yield kept


@pytest.fixture
def second() -> Iterator[Recorder]:
    with recorder() as kept:
        yield kept
