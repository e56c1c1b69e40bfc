"""Taking an article down, with its pictures and files, and lifting it. The only code that writes takedowns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save
from django.utils.translation import override, pgettext
from wagtail.log_actions import log
from wagtail.models import Collection, CollectionViewRestriction, Page

from cms.characters import storable
from cms.models import ArticlePage, Download, Image, Takedown, TakenAlong, TakenDownPage
from cms.selectors import is_taken_down, public_ids
from cms.signals import takedown_changed

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


@dataclass(frozen=True)
class Lifted:
    """What could not be put back: files that came to the root, and those that somebody has moved meanwhile."""

    in_root: list[str]
    left: list[str]


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
    # Two requests at once: the second one waits and is refused.
    article = check_takedown(Page.objects.select_for_update().get(pk=page_id), by=by, now=now)
    language, reason = article.locale.language_code, storable(reason).strip()
    told = {code: text for code in sentences if (text := storable(sentences[code]).strip())}
    if not reason or language not in told or not told.keys() <= dict(settings.LANGUAGES).keys():
        raise TextMissing
    takedown = Takedown.objects.create(
        page_id=page_id, title=article.title, locale=language, reason=reason, sentences=told, at=now, by=by
    )
    ids = [page_id, *aliases_of(page_id)]
    TakenDownPage.objects.bulk_create(TakenDownPage(page_id=pk, takedown=takedown) for pk in ids)
    takedown_changed.send(Takedown, page_ids=ids, is_down=True)
    _take_along(takedown, [*images, *downloads])
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
    takedown = Takedown.objects.select_for_update().get(pk=takedown_id)
    if takedown.lifted_at is not None:
        raise AlreadyLifted
    takedown.lifted_at, takedown.lifted_by = now, by
    takedown.save(update_fields=["lifted_at", "lifted_by"])
    lifted = _put_back(takedown)
    ids = sorted(takedown.pages.values_list("pk", flat=True), key=lambda pk: (pk != takedown.page_id, pk))
    takedown.pages.all().delete()
    takedown_changed.send(Takedown, page_ids=ids, is_down=False)
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


def _take_along(takedown: Takedown, media: Sequence[Image | Download]) -> None:
    if not media:
        return
    private = _private_collection()
    for item in media:
        TakenAlong.objects.create(
            takedown=takedown, former_id=item.collection_id, private=private, **{_name_of(item): item}
        )
        _move(item, private)


def _put_back(takedown: Takedown) -> Lifted:
    root = Collection.get_first_root_node()
    lifted = Lifted([], [])
    for row in takedown.taken_along.select_related("image", "download", "former").order_by("pk"):
        item = row.media
        if row.private_id is None or item.collection_id != row.private_id:
            lifted.left.append(item.title)
            continue
        if row.former is None:
            lifted.in_root.append(item.title)
        _move(item, row.former or root)
    return lifted


def _move(item: Image | Download, collection: Collection) -> None:
    item.collection = collection
    item.save(update_fields=["collection"])


def _name_of(item: Image | Download) -> str:
    return "image" if isinstance(item, Image) else "download"


def _private_collection() -> Collection:
    """Return the collection for what was taken along, made when it is missing or was opened to readers."""
    with override(settings.LANGUAGE_CODE):
        name = pgettext("collection", "Taken down")
    closed = CollectionViewRestriction.objects.filter(collection__name=name, collection__depth=2)
    if restriction := closed.select_related("collection").order_by("pk").first():
        return restriction.collection
    collection = Collection.get_first_root_node().add_child(name=name)
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection
