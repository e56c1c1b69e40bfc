"""The table of the names of the newsroom, kept as users, authors and settings are."""

from django.db import transaction

from comments.models import NewsroomName
from comments.selectors.newsroom import newsroom_names


@transaction.atomic
def refresh_newsroom_names() -> int:
    """Write what has changed since the last time. Return the number of rows that were written or deleted."""
    # A word counts for more than the same as a full name, and comes later.
    wanted = {row.key: row for row in newsroom_names() if row.key}
    stored = {row.key: row for row in NewsroomName.objects.all()}
    changed = [
        row
        for key, row in wanted.items()
        if key not in stored or (row.name, row.is_word) != (stored[key].name, stored[key].is_word)
    ]
    gone = stored.keys() - wanted.keys()
    NewsroomName.objects.filter(key__in=gone).delete()
    NewsroomName.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["key"], update_fields=["name", "is_word"]
    )
    return len(changed) + len(gone)
