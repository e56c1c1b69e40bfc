"""What one compilation knows and remembers."""

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

Shown = TypeVar("Shown")
Found = TypeVar("Found")


@dataclass
class Compilation:
    """The state while one page is turned into JSON.

    Everything that is looked at is noted in `tags`, also what is missing or not public: that is how
    a later change finds the editions that it concerns. `valid_until` is the first moment at which
    something that is shown stops being public by itself. `defects` names the parts that could not be
    shown as the editor meant them.
    """

    now: datetime
    tags: set[str] = field(default_factory=set)
    valid_until: datetime | None = None
    defects: list[dict[str, str]] = field(default_factory=list)
    _pages: dict[int, Page | None] = field(default_factory=dict)
    _known: dict[tuple[str, object], Any] = field(default_factory=dict)
    _anchors: dict[str, int] = field(default_factory=dict)

    def once(self, kind: str, key: object, find: Callable[[], Found]) -> Found:
        """This will look something up that several parts ask for, and remember it for the rest of the compilation."""
        if (kind, key) not in self._known:
            self._known[kind, key] = find()
        found: Found = self._known[kind, key]
        return found

    def language_of(self, page: Page) -> str:
        """This will return the language of a page, such as `de`."""
        return self.once("locale", page.locale_id, lambda: str(page.locale.language_code))

    def touch(self, kind: str, key: object) -> None:
        """This will note that the edition depends on something, such as `image` 5."""
        self.tags.add(f"{kind}:{key}")

    def lacks(self, part: str, state: str, what: str = "") -> None:
        """This will note that a part is not shown as meant: its kind, its `state`, and words to find it by."""
        self.defects.append({"part": part, "state": state, "what": what[:200]})

    def attempt(
        self, part: str, build: Callable[[], Shown], otherwise: Callable[[], Shown], what: str = ""
    ) -> Shown:
        """This will build a part, or what stands in its place when that fails: one part never stops the others."""
        try:
            return build()
        except Exception:
            logger.exception("a part of type %s is broken: %s", part, what)
            self.lacks(part, "ERROR", what)
            return otherwise()

    def place_of(self, page: Page) -> tuple[int, str, str]:
        """This will return a public page's site id, the address of that site, and the path on it."""
        # Wagtail keeps the sites' root paths on whatever object it is given: one look-up a compilation.
        # What the gate lets through lies in a site.
        return cast(tuple[int, str, str], page.get_url_parts(self))

    def url_of(self, page: Page) -> str:
        """This will return a public page's absolute address."""
        _site_id, root_url, path = self.place_of(page)
        return root_url + path

    def public_page(self, page_id: int) -> Page | None:
        """This will return a page, specific, if the public may read it; and note it either way."""
        self.load_public_pages([page_id])
        return self._pages[page_id]

    def load_public_pages(self, page_ids: Iterable[int]) -> None:
        """This will look up several pages with one visit to the gate."""
        wanted = set(page_ids) - self._pages.keys()
        if not wanted:
            return
        public = public_sites(wanted, now=self.now)
        found = {page.pk: page for page in Page.objects.filter(pk__in=public).specific()} if public else {}
        for page_id in wanted:
            self.touch("page", page_id)
            page = self._pages[page_id] = found.get(page_id)
            if page is not None and page.expire_at:
                self.expires(page.expire_at)

    def expires(self, at: datetime) -> None:
        """This will note that something shown is public only until then."""
        self.valid_until = min(at, self.valid_until or at)

    def anchor(self, text: str) -> str:
        """This will make a heading's id: in Latin letters, never empty, once in a page."""
        base = slugify(anyascii(text)) or "abschnitt"
        number = self._anchors[base] = self._anchors.get(base, 0) + 1
        return base if number == 1 else f"{base}-{number}"

    def has_no_renditions(self, image: Image) -> bool:
        """This will tell whether the sizes of a picture could not be made, so that its addresses would not work."""
        failures = Failure.objects.filter(job=RENDITIONS).values_list("subject", flat=True)
        return rendition_subject(image) in self.once("no renditions", None, lambda: set(failures))

    def is_private(self, collection_id: int | None) -> bool:
        """This will tell whether a picture or file of this collection must not be shown; and note it."""
        self.touch("collection", collection_id)
        return collection_id in self.once("private collections", None, private_collection_ids)
