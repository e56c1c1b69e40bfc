"""What authors do with the text of their own comments."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comments.checks import ABOUT_SENDING, CheckResult
from comments.errors import EditWindowOver, NotEditable
from comments.models import Comment, Decision
from comments.moderation import Actor, Status, is_editable
from comments.receipts import edit_until
from comments.services.authoring import store_hold_reasons, write_text
from comments.services.moves import find_comment, move, stale
from comments.services.threads import change_comment

_WRITTEN = ("text", "html", "fingerprint", "edited_at")


def edit_comment(*, comment_id: UUID, text: str, now: datetime) -> Comment:
    """Give a comment another cleaned text and return it; the same text changes nothing.

    A published comment waits again, and its `public_text` keeps what readers had. What waits or is taken for spam
    stays so. The version rises in each case, so a decision on the old text is refused.

    :raises CommentNotFound: if there is no such comment
    :raises NotEditable: if its author sees neither a waiting nor a published comment
    :raises EditWindowOver: if the time for edits has ended
    :raises StaleDecision: if it was changed at the same moment
    """
    comment = find_comment(comment_id)
    if text == comment.text:
        return comment
    if not is_editable(comment.status):
        raise NotEditable
    if now >= edit_until(comment.created_at):
        raise EditWindowOver
    public_text = comment.text
    # Outside of the transaction: a check that takes long keeps nobody waiting.
    results = write_text(comment, text, now=now)
    comment.edited_at = now
    _store(comment, public_text, results, now)
    return comment


@transaction.atomic
def _store(comment: Comment, public_text: str, results: list[CheckResult], now: datetime) -> None:
    written = {name: getattr(comment, name) for name in _WRITTEN}
    done: Decision | bool | None
    if comment.status == Status.PUBLISHED:
        done = move(
            comment,
            to=Status.PENDING,
            actor=Actor.AUTHOR,
            now=now,
            changes={**written, "public_text": public_text},
        )
    else:
        done = change_comment(comment, written)
    if not done:
        if comment.text == written["text"]:
            return
        raise stale(comment)
    # What the form told of the sending holds for every text of the comment.
    comment.hold_reasons.exclude(code__in=ABOUT_SENDING).delete()
    store_hold_reasons(comment, results)
