"""The table of the names of the newsroom, kept as users, authors and settings are.

What is saved is protected at once. The job `keep_newsroom_names` does the rest within a minute: it takes away what has
gone, and writes what changed without a save, such as the access of a group.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Site

from cms.models import Author, SiteSettings, SiteTexts
from comments.models import NewsroomName
from comments.selectors.newsroom import full_name, newsroom_names, words


@transaction.atomic
def refresh_newsroom_names() -> int:
    """Write what has changed since the last time. Return the number of rows that were written or deleted."""
    wanted = {row.key: row for row in newsroom_names()}
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


@receiver(post_save, sender=Author)
def on_author_saved(instance: Author, **kwargs: Any) -> None:
    _add(full_name(instance.name))


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def on_user_saved(instance: AbstractUser, update_fields: Iterable[str] | None, **kwargs: Any) -> None:
    # Each log-in writes its time. Whether users may enter the admin is known when they have their groups.
    if update_fields is None:
        _add(full_name(instance.get_full_name()))


@receiver(post_save, sender=Site)
@receiver(post_save, sender=SiteSettings)
@receiver(post_save, sender=SiteTexts)
def on_settings_saved(**kwargs: Any) -> None:
    _add(words())


def _add(rows: Iterable[NewsroomName]) -> None:
    NewsroomName.objects.bulk_create(rows, ignore_conflicts=True)
