"""The state of one compilation: what has been looked up, and what the edition depends on."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from anyascii import anyascii
from django.utils.text import slugify
from wagtail.models import Page

from cms.models import Image
from cms.renditions import RENDITIONS, rendition_subject
from cms.selectors import private_collection_ids, public_sites
from jobs.models import Failure

logger = logging.getLogger(__name__)

Part = TypeVar("Part")
Found = TypeVar("Found")


@dataclass
class Build:
    """The state while one page is turned into JSON.

    `tags` names everything that was looked up, also what is missing or not public, so that a later change of it
    finds this edition. `valid_until` is the first moment at which something in the bytes stops being public by
    itself. `defects` lists the parts that could not be shown as the editor meant them. `offered` are the ids of the
    downloads to whose files the bytes link.
    """

    now: datetime
    tags: set[str] = field(default_factory=set)
    valid_until: datetime | None = None
    defects: list[dict[str, str]] = field(default_factory=list)
    offered: set[int] = field(default_factory=set)
    _pages: dict[int, Page | None] = field(default_factory=dict)
    _known: dict[tuple[str, object], Any] = field(default_factory=dict)
    _anchors: dict[str, int] = field(default_factory=dict)

    def cached(self, kind: str, key: object, find: Callable[[], Found]) -> Found:
        """Return the result of `find`, which is called once for each kind and key."""
        if (kind, key) not in self._known:
            self._known[kind, key] = find()
        return cast(Found, self._known[kind, key])

    def language_of(self, page: Page) -> str:
        """Return the language of a page, such as `de`."""
        return self.cached("locale", page.locale_id, lambda: str(page.locale.language_code))

    def depends_on(self, kind: str, key: object) -> None:
        """Record that a change of something, such as `image` 5, concerns this edition."""
        self.tags.add(f"{kind}:{key}")

    def offer(self, download_id: int) -> None:
        """Record that the bytes link to a file, which makes it public as the edition is."""
        self.offered.add(download_id)

    def add_defect(self, part: str, state: str, what: str = "") -> None:
        """Record that a part is not shown as meant: its kind, its `state`, and words to find it by."""
        self.defects.append({"part": part, "state": state, "what": what[:200]})

    def build_or_replace(
        self, part: str, build: Callable[[], Part], replacement: Callable[[], Part], what: str = ""
    ) -> Part:
        """Return the built part, or its replacement if that raises, so that one part never stops the others."""
        offered = set(self.offered)
        try:
            return build()
        except Exception:
            logger.exception("a part of type %s is broken: %s", part, what)
            self.offered = offered
            self.add_defect(part, "ERROR", what)
            return replacement()

    def place_of(self, page: Page) -> tuple[int, str, str]:
        """Return the site id of a public page, the root URL of that site, and the path on it."""
        # Wagtail caches the root paths of the sites on the object that it is given: here one look-up for a build.
        # A public page always lies in a site.
        return cast(tuple[int, str, str], page.get_url_parts(self))

    def url_of(self, page: Page) -> str:
        """Return the absolute URL of a public page."""
        _site_id, root_url, path = self.place_of(page)
        return root_url + path

    def public_pages(self, page_ids: Iterable[int]) -> list[Page]:
        """Return the public ones of the pages, specific, found with one query; the edition depends on all."""
        ids = list(page_ids)
        wanted = set(ids) - self._pages.keys()
        public = public_sites(wanted, now=self.now) if wanted else {}
        found = {page.pk: page for page in Page.objects.filter(pk__in=public).specific()}
        for page_id in wanted:
            self.depends_on("page", page_id)
            page = self._pages[page_id] = found.get(page_id)
            if page is not None and page.expire_at:
                self.valid_until = min(page.expire_at, self.valid_until or page.expire_at)
        return [page for page_id in ids if (page := self._pages[page_id])]

    def anchor(self, text: str) -> str:
        """Return the id of a heading: in Latin letters, never empty, unique in the page."""
        base = slugify(anyascii(text)) or "abschnitt"
        number = self._anchors[base] = self._anchors.get(base, 0) + 1
        return base if number == 1 else f"{base}-{number}"

    def has_no_renditions(self, image: Image) -> bool:
        """Return whether the renditions of an image could not be made, so that their URLs would not work."""
        failures = Failure.objects.filter(task=RENDITIONS).values_list("subject", flat=True)
        return rendition_subject(image) in self.cached("no renditions", None, lambda: set(failures))

    def is_private(self, collection_id: int | None) -> bool:
        """Return whether images and files of this collection must not be shown; the edition depends on it."""
        self.depends_on("collection", collection_id)
        return collection_id in self.cached("private collections", None, private_collection_ids)
