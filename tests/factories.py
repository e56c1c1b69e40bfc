"""Rows for tests with sensible content, one function for each model."""

import io
import itertools
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.models import Locale, Page, Site

from cms.models import (
    ArticleAuthor,
    ArticlePage,
    Author,
    Download,
    HomePage,
    Image,
    SectionPage,
    SiteSettings,
)
from delivery.jobs import compile_invalidated
from delivery.models import Edition

_numbers = itertools.count(1)
MORNING = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def home() -> HomePage:
    """Return the German home page, the root of the default site."""
    return HomePage.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)


def settings_of_site() -> SiteSettings:
    """Return the settings of the default site."""
    return SiteSettings.for_site(Site.objects.get(is_default_site=True))


def english_home() -> HomePage:
    """Return the English home page, made on first use."""
    german = home()
    english, _ = Locale.objects.get_or_create(language_code="en")
    existing = german.get_translation_or_none(english)
    if existing:
        return existing
    page = german.copy_for_translation(english)
    page.title, page.slug = "Leserbrief", "home-en"
    page.save_revision().publish()
    return HomePage.objects.get(pk=page.pk)


def other_home() -> HomePage:
    """Return the home page of another site, made anew."""
    number, top = next(_numbers), Page.get_first_root_node()
    page: HomePage = top.add_child(
        instance=HomePage(
            title=f"Anderswo {number}", slug=f"anderswo-{number}", rows=[], locale=home().locale
        )
    )
    Site.objects.create(hostname=f"anderswo-{number}.example", root_page=page)
    return page


def section(*, parent: Page | None = None, live: bool = True, **fields: Any) -> SectionPage:
    number = next(_numbers)
    fields = {"title": f"Rubrik {number}", "slug": f"rubrik-{number}", "live": live, **fields}
    return (parent or home()).add_child(instance=SectionPage(**fields))


def article(*, parent: Page | None = None, authors: Any = (), tags: Any = (), **fields: Any) -> ArticlePage:
    """Insert a live article, or a draft with `live=False`: a row without a revision and without an edition."""
    number = next(_numbers)
    values = {
        "title": f"Artikel {number}",
        "slug": f"artikel-{number}",
        "lead": "Ein Satz, der sagt, was neu ist.",
        "body": [("paragraph", "<p>Ein Absatz.</p>")],
        "published_at": MORNING,
        "live": True,
        **fields,
    }
    page = ArticlePage(**values)
    page.article_authors = [ArticleAuthor(author=author) for author in authors]
    if tags:
        page.tags.add(*tags)
    (parent or home()).add_child(instance=page)
    return ArticlePage.objects.get(pk=page.pk)


def compiled_article(**fields: Any) -> ArticlePage:
    """Insert an article and compile it, so that the API, its lists and the log have it."""
    page = article(**fields)
    settle()
    return page


def draft_article(**fields: Any) -> ArticlePage:
    """Save a draft the way the editor does: with a revision that can be published."""
    page = article(live=False, **fields)
    page.save_revision()
    return page


def published_article(**fields: Any) -> ArticlePage:
    """Publish an article the way the editor does, and compile it. Its row names the live revision."""
    page = draft_article(**fields)
    page.get_latest_revision().publish()
    settle()
    return ArticlePage.objects.get(pk=page.pk)


def further_editions(article: ArticlePage, number: int) -> None:
    """Copy the edition of a compiled article, each copy with another page id, to make lists long."""
    edition = Edition.objects.get(pk=article.pk)
    fields = [field.attname for field in Edition._meta.fields if field.attname != "id"]
    values = {name: getattr(edition, name) for name in fields}
    ids = range(edition.id + 1, edition.id + 1 + number)
    Edition.objects.bulk_create(Edition(id=one, **values) for one in ids)


def settle() -> None:
    """Compile the invalidated pages, which outside of tests happens after the commit."""
    while compile_invalidated(timezone.now()):
        pass


def author(**fields: Any) -> Author:
    number = next(_numbers)
    return Author.objects.create(**{"name": f"Autorin {number}", "slug": f"autorin-{number}", **fields})


def image_file(
    *, width: int = 64, height: int = 48, color: str = "#2b6a4d", name: str = "bild.jpg"
) -> ContentFile[bytes]:
    buffer = io.BytesIO()
    Pillow.new("RGB", (width, height), color).save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), name=name)


def text_file(name: str) -> ContentFile[bytes]:
    return ContentFile(b"Text", name=name)


def image(**fields: Any) -> Image:
    number = next(_numbers)
    values = {
        "title": f"Bild {number}",
        "alt_text": "Ein grünes Rechteck",
        "file": image_file(name=f"bild-{number}.jpg"),
        **fields,
    }
    return Image.objects.create(**values)


def download(**fields: Any) -> Download:
    number = next(_numbers)
    values = {
        "title": f"Broschüre {number}",
        "file": ContentFile(b"Text", name=f"broschuere-{number}.txt"),
        **fields,
    }
    return Download.objects.create(**values)


def public_download(**fields: Any) -> Download:
    """Insert a download that readers may fetch although no page links to it."""
    return download(public_on_its_own=True, **fields)


def user(*, username: str = "", groups: Any = (), **fields: Any) -> User:
    made = User.objects.create_user(
        username or f"person-{next(_numbers)}", password="geheim-genug-1", **fields
    )
    made.groups.add(*groups)
    return made
