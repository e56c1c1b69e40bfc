"""The difference between what is stored and what would be compiled now."""

from datetime import datetime

from api.delivery.compiler import Compiled, compile_page
from api.delivery.jobs import page_ids
from api.delivery.models import Edition, EditionTag
from comments.selectors import published_count


def find_drift(*, now: datetime) -> list[tuple[int, str]]:
    """This will compile every page in memory and return id and reason for each that differs."""
    reasons = ((page_id, _reason(page_id, now=now)) for page_id in page_ids())
    return [(page_id, reason) for page_id, reason in reasons if reason]


def _reason(page_id: int, *, now: datetime) -> str:
    compiled = compile_page(page_id, now=now)
    edition = Edition.objects.filter(pk=page_id).first()
    is_shown = edition is not None and not edition.hidden
    if compiled is None:
        expired = edition is not None and edition.expires_at is not None and edition.expires_at <= now
        return "is shown and should not be" if is_shown and not expired else ""
    if edition is None or not is_shown:
        return "should be shown and is not"
    return _difference(edition, compiled)


def _difference(edition: Edition, compiled: Compiled) -> str:
    # A copy without a date of its own carries the moment of compiling.
    stored = {name: getattr(edition, name) for name in compiled.columns() if name != "updated_at"}
    wanted = {name: value for name, value in compiled.columns().items() if name != "updated_at"}
    differing = [name for name in wanted if _plain(stored[name]) != _plain(wanted[name])]
    if set(EditionTag.objects.filter(edition=edition).values_list("tag", flat=True)) != compiled.tags:
        differing.append("tags")
    if edition.type == "article" and edition.comment_count != published_count(edition.page_id):
        differing.append("comment_count")
    return f"differs in {', '.join(differing)}" if differing else ""


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
