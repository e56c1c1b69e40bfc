"""The demo's comments: `demo.json` has threads with every status, written by services with times in the past."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.text import slugify

from cms.models import ArticlePage
from comments.forms import CommentForm, ReportSubmission
from comments.models import Comment
from comments.moderation import Status
from comments.services import (
    accept_comment,
    edit_comment,
    erase_comment,
    feature_comment,
    moderate_comment,
    open_case,
    refresh_newsroom_names,
    reply_as_newsroom,
    withdraw_comment,
)

MODERATOR = "moderation"
THREADS = Path(__file__).with_suffix(".json")


def seed(*, now: datetime) -> int:
    """Write the threads of the articles that have no comments yet and return the number of all comments."""
    refresh_newsroom_names()
    moderator = get_user_model().objects.get(username=MODERATOR)
    for thread in json.loads(THREADS.read_text(encoding="utf-8")):
        article = ArticlePage.objects.filter(
            locale__language_code=thread["locale"], slug=thread["article"], alias_of=None
        ).first()
        if article is None or article.reader_comments.exists():
            continue
        for entry in thread["comments"]:
            _write(entry, thread["locale"], article.pk, None, moderator, now)
    return Comment.objects.count()


def _write(
    entry: dict[str, Any],
    locale: str,
    article_id: int,
    parent: Comment | None,
    moderator: Any,
    now: datetime,
) -> None:
    """Write a comment `minutes` before `now` and its replies, and move it to its `status`, `PUBLISHED` by default.

    One with an `edited` text was published with the first one and waits with the other.
    """
    at = now - timedelta(minutes=entry["minutes"])
    if parent and entry.get("by_newsroom"):
        reply_as_newsroom(comment_id=parent.pk, text=entry["text"], moderator=moderator, now=at)
        return
    comment = _accept(entry, locale, article_id, parent, at)
    status = Status(entry.get("status", Status.PUBLISHED))
    replies = entry.get("replies", [])
    if replies or "edited" in entry or status in (Status.PUBLISHED, Status.HIDDEN):
        _decide(comment, Status.PUBLISHED, moderator, at + timedelta(minutes=4))
    if entry.get("featured"):
        _feature(comment, moderator, at + timedelta(minutes=5))
    for report in entry.get("reports", []):
        open_case(comment=comment, submission=ReportSubmission(**report), now=at + timedelta(minutes=4))
    for reply in replies:
        _write(reply, locale, article_id, comment, moderator, now)
    later = at + timedelta(minutes=5)
    if "edited" in entry:
        edit_comment(comment_id=comment.pk, text=entry["edited"], now=later)
    if status in (Status.REJECTED, Status.SPAM, Status.HIDDEN):
        _decide(comment, status, moderator, later, entry.get("reason", ""))
    elif status == Status.WITHDRAWN:
        withdraw_comment(comment_id=comment.pk, now=later)
    elif status == Status.ERASED:
        erase_comment(comment_id=comment.pk, now=later)


def _accept(
    entry: dict[str, Any], locale: str, article_id: int, parent: Comment | None, at: datetime
) -> Comment:
    form = CommentForm(
        {
            "name": entry["name"],
            "email": f"{slugify(entry['name'])}@example.org",
            "text": entry["text"],
            "consent": True,
            "locale": locale,
            "parent": parent.pk if parent else None,
        }
    )
    if not form.is_valid():
        raise ValueError(form.errors.as_json())
    return accept_comment(article_id=article_id, submission=form.submission, now=at)


def _feature(comment: Comment, moderator: Any, at: datetime) -> None:
    feature_comment(
        comment_id=comment.pk,
        featured=True,
        expected_version=comment.version,
        moderator=moderator,
        now=at,
    )


def _decide(comment: Comment, to: Status, moderator: Any, at: datetime, reason: str = "") -> None:
    moderate_comment(
        comment_id=comment.pk,
        to=to,
        expected_version=comment.version,
        moderator=moderator,
        now=at,
        reason=reason,
    )
    comment.refresh_from_db()
