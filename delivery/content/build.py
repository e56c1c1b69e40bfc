"""The state of one compilation: what the edition depends on, until when it is valid, and what is wrong with it."""

import logging
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from orjson import Fragment
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.addresses import nfc, plain_path
from cms.models import Image, SiteSettings, SiteTexts
from cms.models.pages.base import public_root_url
from cms.redirects import redirect_key
from cms.renditions import RENDITIONS, rendition_subject
from cms.selectors import private_collection_ids
from delivery.content.anchors import Anchors
from delivery.content.lookups import Lookups
from delivery.models import Edition, GonePath
from delivery.read.statements import earliest
from delivery.serialization import without_count
from jobs.models import Failure

logger = logging.getLogger(__name__)

Part = TypeVar("Part")
Found = TypeVar("Found")


def redirect_tag(old_path: str) -> str:
    """Return the tag of an edition with a link to a deleted page whose path leads elsewhere, or may do so later."""
    return f"redirect:{old_path[:200]}"


def place_tag(url_path: str) -> str:
    """Return the tag of an edition with a link to a place in the tree where no page was found."""
    return f"url_path:{nfc(url_path)[:200]}"


@dataclass
class Build:
    """The state while one page is turned into JSON.

    `tags` names everything that was looked up, also what is missing or not public, so that a later change of it
    finds this edition. `valid_until` is the first moment at which something in the bytes stops being public by
    itself. `defects` lists the parts that could not be shown as the editor meant them. `offered` are the ids of the
    downloads to whose files the bytes link. `headings` are the ids of the page's headings by what links call them.
    """

    now: datetime
    # Those of the batch that the page belongs to.
    shared: InitVar[Lookups | None] = None
    # The language of the page, or that of the newsroom for what has none.
    language: str = settings.LANGUAGE_CODE
    # The URL of the page, which relative links in its text begin from.
    base_url: str = f"{settings.PUBLIC_URL}/"
    tags: set[str] = field(default_factory=set)
    valid_until: datetime | None = None
    defects: list[dict[str, str]] = field(default_factory=list)
    offered: set[int] = field(default_factory=set)
    headings: dict[str, str] = field(default_factory=dict)
    lookups: Lookups = field(init=False)
    _anchors: Anchors = field(default_factory=Anchors)

    def __post_init__(self, shared: Lookups | None) -> None:
        self.lookups = shared or Lookups(now=self.now)

    def cached(self, kind: str, key: object, find: Callable[[], Found]) -> Found:
        """Return the result of `find`, which is called once for each kind and key in a batch."""
        return self.lookups.once(kind, key, find)

    def once_in_batch(self, kind: str, key: object, make: Callable[["Build"], Part]) -> Part:
        """Return a part that many pages have alike, made once in a batch for each kind, key and language.

        Each edition depends on all that was looked up for the part, and has its defects.
        """

        def made() -> tuple[Part, Build]:
            build = Build(now=self.now, shared=self.lookups, language=self.language)
            return make(build), build

        part, build = self.cached(kind, (key, self.language), made)
        self.tags |= build.tags
        self.defects += build.defects
        self.offered |= build.offered
        self.is_valid_until(build.valid_until)
        return part

    def language_of(self, page: Page) -> str:
        """Return the language of a page, such as `de`."""
        return self.cached("locale", page.locale_id, lambda: str(page.locale.language_code))

    def settings_of(self, site_id: int) -> SiteSettings:
        """Return the settings of a site. Who uses them depends on `settings`, or on a part: see `receivers`."""
        return self.cached("settings", site_id, lambda: SiteSettings.of_site(site_id))

    def texts_of(self, site_id: int, locale_id: int) -> SiteTexts:
        """Return the texts of a site in a language, which are empty if none are stored."""
        texts = self.cached("texts", site_id, lambda: list(self.settings_of(site_id).texts.all()))
        return next((one for one in texts if one.locale_id == locale_id), SiteTexts())

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
        """Return the site id of a public page, the root URL of that site, and the percent-encoded path on it."""
        # Wagtail caches the root paths of the sites on the object that it is given: here one look-up for a batch.
        parts: tuple[int, str, str] | None = page.get_url_parts(self.lookups)
        if parts is None:
            # The gate goes by `path`; a script that writes rows may leave a `url_path` that does not belong to it.
            raise LookupError(f"url_path {page.url_path} lies in no site")
        return parts

    def url_of(self, page: Page) -> str:
        """Return the absolute URL of a public page."""
        _site_id, root_url, path = self.place_of(page)
        return root_url + path

    def public_pages(self, page_ids: Iterable[int]) -> list[Page]:
        """Return the public ones of the pages, in this order and in their own types; the edition depends on all."""
        ids = list(page_ids)
        found = self.lookups.public_pages(ids)
        for page_id in ids:
            self.depends_on("page", page_id)
        for page in found.values():
            self.is_valid_until(page.expire_at)
        return list(found.values())

    def cards(self, page_ids: Iterable[int]) -> dict[int, Fragment]:
        """Return the compiled cards of articles by their ids, in this order, without the number of their comments.

        An article that is not public or not compiled is left out. The edition depends on the pages only: it is
        invalidated in the transaction that stores another card, the first one or none (`delivery.store`).
        """
        ids = list(page_ids)
        for page_id in ids:
            self.depends_on("page", page_id)
        cards = self.lookups.cards(ids)
        for card in cards.values():
            self.is_valid_until(card.until)
        return {page_id: Fragment(without_count(card.json)) for page_id, card in cards.items()}

    def is_valid_until(self, moment: datetime | None) -> None:
        """Record that something in the bytes stops being public at a moment; None is never."""
        self.valid_until = earliest(self.valid_until, moment)

    def page_at(self, path: str) -> int | None:
        """Return the id of the page with this path on the main site, or that had it; the edition depends on it.

        The page need not be public, nor exist any more.
        """
        plain = plain_path(path)
        language, _slash, rest = plain[1:].partition("/")
        for root in self.cached("roots", None, Site.get_site_root_paths):
            if root.language_code == language and public_root_url(root.root_url) == settings.PUBLIC_URL:
                return self._page_with(nfc(root.root_path + rest)) or self._page_once_at(plain)
        return None

    def _page_once_at(self, path: str) -> int | None:
        # Until the page that was moved or deleted is compiled again, its edition has the path.
        of_edition = Edition.objects.filter(path=path).values_list("pk", flat=True).first()
        page_id = of_edition or GonePath.objects.filter(path=path).values_list("page_id", flat=True).first()
        if page_id is None or Page.objects.filter(pk=page_id).exists():
            return page_id
        # The address of a deleted page may lead elsewhere, as an address of others does.
        old_path = redirect_key(path)
        self.tags.add(redirect_tag(old_path))
        return None if Redirect.objects.filter(old_path=old_path).exists() else page_id

    def _page_with(self, url_path: str) -> int | None:
        # By its slug, which has an index; it may have been imported in another normal form.
        slug = url_path.rstrip("/").rpartition("/")[2]
        spellings = {slug, unicodedata.normalize("NFD", slug)}
        pages = Page.objects.filter(slug__in=spellings).order_by("pk").values_list("pk", "url_path")
        found = next((pk for pk, its_path in pages if nfc(its_path) == url_path), None)
        if found is None:
            self.tags.add(place_tag(url_path))
        return found

    def anchor(self, text: str) -> str:
        """Return the id of the next heading of the page."""
        return self._anchors.next_id(text)

    def has_no_renditions(self, image: Image) -> bool:
        """Return whether the renditions of an image could not be made, so that their URLs would not work."""
        return rendition_subject(image) in self.cached("no renditions", None, _without_renditions)

    def is_private(self, collection_id: int | None) -> bool:
        """Return whether images and files of this collection must not be shown; the edition depends on it."""
        self.depends_on("collection", collection_id)
        return collection_id in self.cached("private collections", None, private_collection_ids)


def _without_renditions() -> set[str]:
    return set(Failure.objects.filter(task=RENDITIONS).values_list("subject", flat=True))
