"""The only writer of corrections and of the versions of articles.

The number of a version is settled while the invalidation of its page is locked: by whoever publishes (its receiver
has written the invalidation before a correction is added) and by whoever keeps a version (`delivery.store`). So a
correction names the version that readers had at its commit.
"""

import hashlib
import json
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cms.models.record import ArticleVersion, Correction

# That module imports this one, because saving an article adds a correction.
if TYPE_CHECKING:
    from cms.models.pages.article import ArticlePage

WITHHOLD = "cms.withhold_version"
WITHHELD_ACTION, SHOWN_ACTION = "cms.withhold_version", "cms.show_version"


def digest_of(article: "ArticlePage") -> str:
    """Return a digest of an article's own fields, read from its row: with another one readers get another version.

    It must stay as it is: if it gave something else for the same article, a version of every article would be kept.
    """
    author_ids = [line.author_id for line in article.article_authors.all()]
    fields = [article.kicker, article.title, article.lead, article.image_id, author_ids]
    text = json.dumps([*fields, list(article.body.raw_data)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def published_digest(article: "ArticlePage") -> str | None:
    """Return the digest of an article's row as it is stored now, or None if it has never been published."""
    stored = type(article)._default_manager.filter(pk=article.pk, first_published_at__isnull=False).first()
    return digest_of(stored) if stored else None


def is_newest_note(page_id: int | None, note: str) -> bool:
    """Return whether a note is that of the newest correction of an article."""
    newest = Correction.objects.filter(page_id=page_id).values_list("text", flat=True).first()
    return note == newest


def is_consumed(page_id: int | None, note: str, *, since: str | None) -> bool:
    """Return whether the note of a revision has become a correction; `since` is when the revision before was made."""
    same = Correction.objects.filter(page_id=page_id, text=note)
    return is_newest_note(page_id, note) or (same.filter(at__gte=since) if since else same).exists()


def add_correction(article: "ArticlePage", note: str, *, digest_before: str | None, now: datetime) -> None:
    """Add a correction after an article was saved, in the same transaction; the newest one again adds nothing.

    `digest_before` is that of the row before, or None if the article has never been published.
    """
    if is_newest_note(article.pk, note):
        return
    version = None
    if digest_before is not None:
        version = _wrong_version(type(article)._default_manager.get(pk=article.pk), digest_before)
    Correction.objects.create(page=article, at=now, text=note, version=version)


def _wrong_version(article: "ArticlePage", digest_before: str) -> int | None:
    """Return the number of the version that readers have or had last; None if what is published says the same."""
    last = ArticleVersion.objects.filter(page=article).first()
    number, digest = _number_after(last), digest_before
    if last and last.replaced_at is None:
        number, digest = last.number, last.digest
    return number if digest != digest_of(article) else None


def is_wrong(page_id: int) -> bool:
    """Return whether a correction names the version that would be kept next."""
    number = _number_after(ArticleVersion.objects.filter(page_id=page_id).first())
    return Correction.objects.filter(page_id=page_id, version=number).exists()


def _number_after(last: ArticleVersion | None) -> int:
    return last.number + 1 if last else 1


def keep_version(
    page_id: int, *, digest: str, published_at: datetime, replaced_at: datetime | None, content: bytes
) -> None:
    """Keep what readers had of an article, as JSON; `replaced_at` is None if it was taken off.

    It is kept already if the article has been taken off and shown again as it was.
    """
    last = ArticleVersion.objects.filter(page_id=page_id).first()
    if last and last.replaced_at is None:
        replace_version(page_id, digest="", replaced_at=replaced_at)
        return
    ArticleVersion.objects.create(
        page_id=page_id,
        number=_number_after(last),
        digest=digest,
        published_at=published_at,
        replaced_at=replaced_at,
        content=zlib.compress(content, 9),
    )


def replace_version(page_id: int, *, digest: str, replaced_at: datetime | None) -> None:
    """Note that an article that was taken off is shown again; with the same digest nothing was replaced."""
    taken_off = ArticleVersion.objects.filter(page_id=page_id, replaced_at=None)
    taken_off.exclude(digest=digest).update(replaced_at=replaced_at)


def content_of(version: ArticleVersion) -> Any:
    """Return what a version keeps of the article."""
    return json.loads(unpacked(version.content))


def unpacked(content: Any) -> bytes:
    """Return the JSON of a version from its column."""
    return zlib.decompress(content)


@transaction.atomic
def withhold_version(version: ArticleVersion, *, user: Any, now: datetime) -> None:
    """Hide a version from readers. One that is hidden already stays as it is."""
    _set_withheld(version, WITHHELD_ACTION, user=user, at=now)


@transaction.atomic
def show_version(version: ArticleVersion, *, user: Any) -> None:
    """Show a version again that was hidden from readers."""
    _set_withheld(version, SHOWN_ACTION, user=user, at=None)


def _set_withheld(version: ArticleVersion, action: str, *, user: Any, at: datetime | None) -> None:
    if not user.has_perm(WITHHOLD):
        raise PermissionDenied
    locked = ArticleVersion.objects.select_for_update().get(pk=version.pk)
    if (locked.withheld_at is None) == (at is None):
        return
    locked.withheld_at, locked.withheld_by = at, user if at else None
    locked.save(update_fields=["withheld_at", "withheld_by"])
    log(instance=locked.page, action=action, user=user, data={"version": locked.number})
