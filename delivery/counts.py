"""How many articles a list has, without counting them at each request.

A `ListCount` counts the listed editions of one list, hidden and expired ones included. It changes only when an
edition is stored or removed, under the lock of the log. Hiding a subtree and expiry change no counter: what is
hidden or past its end is subtracted when a list is read, by two small partial indexes, until the background
work has removed it.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from delivery import log
from delivery.models import Edition, EditionTag, ListCount, is_filter

# A list: the filter (`section=projekte`; empty for none) and the language (empty for all).
ListKey = tuple[str, str]


def lists_of(tags: Iterable[str], locale: str) -> frozenset[ListKey]:
    """Return the lists with a counter that a listed article with these tags is on."""
    names = ["", *filter(is_filter, tags)]
    return frozenset((name, code) for name in names for code in ("", locale))


def count_sql(name: str, locale: str) -> str:
    """Return the SQL for the number of public articles on a list.

    `name` and `locale` are SQL themselves, such as a parameter; empty ones stand for no filter and all languages.
    """
    # `|| ''` makes an expression of the column, so that SQLite does not choose the index of all in this language.
    narrowed = f" AND unseen.locale || '' = {locale}" if locale else ""
    if name:
        narrowed += f""" AND EXISTS (
            SELECT 1 FROM delivery_editiontag AS its WHERE its.edition_id = unseen.page_id AND its.tag = {name}
        )"""
    unseen = f"SELECT count(*) FROM delivery_edition AS unseen WHERE unseen.is_listed{narrowed}"
    return f"""
        COALESCE((
            SELECT counter.count FROM delivery_listcount AS counter
            WHERE counter.name = {name or "''"} AND counter.locale = {locale or "''"}
        ), 0)
        - ({unseen} AND unseen.hidden)
        - ({unseen} AND NOT unseen.hidden AND unseen.expires_at <= %(now)s)
    """


def move(before: frozenset[ListKey], after: frozenset[ListKey]) -> None:
    """Count an article that was on the lists `before` and is on those in `after`, within the swap's transaction."""
    changed = before ^ after
    if not changed:
        return
    # The lock makes writers take turns, so what is read here is still true when it is written.
    log.lock()
    counted = _stored(changed)
    # A counter that is too low keeps no article from going; `recount` mends it.
    _store({key: max(counted.get(key, 0) + (1 if key in after else -1), 0) for key in changed})


@transaction.atomic
def recount() -> int:
    """Set the counters right that differ from the editions, and return how many these were."""
    wrong = miscounted()
    _store(wrong)
    return len(wrong)


@transaction.atomic
def miscounted() -> dict[ListKey, int]:
    """Return the lists whose counter is wrong, each with the number that it should have."""
    # Otherwise a publication between two statements would look like a difference.
    log.lock()
    actual = _counted()
    stored = {(row.name, row.locale): row.count for row in ListCount.objects.all()}
    keys = actual.keys() | stored.keys()
    return {key: actual.get(key, 0) for key in keys if stored.get(key, 0) != actual.get(key, 0)}


def _counted() -> Counter[ListKey]:
    listed = Edition.objects.filter(is_listed=True).order_by()
    filters = EditionTag.objects.filter(edition__is_listed=True, tag__contains="=").order_by()
    rows = [("", *row) for row in listed.values_list("locale").annotate(Count("pk"))]
    rows += filters.values_list("tag", "edition__locale").annotate(Count("pk"))
    counted: Counter[ListKey] = Counter()
    for name, locale, number in rows:
        counted[name, locale] += number
        counted[name, ""] += number
    return counted


def _stored(keys: Iterable[ListKey]) -> dict[ListKey, int]:
    names, locales = ({key[place] for key in keys} for place in (0, 1))
    rows = ListCount.objects.filter(name__in=names, locale__in=locales)
    return {(row.name, row.locale): row.count for row in rows}


def _store(counts: dict[ListKey, int]) -> None:
    ListCount.objects.bulk_create(
        (
            ListCount(name=name, locale=locale, count=count)
            for (name, locale), count in sorted(counts.items())
        ),
        update_conflicts=True,
        unique_fields=["name", "locale"],
        update_fields=["count"],
    )
