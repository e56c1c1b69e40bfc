"""Taking articles down in tests, and lifting it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from cms import takedowns
from cms.models import ArticlePage, Download, Image, Takedown
from cms.taken_along import Lifted
from tests import factories

GERMAN, ENGLISH = "Die Redaktion hat ihn vom Netz genommen.", "The editors have taken it down."


def chief() -> User:
    """Return a user who may take articles down."""
    return User.objects.filter(username="chief").first() or factories.user(
        username="chief", is_superuser=True
    )


def take_down(article: ArticlePage, *, media: Iterable[Image | Download] = (), **fields: Any) -> Takedown:
    found = list(media)
    return takedowns.take_down(
        page_id=article.pk,
        now=timezone.now(),
        images=[item for item in found if isinstance(item, Image)],
        downloads=[item for item in found if isinstance(item, Download)],
        **{
            "by": chief(),
            "reason": "Einstweilige Verfügung.",
            "sentences": {"de": GERMAN, "en": ENGLISH},
            **fields,
        },
    )


def lift(takedown: Takedown) -> Lifted:
    return takedowns.lift_takedown(takedown_id=takedown.pk, by=chief(), now=timezone.now())
