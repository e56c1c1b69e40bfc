"""The kinds of editions that there are: how each is compiled, and what of it is public.

A further kind is one row here, with a function that compiles an object and one that names the public ones, and its
place in `delivery.subjects` and in `delivery.models.MODELS`.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from wagtail.models import Page

from cms.selectors import public_ids
from delivery.compile import Compiled, compile_page, sort_key
from delivery.content.lookups import Lookups
from delivery.objects import (
    compile_author,
    compile_download,
    compile_image,
    compile_site,
    downloads,
    images,
    public_authors,
    public_home_pages,
)
from delivery.subjects import Kind, edition_id, subject_of

logger = logging.getLogger(__name__)


class Columns(NamedTuple):
    """The columns of an edition that tell without compiling whether its source has changed."""

    sort_title: str
    url_path: str = ""
    revision_id: int | None = None
    expires_at: datetime | None = None


class Compile(Protocol):
    def __call__(self, object_id: int, /, *, lookups: Lookups) -> Compiled | None:
        """Compile one object; return None if the public may not read it."""


class Public(Protocol):
    def __call__(self, *, now: datetime) -> Mapping[int, Columns]:
        """Return the ids of the public objects, with the columns that their editions should have."""


@dataclass(frozen=True)
class KindOfEdition:
    """What delivery must know of a kind."""

    compile: Compile
    public: Public


def compile_edition(edition_id: int, *, now: datetime, lookups: Lookups | None = None) -> Compiled | None:
    """Compile what an edition is about; return None if the public may not read it.

    `lookups` are those of the batch that it is compiled in; without them it is a batch of one.
    """
    kind, object_id = subject_of(edition_id)
    return KINDS[kind].compile(object_id, lookups=lookups or Lookups(now=now))


def looked_up(edition_ids: Iterable[int], *, now: datetime) -> Lookups:
    """Look up what the compilations of a batch need."""
    lookups = Lookups(now=now)
    subjects = map(subject_of, edition_ids)
    try:
        lookups.load([object_id for kind, object_id in subjects if kind == "page"])
    except Exception:
        # One object that cannot be read: each is looked up alone when it is compiled.
        logger.exception("a batch could not be looked up")
    return lookups


def public_columns(*, now: datetime) -> dict[int, Columns]:
    """Return the keys that editions should have, with their columns."""
    return {
        edition_id(kind, object_id): columns
        for kind, row in KINDS.items()
        for object_id, columns in row.public(now=now).items()
    }


def _public_pages(*, now: datetime) -> dict[int, Columns]:
    live = Page.objects.live().filter(content_type__app_label="cms").order_by()
    pages = list(live.values_list("pk", "title", "url_path", "live_revision_id", "expire_at"))
    public = public_ids([page_id for page_id, *_rest in pages], now=now)
    return {pk: Columns(sort_key(title), *rest) for pk, title, *rest in pages if pk in public}


def _titled(titles: Callable[[], Mapping[int, str]]) -> Public:
    """Return the columns of objects that are told apart by their names or titles."""

    def public(*, now: datetime) -> dict[int, Columns]:
        return {object_id: Columns(sort_key(title)) for object_id, title in titles().items()}

    return public


def _public_sites(*, now: datetime) -> dict[int, Columns]:
    return {
        home_id: Columns(sort_title="", expires_at=end) for home_id, end in public_home_pages(now=now).items()
    }


KINDS: Mapping[Kind, KindOfEdition] = {
    "page": KindOfEdition(compile_page, _public_pages),
    "author": KindOfEdition(compile_author, _titled(public_authors)),
    "site": KindOfEdition(compile_site, _public_sites),
    "image": KindOfEdition(compile_image, _titled(images)),
    "download": KindOfEdition(compile_download, _titled(downloads)),
}
