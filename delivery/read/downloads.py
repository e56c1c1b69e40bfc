"""Which files the public may fetch: the gate of everything that is told about a single download."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings

from cms.models import Download
from cms.selectors import private_collection_ids
from delivery.models import file_tag
from delivery.read.statements import Record, fetch, is_named, is_outdated, is_public, sql_time, with_zone


class PublicDownload(NamedTuple):
    """A download that the public may fetch, at least until `expires_at` if there is one."""

    download: Download
    expires_at: datetime | None


def public_download(download_id: int, *, now: datetime) -> PublicDownload | None:
    """Return the download if the public may fetch its file, or None.

    Its collection must be public, and either a public edition links to the file or the file is public on its own.
    """
    download = Download.objects.filter(pk=download_id).first()
    if download is None or download.collection_id in private_collection_ids():
        return None
    if download.public_on_its_own:
        return PublicDownload(download, None)
    edition = _lasting_edition(download_id, now) or _last_edition(download_id, now)
    return PublicDownload(download, with_zone(edition["expires_at"])) if edition else None


def _lasting_edition(download_id: int, now: datetime) -> Record | None:
    """Return any edition that links to the file for longer than caches keep it.

    Without an order, so that the number of editions that link to the file does not matter.
    """
    until = sql_time(now + timedelta(seconds=settings.SHARED_CACHE_SECONDS))
    condition = "(e.expires_at IS NULL OR e.expires_at >= %(until)s)"
    return _edition(f"{condition} LIMIT 1", {"until": until}, download_id, now)


def _last_edition(download_id: int, now: datetime) -> Record | None:
    """Return the edition that links to the file for longest, if all expire soon."""
    return _edition("e.expires_at IS NOT NULL ORDER BY e.expires_at DESC LIMIT 1", {}, download_id, now)


def _edition(condition: str, values: Record, download_id: int, now: datetime) -> Record | None:
    # `CROSS JOIN` makes SQLite start with the tags.
    statement = f"""
        SELECT e.id, e.expires_at, {is_outdated("e")} AS is_outdated
        FROM delivery_editiontag AS its CROSS JOIN delivery_edition AS e
        WHERE its.tag = %(tag)s AND e.id = its.edition_id AND {is_public("e")} AND {is_named("e")}
            AND {condition}
    """
    records = fetch(statement, {"tag": file_tag(download_id), **values}, now=now)
    return next(iter(records), None)
