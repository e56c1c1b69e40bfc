"""Images and files that go to a private collection with an article that is taken down, and come back with it.

Whoever saves an image or a file locks its row first, and then invalidations and editions. So a takedown locks and
moves all of them before it is announced, and sends no signal for each: a receiver would lock invalidations between
two rows.
"""

from collections.abc import Collection as Sized
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override, pgettext
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import Download, Image, Takedown, TakenAlong

Media = Image | Download


@dataclass(frozen=True)
class Lifted:
    """What could not be put back: files that came to the root, and those that somebody has moved meanwhile."""

    in_root: list[str]
    left: list[str]


def take_along(takedown: Takedown, media: Sized[Media]) -> list[Media]:
    """Move images and files to a private collection, and return those that still exist."""
    if not media:
        return []
    private = _private_collection()
    moved = _locked(media)
    for item in moved:
        TakenAlong.objects.create(
            takedown=takedown, former_id=item.collection_id, private=private, **{_kind_of(item): item}
        )
        _move(item, private)
    return moved


def put_back(takedown: Takedown) -> tuple[list[Media], Lifted]:
    """Move images and files back, and return those that were moved, and what could not be put back."""
    root = Collection.get_first_root_node()
    moved: list[Media] = []
    lifted = Lifted([], [])
    row_of = {row.media: row for row in takedown.taken_along.select_related("image", "download", "former")}
    for item in _locked(row_of):
        row = row_of[item]
        if row.private_id is None or item.collection_id != row.private_id:
            lifted.left.append(item.title)
            continue
        if row.former is None:
            lifted.in_root.append(item.title)
        _move(item, row.former or root)
        moved.append(item)
    return moved, lifted


def subjects(media: Iterable[Media]) -> list[tuple[str, int]]:
    """Return the kind and the id of each image and file."""
    return [(_kind_of(item), item.pk) for item in media]


def _locked(media: Sized[Media]) -> list[Media]:
    """Lock the rows of images and files in one order, and return what they are now."""
    found: list[Media] = []
    for model in (Image, Download):
        ids = [item.pk for item in media if isinstance(item, model)]
        # `no_key`: others may insert rows that refer to the image.
        found += model._base_manager.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return found


def _move(item: Media, collection: Collection) -> None:
    type(item)._base_manager.filter(pk=item.pk).update(collection=collection)


def _kind_of(item: Media) -> str:
    return "image" if isinstance(item, Image) else "download"


def _private_collection() -> Collection:
    """Return the collection for what was taken along, made when it is missing or was opened to readers."""
    # The second of two takedowns waits here until the collection of the first one is there.
    root = Collection.get_root_nodes().select_for_update(no_key=True)[0]
    with override(settings.LANGUAGE_CODE):
        name = pgettext("collection", "Taken down")
    closed = CollectionViewRestriction.objects.filter(collection__name=name, collection__depth=2)
    if restriction := closed.select_related("collection").order_by("pk").first():
        return restriction.collection
    collection = root.add_child(name=name)
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection
