"""The work of the database during a call, as a number that is the same on every machine and under any load.

SQLite: steps of its virtual machine. PostgreSQL: buffers of relations that were hit or read.
"""

from collections.abc import Callable

from django.db import connection


def work_of(run: Callable[[], object]) -> int:
    """Return the work of a call, which is made once before to fill all caches."""
    run()
    return _steps(run) if connection.vendor == "sqlite" else _buffers(run)


def _steps(run: Callable[[], object]) -> int:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.ensure_connection()
    # Short statements are counted with the smallest interval only.
    connection.connection.set_progress_handler(count, 1)
    try:
        run()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return steps


def _buffers(run: Callable[[], object]) -> int:
    # The smaller of two: after a VACUUM one call or another also reads catalogs again, which is no cost of its own.
    return min(_buffers_of_one(run) for _time in range(2))


def _buffers_of_one(run: Callable[[], object]) -> int:
    process, before = _touched()
    run()
    same_process, after = _touched()
    # Another process of the server counts from zero: the connection was replaced meanwhile.
    return after - before if process == same_process else _buffers_of_one(run)


def _touched() -> tuple[int, int]:
    with connection.cursor() as cursor:
        # Without this a process reports its counters from time to time only.
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT pg_backend_pid(), sum(hits + reads) FROM pg_stat_get_backend_io(pg_backend_pid())"
            " WHERE object = 'relation'"
        )
        process, touched = cursor.fetchone()
    return process, int(touched)
