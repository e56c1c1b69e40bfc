"""Writes in one transaction with the receivers that listen to them."""

from typing import Any

from django.db import models, transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import CollectionViewRestriction, PageViewRestriction, Revision


class AtomicModel(models.Model):
    """A model whose signals run in the transaction of its write, as those of Wagtail's pages do.

    What a receiver writes is committed or rolled back with the change itself.
    """

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        # Saving locks the row before what receivers lock, so deleting does as well: otherwise the two could deadlock.
        list(type(self)._base_manager.select_for_update().filter(pk=self.pk).values_list("pk"))
        return super().delete(*args, **kwargs)


# Wagtail does these in several steps. A copy gets the view restriction of its original last, and would be public
# until then; a restriction is saved outside of any transaction. A revision is unscheduled by saving it, and only then
# loaded for the log; publishing clears the schedule before it validates the page.
_WAGTAIL_METHODS: tuple[tuple[Any, str], ...] = (
    (CopyPageAction, "execute"),
    (CreatePageAliasAction, "execute"),
    (CopyPageForTranslationAction, "execute"),
    (PublishRevisionAction, "execute"),
    (UnpublishAction, "execute"),
    (Revision, "save"),
    (PageViewRestriction, "save"),
    (PageViewRestriction, "delete"),
    (CollectionViewRestriction, "save"),
    (CollectionViewRestriction, "delete"),
)


def make_wagtail_atomic() -> None:
    """Put each of these methods into one transaction. The admin calls the actions directly, so no subclass helps."""
    for owner, name in _WAGTAIL_METHODS:
        setattr(owner, name, transaction.atomic(getattr(owner, name)))
