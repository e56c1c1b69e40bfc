"""Taking an article down, with its pictures and files, and lifting it. The only code that writes takedowns."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.log_actions import log
from wagtail.models import Page

from cms.characters import storable, strip_unseen
from cms.models import ArticlePage, Download, Image, Takedown, TakenDownPage
from cms.selectors import is_taken_down, public_ids
from cms.signals import takedown_changed
from cms.taken_along import Lifted, put_back, subjects, take_along

PERMISSION = "cms.take_down"


class TakedownRefusal(Exception):
    """The base of all refusals."""


class PermissionMissing(TakedownRefusal):
    """The user has no permission to take articles down."""


class NotAnArticle(TakedownRefusal):
    """Only articles are taken down: a home page or a section has others below it."""


class IsAlias(TakedownRefusal):
    """An alias goes with its article, and not alone."""


class AlreadyTakenDown(TakedownRefusal):
    """The article is taken down already."""


class NotPublic(TakedownRefusal):
    """Readers do not see the article anyway."""


class TextMissing(TakedownRefusal):
    """There is no reason, or no public sentence in the language of the article."""


class AlreadyLifted(TakedownRefusal):
    """The takedown was lifted before."""


def check_takedown(page: Page, *, by: Any, now: datetime) -> ArticlePage:
    """Return the article if the user may take it down now.

    :raises TakedownRefusal: the class says why not
    """
    if not by.has_perm(PERMISSION):
        raise PermissionMissing
    article = page.specific
    if not isinstance(article, ArticlePage):
        raise NotAnArticle
    if article.alias_of_id is not None:
        raise IsAlias
    if is_taken_down(article.pk):
        raise AlreadyTakenDown
    if article.pk not in public_ids([article.pk], now=now):
        raise NotPublic
    return article


@transaction.atomic
def take_down(
    *,
    page_id: int,
    by: Any,
    reason: str,
    sentences: Mapping[str, str],
    images: Iterable[Image] = (),
    downloads: Iterable[Download] = (),
    now: datetime,
) -> Takedown:
    """Take an article down with its aliases, and move images and files to a private collection.

    `sentences` has what readers are told, by language: at least that of the article.

    :raises TakedownRefusal: the class says why not
    """
    # Two requests at once: the second one waits and is refused. `no_key`: rows that refer to the page may be inserted.
    page = Page.objects.select_for_update(no_key=True).get(pk=page_id)
    article = check_takedown(page, by=by, now=now)
    language, reason = article.locale.language_code, strip_unseen(storable(reason))
    told = {code: text for code in sentences if (text := strip_unseen(storable(sentences[code])))}
    if not reason or language not in told or not told.keys() <= dict(settings.LANGUAGES).keys():
        raise TextMissing
    kept = {"title": article.title, "slug": article.slug, "locale": language}
    takedown = Takedown.objects.create(page_id=page_id, **kept, reason=reason, sentences=told, at=now, by=by)
    ids = [page_id, *aliases_of(page_id)]
    TakenDownPage.objects.bulk_create(TakenDownPage(page_id=pk, takedown=takedown) for pk in ids)
    moved = take_along(takedown, [*images, *downloads])
    takedown_changed.send(Takedown, page_ids=ids, is_down=True, media=subjects(moved))
    log(instance=article, action=PERMISSION, user=by, data={"reason": reason})
    return takedown


@transaction.atomic
def lift_takedown(*, takedown_id: int, by: Any, now: datetime) -> Lifted:
    """Show an article again, with its aliases, images and files, and return what could not be put back.

    :raises PermissionMissing: without the permission
    :raises AlreadyLifted: if it was lifted before
    """
    if not by.has_perm(PERMISSION):
        raise PermissionMissing
    takedown = Takedown.objects.select_for_update(no_key=True).get(pk=takedown_id)
    if takedown.lifted_at is not None:
        raise AlreadyLifted
    takedown.lifted_at, takedown.lifted_by = now, by
    takedown.save(update_fields=["lifted_at", "lifted_by"])
    moved, lifted = put_back(takedown)
    ids = sorted(takedown.pages.values_list("pk", flat=True), key=lambda pk: (pk != takedown.page_id, pk))
    takedown.pages.all().delete()
    takedown_changed.send(Takedown, page_ids=ids, is_down=False, media=subjects(moved))
    if article := ArticlePage.objects.filter(pk=takedown.page_id).first():
        log(instance=article, action="cms.lift_takedown", user=by)
    return lifted


def keep_new_aliases_back() -> None:
    """Make a new alias of an article that is taken down wait for its lifting, also if it becomes a page of its own."""
    post_save.connect(_keep_back, sender=ArticlePage, dispatch_uid="cms.takedowns")


def _keep_back(instance: ArticlePage, created: bool, **kwargs: Any) -> None:
    if not created or instance.alias_of_id is None:
        return
    if source := TakenDownPage.objects.filter(pk=instance.alias_of_id).first():
        TakenDownPage.objects.create(page_id=instance.pk, takedown_id=source.takedown_id)


def aliases_of(page_id: int) -> list[int]:
    """Return the aliases of a page, those of its aliases included."""
    found: list[int] = []
    last = [page_id]
    while last:
        last = list(Page.objects.filter(alias_of__in=last).order_by("pk").values_list("pk", flat=True))
        found += last
    return found
