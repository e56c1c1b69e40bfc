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
from wagtail.models.sites import SiteRootPath

from cms.addresses import nfc, plain_path
from cms.models import Image, SiteSettings, SiteTexts
from cms.models.pages.base import SitePage, public_root_url
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

    @property
    def site(self) -> Site:
        """Return the site that is delivered. Saving a site compiles everything again, so no tag is needed."""
        return self.cached("site", None, lambda: Site.objects.get(is_default_site=True))

    @property
    def root_url(self) -> str:
        """Return the URL that the paths of pages follow."""
        return self.cached("root url", None, lambda: public_root_url(self.site.root_url))

    @property
    def site_settings(self) -> SiteSettings:
        """Return the settings of the site. Who uses them depends on `settings`, or on a part: see `receivers`."""
        return self.cached("settings", None, SiteSettings.of_default_site)

    def texts_in(self, locale_id: int) -> SiteTexts:
        """Return the texts of the site in a language, which are empty if none are stored."""
        texts = self.cached("texts", None, lambda: list(self.site_settings.texts.all()))
        return next((one for one in texts if one.locale_id == locale_id), SiteTexts())

    def depends_on(self, kind: str, key: object) -> None:
        """Record that a change of something, such as `image` 5, concerns this edition."""
        self.tags.add(f"{kind}:{key}")

    def depends_on_site(self, part: str) -> None:
        """Record that a change of the site, or of a part of its settings, concerns this edition."""
        self.depends_on(part, self.site.pk)

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

    def path_of(self, page: Page) -> str:
        """Return the percent-encoded path of a public page."""
        root = next((one for one in self._roots if page.url_path.startswith(one.root_path)), None)
        if root is None or not isinstance(page, SitePage):
            # The gate goes by `path`; a script that writes rows may leave a `url_path` that does not belong to it.
            # And a page of Wagtail itself, such as that of a new project, has no path.
            raise LookupError(f"url_path {page.url_path} does not lie in the site")
        return page.path_below(root)

    def url_of(self, page: Page) -> str:
        """Return the absolute URL of a public page."""
        return self.root_url + self.path_of(page)

    @property
    def _roots(self) -> list[SiteRootPath]:
        return self.cached("roots", None, self._roots_of_site)

    def _roots_of_site(self) -> list[SiteRootPath]:
        return [root for root in Site.get_site_root_paths() if root.site_id == self.site.pk]

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
        """Return the id of the page with this path, or that had it; the edition depends on it.

        The page need not be public, nor exist any more.
        """
        plain = plain_path(path)
        language, _slash, rest = plain[1:].partition("/")
        for root in self._roots:
            if root.language_code == language:
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
