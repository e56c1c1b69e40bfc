"""From a page to its edition, without touching the read model: read the source, build the bytes."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from wagtail.models import Page

from cms.models import ArticlePage, HomePage, SectionPage
from cms.renditions import signing_key_id
from cms.selectors import public_sites
from delivery.caching import tags as cache_tags
from delivery.content.articles import card_out, full_out, publication, rules_of
from delivery.content.build import Compilation
from delivery.content.pages import home_out, public_sections, section_out
from delivery.models import is_filter
from delivery.serialization import to_json

# Raised whenever the same source gives other bytes; editions of another version are compiled again.
VERSION = 5


@dataclass(frozen=True)
class Compiled:
    """The columns of an `Edition` and the tags that belong to it."""

    page_id: int
    type: str
    locale: str
    path: str
    slug: str
    url_path: str
    is_listed: bool
    sort_title: str
    published_at: datetime | None
    updated_at: datetime
    card: bytes
    full: bytes
    etag: str
    expires_at: datetime | None
    valid_until: datetime | None
    revision_id: int | None
    compiler: str
    url: str
    comment_policy: str
    comments_close_at: datetime | None
    cache_tags: str
    defects: list[dict[str, str]]
    has_defects: bool
    tags: frozenset[str]

    @property
    def dated_tags(self) -> dict[str, datetime | None]:
        """Return the tags, with the date where a list is ordered by it: those that it is filtered by."""
        return {tag: self.published_at if is_filter(tag) else None for tag in self.tags}

    def columns(self) -> dict[str, object]:
        """This will return the values for the row itself."""
        return {name: value for name, value in vars(self).items() if name not in ("tags", "page_id")}


def fingerprint() -> str:
    """This will name what bytes depend on besides content: compiler, public address, key of the pictures."""
    return f"{VERSION} {signing_key_id()} {settings.PUBLIC_URL}"[:200]


def compile_page(page_id: int, *, now: datetime) -> Compiled | None:
    """Compile one page; `None` when there is nothing that the public may read."""
    page = _public_page(page_id, now)
    if page is None:
        return None
    compilation = Compilation(now=now)
    compilation.touch("page", page.pk)
    compilation.touch("locale", page.locale_id)
    is_article = isinstance(page, ArticlePage)
    is_listed = is_article and page.alias_of_id is None
    outline, whole = _outlines(page, compilation)
    rules = rules_of(page, compilation) if is_article else None
    card, full = to_json(outline), to_json(whole)
    tags = compilation.tags | (_filters(page, outline, compilation) if is_listed else set())
    etag = hashlib.sha256(card + b"\n" + full).hexdigest()[:32]
    return Compiled(
        page_id=page.pk,
        type=outline["type"],
        locale=compilation.language_of(page),
        path=compilation.place_of(page)[2],
        slug=page.slug,
        url_path=page.url_path,
        is_listed=is_listed,
        sort_title=sort_key(page.title),
        published_at=publication(page) if is_article else None,
        updated_at=page.last_published_at or page.latest_revision_created_at or now,
        card=card,
        full=full,
        etag=etag,
        expires_at=page.expire_at,
        valid_until=compilation.valid_until,
        revision_id=page.live_revision_id,
        compiler=fingerprint(),
        url=outline["url"],
        comment_policy=rules.policy.value if rules else "",
        comments_close_at=rules.closes_at if rules else None,
        cache_tags=_cache_tags(page, compilation),
        defects=compilation.defects,
        has_defects=bool(compilation.defects),
        tags=frozenset(tags),
    )


def _public_page(page_id: int, now: datetime) -> ArticlePage | SectionPage | HomePage | None:
    if page_id not in public_sites([page_id], now=now):
        return None
    page = Page.objects.filter(pk=page_id).specific().first()
    return page if isinstance(page, ArticlePage | SectionPage | HomePage) else None


def sort_key(title: str) -> str:
    """This will fold a title so that every database sorts it alike: no case, no accents, ß as ss (DIN 5007-1)."""
    folded = unicodedata.normalize("NFKD", title.casefold())
    return "".join(character for character in folded if not unicodedata.combining(character))[:255]


def _outlines(page: Page, compilation: Compilation) -> tuple[dict[str, Any], dict[str, Any]]:
    if isinstance(page, ArticlePage):
        card = card_out(page, compilation)
        return card, full_out(page, card, compilation)
    out = home_out(page, compilation) if isinstance(page, HomePage) else section_out(page, compilation)
    return out, out


def _cache_tags(page: Page, compilation: Compilation) -> str:
    told = cache_tags.shown(compilation.tags)
    # A section also tells how many articles it has.
    counted = cache_tags.list_tags([[f"section={page.slug}"]], None) if isinstance(page, SectionPage) else []
    return " ".join([*counted, told])


def _filters(article: ArticlePage, card: dict[str, Any], compilation: Compilation) -> set[str]:
    return {
        *(f"section={section.slug}" for section in public_sections(article, compilation)),
        *(f"author={author['slug']}" for author in card["authors"]),
        *(f"tag={tag['slug']}" for tag in card["tags"]),
    }
