"""What a path of the reader's site leads to: a page, another URL, a page that is gone, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.conf import settings
from wagtail.models import Site

from cms.addresses import plain_paths, quoted_path, safe_url
from cms.redirects import redirect_keys
from delivery.read.editions import EditionRow, rows_of, select
from delivery.read.statements import Record, any_of, fetch, is_outdated, is_public
from delivery.read.takedowns import Notice

# Redirects of the main site and of all sites that lead to a public page, to one that was taken down, or to any URL. The
# path of a page that is not public is not disclosed.
_REDIRECTS = f"""
    wagtailredirects_redirect AS moved LEFT JOIN wagtailcore_site AS site ON site.id = moved.site_id
    LEFT JOIN delivery_edition AS target ON target.id = moved.redirect_page_id AND {is_public("target")}
    LEFT JOIN cms_takendownpage AS kept_back ON kept_back.page_id = moved.redirect_page_id
    LEFT JOIN cms_takedown AS takedown ON takedown.id = kept_back.takedown_id
    WHERE (moved.site_id IS NULL OR site.is_default_site)
    AND (moved.redirect_page_id IS NULL OR target.id IS NOT NULL OR takedown.id IS NOT NULL)
"""
# A page that exists but is not public gets the answer of one that never existed, unless it was taken down.
_GONE_PATHS = """
    delivery_gonepath AS gone
    LEFT JOIN wagtailcore_page AS still ON still.id = gone.page_id AND still.url_path = gone.url_path
    LEFT JOIN cms_takendownpage AS kept_back ON kept_back.page_id = gone.page_id
    LEFT JOIN cms_takedown AS takedown ON takedown.id = kept_back.takedown_id
    WHERE (still.id IS NULL OR takedown.id IS NOT NULL)
"""


@dataclass(frozen=True)
class MovedTo:
    """A redirect to an absolute URL."""

    to: str
    permanent: bool


@dataclass(frozen=True)
class Gone:
    """A page had this path, and none has it now. `notice` says what became of one that was taken down."""

    notice: Notice | None = None


def resolve_path(address: str, *, now: datetime) -> EditionRow | MovedTo | Gone | None:
    """Return what an address on the reader's site leads to: a path, percent-encoded or not, with or without a query.

    A redirect that names parameters of the query comes before the page with this path, any other after it.
    """
    paths = plain_paths(address)
    *with_query, _without = keys = redirect_keys(address)
    if "/" in paths:
        moved = _elsewhere(with_query, paths, now) if with_query else None
        return moved or MovedTo(f"{settings.PUBLIC_URL}/{_first_language()}/", permanent=False)
    page = _page(paths, with_query, now)
    elsewhere = _elsewhere(keys, paths, now) if page is None or page["is_redirected"] else None
    if page is None or isinstance(elsewhere, MovedTo):
        return elsewhere
    return rows_of([page], now=now)[0]


def _first_language() -> str:
    """Return the language of the page that the main site begins with."""
    roots = Site.objects.filter(is_default_site=True).values_list(
        "root_page__locale__language_code", flat=True
    )
    return roots.first() or settings.LANGUAGE_CODE


def _page(paths: Sequence[str], with_query: Sequence[str], now: datetime) -> Record | None:
    """Return the public page with the first of these paths that one has, which may be an alias, or None.

    `is_redirected` says whether there is a redirect from one of the addresses with a query.
    """
    path, key = any_of("e.path", "path", paths), any_of("moved.old_path", "key", with_query)
    is_redirected = f"EXISTS (SELECT 1 FROM {_REDIRECTS} AND {key.condition})" if with_query else "FALSE"
    statement = f"""
        {select("full", f"{is_redirected} AS is_redirected")} WHERE {is_public("e")} AND {path.condition}
        ORDER BY {path.order}, e.id LIMIT 1
    """
    return next(iter(fetch(statement, path.values | key.values, now=now)), None)


def _elsewhere(keys: Sequence[str], paths: Sequence[str], now: datetime) -> MovedTo | Gone | None:
    """Return the redirect from the first of the keys that has one, or else what was at one of the paths.

    A redirect of the main site comes before one of all sites, and one to what was taken down comes last.
    """
    key, path = any_of("moved.old_path", "key", keys), any_of("gone.path", "path", paths)
    statement = f"""
        SELECT redirect.*, gone.* FROM (SELECT 1 AS row) AS one
        LEFT JOIN (
            SELECT moved.redirect_link, moved.is_permanent, target.id, target.path,
                {is_outdated("target")} AS is_outdated, takedown.locale AS old_locale, takedown.sentences AS old_sentences
            FROM {_REDIRECTS} AND {key.condition}
            ORDER BY takedown.id IS NOT NULL, {key.order}, moved.site_id IS NULL, moved.id LIMIT 1
        ) AS redirect ON TRUE
        LEFT JOIN (
            SELECT gone.path AS gone_path, takedown.locale, takedown.sentences
            FROM {_GONE_PATHS} AND {path.condition} ORDER BY takedown.id IS NULL LIMIT 1
        ) AS gone ON TRUE
    """
    (found,) = fetch(statement, key.values | path.values, now=now)
    url = _target(found)
    if url:
        return MovedTo(url, permanent=bool(found["is_permanent"]))
    notices = ((found[f"{kind}locale"], found[f"{kind}sentences"]) for kind in ("", "old_"))
    notice = next((Notice(locale, orjson.loads(texts)) for locale, texts in notices if locale), None)
    return Gone(notice) if notice or found["gone_path"] is not None else None


def _target(redirect: Record) -> str | None:
    """Return the absolute URL that a redirect leads to, or None if there is no redirect or its link is unusable."""
    if redirect["path"] is not None:
        return f"{settings.PUBLIC_URL}{quoted_path(redirect['path'])}"
    link = redirect["redirect_link"]
    url = safe_url(link, f"{settings.PUBLIC_URL}/") if link else None
    return url if url and url.startswith("http") else None
