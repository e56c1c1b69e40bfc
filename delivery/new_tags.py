"""Storing new tags: no change is missed by an edition whose tags do not name yet what changes.

A change finds by their tags the editions that show something. An edition that is compiled for the first time, or
shows something new, has no such tag until it is stored: a change that is committed after the compiler has read the
database and before that misses it. Such an edition must be compiled once more, and no other:

- Every search for editions by tag holds the shared lock until its commit, and adds a row to `TagSearch` after it has
  the lock. Storing new tags holds the exclusive lock until its commit.
- So when tags are stored, each search either has been committed, and its row is found, or begins later, and finds the
  new tags.
- `mark` names the newest row while no search is under way. All searches up to this row are committed, so what is
  read afterwards shows their changes; all later ones have a higher number. If none has, nothing was missed.
- While a search is under way there is no mark, because its number may be lower than that of one that is committed.
  Without a mark every edition with new tags is compiled once more.

SQLite has one writer at a time: numbers are in the order of the commits, and no lock is needed.
"""

from django.db import connection

from delivery.models import TagSearch

# The key of the advisory lock; an arbitrary constant.
_LOCK = 7_305_002


def mark() -> int | None:
    """Return a mark of the searches until now; None while one may be under way. Read the database after it."""
    return _newest() if _try_lock() else None


def begin_search() -> None:
    """Begin a search by tag: let no new tags be stored until the commit, and have it noticed."""
    _lock("pg_advisory_xact_lock_shared")
    TagSearch.objects.create()


def may_have_missed(since: int | None) -> bool:
    """Return whether a search may have missed the tags that are about to be stored, and let none begin meanwhile.

    :param since: the mark that was made before the tags were compiled
    """
    _lock("pg_advisory_xact_lock")
    return since is None or _newest() != since


def forget_searches() -> int:
    """Delete all rows but the newest, by which every older mark is told, and return how many."""
    return TagSearch.objects.filter(pk__lt=_newest()).delete()[0]


def _newest() -> int:
    return TagSearch.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _try_lock() -> bool:
    return bool(_lock("pg_try_advisory_xact_lock", otherwise=True))


def _lock(function: str, *, otherwise: object = None) -> object:
    """Call a function of PostgreSQL for the lock, which is held until the commit, and return its result."""
    if connection.vendor != "postgresql":
        return otherwise
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
        return cursor.fetchone()[0]
