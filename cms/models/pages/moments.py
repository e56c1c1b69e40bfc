"""The times of a page, as scripts give them and store them: each gets a zone and a date in all zones."""

import contextlib
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField
from django.db.models.signals import post_init
from wagtail.models import Page, get_page_models

from cms.moments import in_every_zone


def settle_moments(page: Page) -> None:
    """Make the times of a page such that Wagtail can compare, show and store them."""
    for field in page._meta.concrete_fields:
        # Not `getattr`, which would load a field that was deferred.
        given = page.__dict__.get(field.attname)
        if isinstance(field, DateTimeField) and isinstance(given, date | str):
            # What is no time at all is refused when the field is cleaned.
            with contextlib.suppress(ValidationError):
                setattr(page, field.attname, in_every_zone(field.to_python(given)))


def settle_moments_of_read_pages() -> None:
    """Do so for every page that is made or read, because a bulk update stores any time."""
    # With `Page` itself, which Wagtail's editor reads beside the page of its own type.
    for model in (Page, *get_page_models()):
        post_init.connect(_settle, sender=model)


def _settle(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    settle_moments(instance)
