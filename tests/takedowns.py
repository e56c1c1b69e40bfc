"""Taking articles down in tests, and lifting it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Page

from cms import takedowns
from cms.models import ArticlePage, Download, Image, Takedown, TakenDownPage
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


def note_takedowns(ids: Iterable[int]) -> None:
    """Make the rows of takedowns in bulk, for articles that have no editions."""
    takedowns = [
        Takedown(
            page_id=page.pk,
            title=page.title,
            slug=page.slug,
            locale="de",
            reason="x",
            sentences={"de": GERMAN},
            at=timezone.now(),
        )
        for page in Page.objects.filter(pk__in=ids)
    ]
    Takedown.objects.bulk_create(takedowns)
    TakenDownPage.objects.bulk_create(TakenDownPage(page_id=one.page_id, takedown=one) for one in takedowns)
