"""From an object that is no page to the columns of its edition: read the source and build the bytes.

For each kind a function that compiles one object, and one that names the public ones.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from cms.addresses import nfc
from cms.models import Author, Download, HomePage, Image
from cms.selectors import public_ids
from delivery.compile import Compiled, build_for, finished, sort_key
from delivery.content.authors import author_out
from delivery.content.build import Build
from delivery.content.lookups import Lookups
from delivery.content.media import download_out, image_out
from delivery.content.schema import Content
from delivery.content.site import site_out
from delivery.counts import has_articles, names_with_articles
from delivery.models import Edition, file_tag
from delivery.serialization import to_json
from delivery.subjects import Kind, edition_id


def compile_author(author_id: int, *, lookups: Lookups) -> Compiled | None:
    """Compile an author; return None without an article, because then nothing of them is public."""
    author = Author.objects.filter(pk=author_id).first()
    if author is None or not has_articles(_list_of(author.slug)):
        return None
    build = Build(now=lookups.now, shared=lookups)
    out = author_out(author, build)
    edition = Edition(
        id=edition_id("author", author_id),
        type=out.type,
        slug=out.slug,
        sort_title=sort_key(out.name),
        updated_at=lookups.now,
        url=out.url,
        is_listed=False,
    )
    # The bytes are sent with the number of the articles.
    return finished(_with_bytes(edition, out), build, counted=[_list_of(out.slug)])


def public_authors() -> dict[int, str]:
    """Return the ids and names of the authors with articles."""
    named = names_with_articles("author")
    authors = Author.objects.order_by().values_list("pk", "slug", "name")
    return {author_id: name for author_id, slug, name in authors if nfc(slug) in named}


def compile_site(home_id: int, *, lookups: Lookups) -> Compiled | None:
    """Compile the site that a home page begins; return None if the public may not read that page."""
    home = lookups.source(home_id)
    if not isinstance(home, HomePage):
        return None
    build = build_for(home, lookups)
    out = site_out(home, build)
    edition = Edition(
        id=edition_id("site", home_id),
        type=out.type,
        locale=out.locale,
        updated_at=lookups.now,
        url=out.url,
        expires_at=home.expire_at,
        is_listed=False,
    )
    return finished(_with_bytes(edition, out), build)


def public_home_pages(*, now: datetime) -> dict[int, datetime | None]:
    """Return the ids of the public home pages, with the times at which they expire."""
    ends = dict(HomePage.objects.live().order_by().values_list("pk", "expire_at"))
    return {home_id: ends[home_id] for home_id in public_ids(ends, now=now)}


def compile_image(image_id: int, *, lookups: Lookups) -> Compiled | None:
    """Compile an image as articles show it. Whether it is public depends on the articles, when it is read."""
    image = lookups.images.get(image_id)
    return _in_each_language("image", image, lambda build: image_out(image, build), lookups)


def compile_download(download_id: int, *, lookups: Lookups) -> Compiled | None:
    """Compile a download as articles offer it. Its own edition makes it public only if it is public on its own."""
    download = lookups.downloads.get(download_id)
    compiled = _in_each_language("download", download, lambda build: download_out(download, build), lookups)
    if compiled is None or (download and download.public_on_its_own):
        return compiled
    return Compiled(compiled.edition, compiled.tags - {file_tag(download_id)})


def images() -> dict[int, str]:
    """Return the ids and titles of all images."""
    return dict(Image.objects.order_by().values_list("pk", "title"))


def downloads() -> dict[int, str]:
    """Return the ids and titles of all downloads."""
    return dict(Download.objects.order_by().values_list("pk", "title"))


def _in_each_language(
    kind: Kind, item: Image | Download | None, out: Callable[[Build], Content], lookups: Lookups
) -> Compiled | None:
    """Compile a part of articles for itself: `card` has it by language, `full` in the newsroom's own.

    It has no defects: the report names the articles that show it.
    """
    if item is None:
        return None
    build = Build(now=lookups.now, shared=lookups)
    texts = {}
    for language, _name in settings.LANGUAGES:
        build.language = language
        texts[language] = out(build)
    build.defects.clear()
    edition = Edition(
        id=edition_id(kind, item.pk),
        type=kind,
        sort_title=sort_key(item.title),
        updated_at=lookups.now,
        is_listed=False,
        card=to_json(texts),
        full=to_json(texts[settings.LANGUAGE_CODE]),
    )
    return finished(edition, build)


def _list_of(slug: str) -> str:
    return f"author={nfc(slug)}"


def _with_bytes(edition: Edition, out: Content) -> Edition:
    """Return an edition with its bytes, which are the same in both profiles."""
    edition.card = edition.full = to_json(out)
    return edition
