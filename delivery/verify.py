"""The difference between what is stored and what would be compiled now."""

from datetime import datetime

from comments.selectors import published_count
from delivery.compile import Compiled, compile_page
from delivery.models import Edition, EditionTag

# A copy without a date of its own carries the moment of compiling.
_NOT_COMPARED = frozenset({"updated_at"})


def reason_of_drift(page_id: int, *, now: datetime) -> str:
    """This will compile a page in memory and say how its edition differs; nothing if it does not."""
    try:
        compiled = compile_page(page_id, now=now)
    except Exception as error:
        # Found out here, it is as good a reason as another: marked, the page gets its pause.
        return f"cannot be compiled: {type(error).__name__}: {error}"
    edition = Edition.objects.filter(pk=page_id).first()
    if compiled is None:
        return "is shown and should not be" if edition and edition.is_public_at(now) else ""
    if edition is None or edition.hidden:
        return "should be shown and is not"
    return _difference(edition, compiled)


def _difference(edition: Edition, compiled: Compiled) -> str:
    wanted = {name: value for name, value in compiled.columns().items() if name not in _NOT_COMPARED}
    differing = [name for name in wanted if _plain(getattr(edition, name)) != _plain(wanted[name])]
    if (
        dict(EditionTag.objects.filter(edition=edition).values_list("tag", "published_at"))
        != compiled.dated_tags
    ):
        differing.append("tags")
    if edition.type == "article" and edition.comment_count != published_count(edition.page_id):
        differing.append("comment_count")
    return f"differs in {', '.join(differing)}" if differing else ""


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
