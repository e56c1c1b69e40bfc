"""Connections to PostgreSQL: how many requests a restart of the database costs, and a pool with slow clients."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory

from config.connections import pool_options
from tests import children

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


class TestThePool:
    @pytest.mark.parametrize(
        ("allowed", "workers", "size"),
        [(0, 8, None), (8, 2, None), (100, 2, None), (7, 2, 3), (4, 1, None), (3, 1, 3), (1, 2, 2)],
    )
    def test_is_there_only_where_threads_outnumber_connections(
        self, allowed: int, workers: int, size: int | None
    ) -> None:
        options = pool_options(allowed=allowed, workers=workers, threads=4)

        assert (options and options["max_size"]) == size

    def test_serves_others_while_slow_readers_have_begun_to_read(self, answers: Any) -> None:
        assert answers["while four read slowly, two connections"] == [200] * 4
        assert answers["read to the end"] == 4

    def test_loses_no_more_than_a_request_for_each_connection_of_a_restarted_database(
        self, answers: Any
    ) -> None:
        statuses = answers["after a restart"]

        assert statuses.count(503) <= 2
        assert statuses[2:] == [200] * 4


@pytest.fixture
def persistent_thread() -> Iterator[Any]:
    """Return a function that answers requests in one thread, as a server does: it keeps its connection."""
    asked, answered = [], []
    work, done = threading.Semaphore(0), threading.Semaphore(0)

    def serve() -> None:
        application = get_wsgi_application()
        while True:
            work.acquire()
            if not asked:
                connection.close()
                return
            statuses: list[str] = []
            answer = application(
                RequestFactory()._base_environ(PATH_INFO=asked.pop()), _note_status(statuses)
            )
            b"".join(answer)
            answer.close()
            answered.append((int(statuses[0].split()[0]), _backend()))
            done.release()

    thread = threading.Thread(target=serve)
    thread.start()

    def ask(path: str) -> tuple[int, int]:
        asked.append(path)
        work.release()
        done.acquire()
        return answered[-1]

    yield ask
    work.release()
    thread.join()


def test_a_restarted_database_costs_a_kept_connection_one_request(persistent_thread: Any) -> None:
    before, backend = persistent_thread("/api/v1/articles/")
    with connection.cursor() as cursor:
        # What a restart does to every connection.
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])

    answers = [persistent_thread("/api/v1/articles/")[0] for _request in range(3)]

    assert before == 200
    assert answers == [503, 200, 200]


def test_a_connection_is_kept_between_requests(persistent_thread: Any) -> None:
    backends = {persistent_thread("/api/v1/articles/")[1] for _request in range(3)}

    assert len(backends) == 1


def _note_status(statuses: list[str]) -> Any:
    return lambda status, _headers: statuses.append(status)


def _backend() -> int:
    return int(connection.connection.info.backend_pid) if connection.connection else 0


@pytest.fixture(scope="module")
def answers(django_db_setup: None) -> Any:
    """Return what a process with a pool of two connections answers; see `tests.children.serve_from_a_pool`."""
    with children.start("serve_from_a_pool", DATABASE_CONNECTIONS="2") as child:
        output, _ = child.communicate(timeout=120)
    assert child.returncode == 0
    return json.loads(output)
