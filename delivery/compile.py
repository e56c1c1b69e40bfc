"""From a page to the columns of its edition: read the source and build the bytes. Nothing is written here."""

import hashlib
import unicodedata
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from wagtail.models import Page

from cms.addresses import decoded, nfc
from cms.models import ArticlePage, HomePage, SectionPage
from cms.record import digest_of
from cms.renditions import signing_key_id
from delivery.caching import tags as cache_tags
from delivery.content.articles import ArticleCardOut, ArticleFullOut, card_out, full_out
from delivery.content.build import Build
from delivery.content.home import HomeOut, home_out
from delivery.content.lookups import Lookups
from delivery.content.pages import (
    SectionFullOut,
    SectionOut,
    public_sections,
    section_full_out,
    section_out,
)
from delivery.content.search import texts_out
from delivery.content.sitemap import sitemap_entry
from delivery.models import Edition, file_tag, is_filter
from delivery.search.entries import Texts
from delivery.serialization import to_json

# Raised whenever the same source gives other bytes; editions of another version are compiled again.
VERSION = 13


class IncompletePage(Exception):
    """A script or an importer made a page public that lacks what every public page has."""


@dataclass(frozen=True)
class Compiled:
    """An edition that is not stored yet, and all that is stored with it.

    A further part, such as the texts for the search, is a field here, which is filled where the edition is compiled:
    `delivery.rows` writes it in the transaction of the edition, and it is deleted with the row of the edition.
    """

    edition: Edition
    tags: frozenset[str]
    # The `<url>` element of a page; empty for what is not in the sitemap.
    sitemap: str = ""
    # What the search finds of an article; None for what it does not find.
    texts: Texts | None = None

    @property
    def dated_tags(self) -> dict[str, datetime | None]:
        """Return the tags, with the date where a list is ordered by it: those that it is filtered by."""
        return {tag: self.edition.published_at if is_filter(tag) else None for tag in self.tags}

    def columns(self) -> dict[str, object]:
        """Return what is stored of the page."""
        names = [field.attname for field in Edition._meta.concrete_fields]
        return {name: getattr(self.edition, name) for name in names if name != "id"}


def fingerprint() -> str:
    """Return what bytes depend on besides content: version of the compiler, image URLs and crops, public URL."""
    urls = [signing_key_id(), settings.PUBLIC_URL, *settings.IMAGE_CROPS]
    return f"{VERSION}/{hashlib.sha256(' '.join(urls).encode()).hexdigest()}"


def compile_page(page_id: int, *, lookups: Lookups) -> Compiled | None:
    """Compile one page; return None if the public may not read it."""
    page = _public_page(page_id, lookups)
    if page is None:
        return None
    build = build_for(page, lookups)
    path = _path(page, build)
    outline, whole, card_valid_until = _profiles(page, path, build)
    article = outline if isinstance(outline, ArticleCardOut) else None
    is_listed = article is not None and page.alias_of_id is None
    edition = Edition(
        id=page.pk,
        type=outline.type,
        locale=outline.locale,
        path=path,
        slug=outline.slug,
        url_path=page.url_path,
        is_listed=is_listed,
        sort_title=sort_key(page.title),
        published_at=article.published_at if article else None,
        updated_at=page.last_published_at or page.latest_revision_created_at or lookups.now,
        card=to_json(outline),
        full=to_json(whole),
        expires_at=page.expire_at,
        card_valid_until=card_valid_until,
        revision_id=page.live_revision_id,
        digest=digest_of(page) if is_listed else "",
        url=outline.url,
        comment_policy=article.comments.policy if article else "",
        comments_close_at=article.comments.closes_at if article else None,
        guid=str(uuid.uuid5(page.translation_key, outline.locale)),
    )
    filters = _filters(page, article, build) if article and is_listed else set()
    # The bytes of a section are sent with the number of its articles.
    counted = [f"section={nfc(page.slug)}"] if isinstance(page, SectionPage) else []
    compiled = finished(edition, build, filters=filters, counted=counted)
    texts = texts_out(page, article, filters) if article and is_listed else None
    return replace(compiled, sitemap=sitemap_entry(whole), texts=texts)


