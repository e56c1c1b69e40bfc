"""The stored counts of the articles on each list.

A `ListCount` counts the listed editions of one list, hidden and expired ones included. It changes only when an
edition is stored or removed, under the lock of the log. Hiding a subtree and expiry change no counter: the
statement that reads a count (`read.statements.count_sql`) subtracts what is hidden or has expired, by two small
partial indexes, until the background work has removed it.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from delivery import log
from delivery.models import Edition, EditionTag, ListCount, is_filter
from delivery.models.bulk import insert_rows

# A list: the filter (`section=projekte`; empty for none) and the language (empty for all).
ListKey = tuple[str, str]
# The name of the counters of topics with articles, which are counted as lists are.
_TOPICS = "tag"


def lists_of(tags: Iterable[str], locale: str) -> frozenset[ListKey]:
    """Return the lists with a counter that a listed article with these tags is on."""
    names = ["", *filter(is_filter, tags)]
    return frozenset((name, code) for name in names for code in ("", locale))


def count_move(before: frozenset[ListKey], after: frozenset[ListKey]) -> None:
    """Count an article that was on the lists `before` and is on those in `after`, when its edition is stored."""
    changed = before ^ after
    if not changed:
        return
    # Writers take turns under the lock, so what is read here is still true when it is written.
    log.lock()
    names, locales = ({key[place] for key in changed} for place in (0, 1))
    rows = ListCount.objects.filter(name__in={*names, _TOPICS}, locale__in=locales)
    counted = Counter({(row.name, row.locale): row.count for row in rows})
    moves = Counter({key: 1 if key in after else -1 for key in changed})
    for key in filter(_is_of_topic, changed):
        # The first article of a topic, or the last one.
        if counted[key] == (0 if key in after else 1):
            moves[_TOPICS, key[1]] += moves[key]
    # A counter that is too low must not prevent a removal; `recount_lists` corrects it.
    _store({key: max(counted[key] + move, 0) for key, move in moves.items()})


def has_articles(name: str) -> bool:
    """Return whether a list, such as `author=m-beispiel`, has articles in any language, hidden ones included."""
    return ListCount.objects.filter(name=name, locale="", count__gt=0).exists()


def names_with_articles(kind: str) -> set[str]:
    """Return the slugs of a filter, such as `author`, under which there are articles in any language."""
    # A range, because SQLite compares every row for a prefix; the character after `=` ends it.
    named = ListCount.objects.filter(name__gte=f"{kind}=", name__lt=f"{kind}>", locale="", count__gt=0)
    return {name.partition("=")[2] for name in named.values_list("name", flat=True)}


@transaction.atomic
def recount_lists() -> int:
    """Correct the counters that differ from the editions, and return how many these were."""
    wrong = miscounted_lists()
    _store(wrong)
    return len(wrong)


@transaction.atomic
def miscounted_lists() -> dict[ListKey, int]:
    """Return the lists whose counter is wrong, each with the number that it should have."""
    # Otherwise a publication between two statements would look like a difference.
    log.lock()
    actual = _counted()
    stored = {(row.name, row.locale): row.count for row in ListCount.objects.all()}
    keys = actual.keys() | stored.keys()
    return {key: actual.get(key, 0) for key in keys if stored.get(key, 0) != actual.get(key, 0)}


def _counted() -> Counter[ListKey]:
    listed = Edition.objects.filter(is_listed=True).order_by()
    filters = EditionTag.objects.filter(edition__is_listed=True, published_at__isnull=False).order_by()
    rows = [("", *row) for row in listed.values_list("locale").annotate(Count("pk"))]
    rows += filters.values_list("tag", "edition__locale").annotate(Count("pk"))
    counted: Counter[ListKey] = Counter()
    for name, locale, number in rows:
        counted[name, locale] += number
        counted[name, ""] += number
    return counted + Counter((_TOPICS, key[1]) for key in counted if _is_of_topic(key))


def _is_of_topic(key: ListKey) -> bool:
    return key[0].startswith(f"{_TOPICS}=")


def _store(counts: dict[ListKey, int]) -> None:
    insert_rows(
        ListCount,
        ("name", "locale", "count"),
        [(name, locale, count) for (name, locale), count in sorted(counts.items())],
        on_conflict="ON CONFLICT (name, locale) DO UPDATE SET count = excluded.count",
    )
