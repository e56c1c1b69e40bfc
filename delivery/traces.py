"""What a page has kept although it had no edition for some time: its path among the gone ones, and a version."""

from typing import NamedTuple

from django.db import connection

from cms import record
from delivery.models import Edition, GonePath

# By hand and in one statement: nearly all pages that are compiled for the first time have none of it.
_STATEMENT = """
    SELECT
        EXISTS (SELECT 1 FROM delivery_gonepath WHERE path = %(path)s),
        EXISTS (SELECT 1 FROM cms_articleversion WHERE page_id = %(page_id)s AND replaced_at IS NULL)
"""


class _Traces(NamedTuple):
    is_gone: bool
    was_taken_off: bool


def take_up(new: Edition) -> None:
    """Let the first edition of a page, or the first one since it was taken off, take up what the page has kept."""
    if not new.path:
        return
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"page_id": new.id, "path": new.path})
        traces = _Traces(*cursor.fetchone())
    if traces.is_gone:
        GonePath.objects.filter(path=new.path).delete()
    if traces.was_taken_off and new.digest:
        record.replace_version(new.id, digest=new.digest, replaced_at=new.updated_at)