def finished(
    edition: Edition, build: Build, *, filters: Collection[str] = (), counted: Sequence[str] = ()
) -> Compiled:
    """Complete an edition that has its bytes with all that follows from them and from what they depend on.

    `filters` are those of lists that it matches. It changes with the lists `counted`, because it is sent with the
    number of their articles.
    """
    edition.etag = hashlib.sha256(b"\n".join([edition.card, edition.full])).hexdigest()[:32]
    edition.valid_until = build.valid_until
    edition.compiler = fingerprint()
    lists = cache_tags.list_tags([counted], None) if counted else []
    edition.cache_tags = " ".join(filter(None, [*lists, cache_tags.shown(build.tags)]))
    edition.defects, edition.has_defects = build.defects, bool(build.defects)
    tags = frozenset(build.tags.union(filters, map(file_tag, build.offered)))
    return Compiled(edition, tags)


def build_for(page: Page, lookups: Lookups) -> Build:
    """Return the state for compiling a public page, or the site that it begins."""
    language = lookups.once("locale", page.locale_id, lambda: str(page.locale.language_code))
    build = Build(now=lookups.now, shared=lookups, language=language)
    build.base_url = build.url_of(page)
    build.depends_on("page", page.pk)
    build.depends_on("locale", page.locale_id)
    return build


def _public_page(page_id: int, lookups: Lookups) -> ArticlePage | SectionPage | HomePage | None:
    page = lookups.source(page_id)
    if isinstance(page, ArticlePage | SectionPage | HomePage):
        _refuse_incomplete(page)
        return page
    if page is not None and page.content_type.app_label == ArticlePage._meta.app_label:
        raise IncompletePage("the row of its own type is missing")
    return None


def _refuse_incomplete(page: ArticlePage | SectionPage | HomePage) -> None:
    missing = [name for name in ("title", "slug") if not getattr(page, name).strip()]
    is_dated = not isinstance(page, ArticlePage) or page.published_at or page.first_published_at
    if not is_dated and page.alias_of_id is None:
        missing.append("first_published_at")
    if missing:
        raise IncompletePage(f"empty: {', '.join(missing)}")


def sort_key(title: str) -> str:
    """Return a title folded so that every database sorts it alike: no case, no accents, ß as ss (DIN 5007-1)."""
    folded = unicodedata.normalize("NFKD", title.casefold())
    return "".join(character for character in folded if not unicodedata.combining(character))[:255]


def _profiles(
    page: Page, path: str, build: Build
) -> tuple[ArticleCardOut | SectionOut | HomeOut, ArticleFullOut | SectionFullOut | HomeOut, datetime | None]:
    """Build the two profiles of a page, `card` and `full`, and return until when the card is valid.

    Those of a home page are the same.
    """
    if isinstance(page, ArticlePage):
        card = card_out(page, build)
        until = build.valid_until
        return card, full_out(page, card, build), until
    if isinstance(page, SectionPage):
        section = section_out(page, build)
        return section, section_full_out(page, section, build), None
    home = home_out(page, path, build)
    return home, home, None


def _path(page: Page, build: Build) -> str:
    """Return the path of a page. It is a defect if it begins with another language."""
    path = decoded(build.path_of(page))
    if not path.startswith(f"/{build.language_of(page)}/"):
        build.add_defect("language", "OTHER", path.split("/")[1])
    return path


def _filters(article: ArticlePage, card: ArticleCardOut, build: Build) -> set[str]:
    return {
        *(f"section={nfc(section.slug)}" for section in public_sections(article, build)),
        *(f"author={author.slug}" for author in card.authors),
        *(f"tag={tag.slug}" for tag in card.tags),
    }
