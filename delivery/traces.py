"""What a page has kept although it had no edition for some time: comments, its path among the gone ones, a version."""

from typing import NamedTuple

from django.db import connection

from cms import record
from comments.moderation import Status
from delivery.models import Edition, GonePath

# By hand and in one statement: nearly all pages that are compiled for the first time have none of it.
_STATEMENT = """
    SELECT
        (SELECT count(*) FROM comments_comment WHERE article_id = %(page_id)s AND status = %(published)s),
        EXISTS (SELECT 1 FROM delivery_gonepath WHERE path = %(path)s),
        EXISTS (SELECT 1 FROM cms_articleversion WHERE page_id = %(page_id)s AND replaced_at IS NULL)
"""


class _Traces(NamedTuple):
    comments: int
    is_gone: bool
    was_taken_off: bool


def take_up(new: Edition) -> None:
    """Let the first edition of a page, or the first one since it was taken off, take up what the page has kept."""
    if not new.path:
        return
    with connection.cursor() as cursor:
        values: dict[str, int | str] = {
            "page_id": new.id,
            "path": new.path,
            "published": str(Status.PUBLISHED),
        }
        cursor.execute(_STATEMENT, values)
        traces = _Traces(*cursor.fetchone())
    new.comment_count = traces.comments if new.type == "article" else 0
    if traces.is_gone:
        GonePath.objects.filter(path=new.path).delete()
    if traces.was_taken_off and new.digest:
        record.replace_version(new.id, digest=new.digest, replaced_at=new.updated_at)
