"""What Wagtail does in several steps, made one: otherwise it is public in between.

A copy gets the view restriction of its original last, after all below it has been copied, and a restriction is
saved outside of any transaction. What listens answers each step when it is committed.
"""

from typing import Any

from django.db import transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import CollectionViewRestriction, PageViewRestriction

_STEPS: tuple[tuple[Any, str], ...] = (
    (CopyPageAction, "execute"),
    (CreatePageAliasAction, "execute"),
    (CopyPageForTranslationAction, "execute"),
    (PageViewRestriction, "save"),
    (PageViewRestriction, "delete"),
    (CollectionViewRestriction, "save"),
    (CollectionViewRestriction, "delete"),
)


def make_atomic() -> None:
    """This will put each of these steps into one transaction, whoever calls it; the admin calls the actions directly."""
    for owner, name in _STEPS:
        setattr(owner, name, transaction.atomic(getattr(owner, name)))
