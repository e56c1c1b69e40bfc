"""What compilations look up in the database, shared by those of one batch.

A batch reads what its pages show with a few queries; a page that is compiled alone is a batch of one. Lookups are
used for one batch only: they are as old as its beginning, and so are the tokens of its invalidations.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from django.db.models import Model, QuerySet, prefetch_related_objects
from wagtail.models import Page

from cms.models import ArticlePage, Download, Image, SectionPage
from cms.models.pages.base import SitePage
from cms.selectors import lineage, public_ids
from delivery.content.named import named_in
from delivery.models import Edition, ShownCard

Found = TypeVar("Found")
Row = TypeVar("Row", bound=Model)


class Rows(Generic[Row]):
    """The rows of a table by their ids: `load` reads many with one query, `get` also one that was not loaded."""

    def __init__(self, rows: "QuerySet[Row]") -> None:
        self._rows = rows
        self._found: dict[int, Row | None] = {}

    def load(self, ids: Iterable[int]) -> None:
        """Read those of the rows that are not known yet."""
        if wanted := set(ids) - self._found.keys():
            found = self._rows.in_bulk(wanted)
            self._found |= {row_id: found.get(row_id) for row_id in wanted}

    def get(self, row_id: int) -> Row | None:
        """Return a row, or None if there is none."""
        self.load([row_id])
        return self._found[row_id]


class Lookups:
    """What has been looked up at `now`. Each method reads what is not known yet."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now
        self.images = Rows(Image.objects.all())
        self.downloads = Rows(Download.objects.select_related("cover"))
        self._known: dict[tuple[str, object], Any] = {}
        self._sources: dict[int, Page | None] = {}
        self._pages: dict[int, Page | None] = {}
        self._cards: dict[int, ShownCard | None] = {}

    def once(self, kind: str, key: object, find: Callable[[], Found]) -> Found:
        """Return the result of `find`, which is called once for each kind and key."""
        if (kind, key) not in self._known:
            self._known[kind, key] = find()
        return cast(Found, self._known[kind, key])

    def source(self, page_id: int) -> Page | None:
        """Return a public page with all that it consists of, in its own type, or None."""
        if page_id not in self._sources:
            self.load([page_id])
        return self._sources[page_id]

    def load(self, page_ids: Collection[int]) -> None:
        """Read the public ones of the pages, and what they name."""
        public = public_ids(page_ids, now=self.now)
        pages = list(Page.objects.filter(pk__in=public).specific())
        self._sources |= dict.fromkeys(page_ids) | {page.pk: page for page in pages}
        articles = [page for page in pages if isinstance(page, ArticlePage)]
        prefetch_related_objects(
            articles, "article_authors__author", "tagged_items__tag", "article_relations", "corrections"
        )
        named = named_in(article.body.raw_data for article in articles)
        # The welcome page of a new Wagtail is public too, and none of ours.
        shared = [page.sharing_image_id for page in pages if isinstance(page, SitePage)]
        pictures = [*shared, *(article.image_id for article in articles)]
        self.images.load(named["image"].union(filter(None, pictures)))
        self.downloads.load(named["download"])
        self.cards(
            relation.related_id for article in articles for relation in article.article_relations.all()
        )
        sections = self._load_sections(articles)
        translations = self._load_translations(articles)
        self.public_pages({*named["page"], *sections, *translations})

    def public_pages(self, page_ids: Iterable[int]) -> dict[int, Page]:
        """Return the public ones of the pages by their ids, in their own types, without their texts."""
        ids = list(page_ids)
        if wanted := set(ids) - self._pages.keys():
            public = public_ids(wanted, now=self.now)
            # The texts of other pages are not shown, and reading them takes long.
            rows = Page.objects.filter(pk__in=public).specific().defer_streamfields()
            found = {page.pk: page for page in rows}
            self._pages |= {page_id: found.get(page_id) for page_id in wanted}
        return {page_id: page for page_id in ids if (page := self._pages[page_id])}

    def cards(self, page_ids: Iterable[int]) -> dict[int, ShownCard]:
        """Return the cards of articles by their ids, from their own editions: those that may be shown."""
        ids = list(page_ids)
        if wanted := set(ids) - self._cards.keys():
            found = Edition.objects.filter(pk__in=wanted).defer("full").order_by()
            self._cards |= dict.fromkeys(wanted) | {row.id: row.shown_card(self.now) for row in found}
        return {page_id: card for page_id in ids if (card := self._cards[page_id])}

    def sections_above(self, path: str) -> list[int]:
        """Return the ids of the sections in the tree above this path, the nearest last; not all need be public."""
        above = lineage(path)[:-1]
        if unknown := [one for one in above if ("section at", one) not in self._known]:
            self._find_sections(unknown)
        return [section for one in above if (section := self._known["section at", one])]

    def translations(self, page: Page) -> list[int]:
        """Return the ids of the pages that are the same in another language; not all need be public."""
        key = ("translations", page.translation_key)
        if key not in self._known:
            self._load_translations([page])
        return [page_id for page_id in self._known[key] if page_id != page.pk]

    def _load_sections(self, pages: Iterable[Page]) -> set[int]:
        self._find_sections({path for page in pages for path in lineage(page.path)[:-1]})
        return {section for page in pages for section in self.sections_above(page.path)}

    def _find_sections(self, paths: Collection[str]) -> None:
        found = dict(SectionPage.objects.filter(path__in=paths).order_by().values_list("path", "pk"))
        self._known |= {("section at", path): found.get(path) for path in paths}

    def _load_translations(self, pages: Collection[Page]) -> set[int]:
        keys = {page.translation_key for page in pages}
        found = defaultdict(list)
        # Of the same type: `translations` is asked for one of them.
        for model in {type(page) for page in pages}:
            same = model.objects.filter(translation_key__in=keys).order_by()
            for key, page_id in same.values_list("translation_key", "pk"):
                found[key].append(page_id)
        self._known |= {("translations", key): found[key] for key in keys}
        return {page_id for ids in found.values() for page_id in ids}
