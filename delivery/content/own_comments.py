"""A comment as its author sees it, as JSON: the receipt, and what became of it."""

from collections.abc import Iterable
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic import Field, WithJsonSchema

from comments.mails.letters import MAILS
from comments.models import Comment, Decision, EmailReveal, Mail
from comments.moderation import Actor, Status, status_for_author
from comments.notices import Notice
from comments.privacy import decrypt_email
from comments.receipts import edit_until, receipt_for
from delivery.content.comments import comment_url
from delivery.content.schema import Content, Moment, Url

_STATUSES = sorted({status_for_author(status).value for status in Status})
NoticeName = Annotated[str, WithJsonSchema({"type": "string", "enum": Notice.values})]
OwnStatus = Annotated[str, WithJsonSchema({"type": "string", "enum": _STATUSES})]


class ReceiptOut(Content):
    """The answer to a comment that was taken. Whoever has the receipt may ask for the comment."""

    id: UUID
    status: Literal["PENDING"] = "PENDING"
    receipt: str
    edit_until: Moment
    message: str


class OwnCommentOut(Content):
    """A reader's own comment."""

    id: UUID
    article: int
    status: OwnStatus
    reason: str | None
    text: str
    created_at: Moment
    edit_until: Moment
    url: Url | None


class PreviewOut(Content):
    """A text as HTML, as a comment with it would be shown."""

    html: str


class ExportedCommentOut(Content):
    """A comment as it is stored, without digests: with a copy of the database they could be compared."""

    id: UUID
    article: int
    parent: UUID | None
    status: OwnStatus
    name: str
    email: str
    text: str
    html: str
    public_text: str | None = Field(
        description="What readers had before an edit, until an hour after the decision on it."
    )
    locale: str
    avatar: str
    featured: bool
    notify: list[NoticeName] = Field(description="What the author is told by e-mail.")
    address_confirmed_at: Moment | None
    created_at: Moment
    edited_at: Moment | None
    published_at: Moment | None
    url: Url | None


class ExportedConsentOut(Content):
    """What the author agreed to, and when."""

    version: str
    at: Moment


class ExportedDecisionOut(Content):
    """A change of the status, without the name of a moderator."""

    status: OwnStatus
    by: Annotated[str, WithJsonSchema({"type": "string", "enum": Actor.values})]
    reason: str | None
    at: Moment


class ExportedMailOut(Content):
    """An e-mail that was sent to the author. `reply` is the comment that it tells of."""

    kind: Annotated[str, WithJsonSchema({"type": "string", "enum": sorted(MAILS)})]
    reply: UUID | None
    at: Moment


class ExportOut(Content):
    """Everything about a comment that its author may know."""

    comment: ExportedCommentOut
    consent: ExportedConsentOut | None
    decisions: list[ExportedDecisionOut]
    email_seen_at: list[Moment] = Field(description="When a moderator had the e-mail address shown.")
    mails: list[ExportedMailOut] = Field(description="The e-mails of the last 30 days.")


def receipt_out(comment: Comment) -> ReceiptOut:
    """Build the answer to a submitted comment.

    It is the same whatever the checks noticed, so that a spammer learns nothing from it.
    """
    with override(comment.locale):
        message = _("Your comment is waiting for approval.")
    return ReceiptOut(
        id=comment.pk,
        receipt=receipt_for(comment_id=comment.pk, receipt_version=comment.receipt_version),
        edit_until=edit_until(comment.created_at),
        message=message,
    )


def own_comment_out(comment: Comment, reason: str | None, *, article_url: str) -> OwnCommentOut:
    """Build the JSON of a comment for its author; `url` is there as long as the public can see it."""
    return OwnCommentOut(
        id=comment.pk,
        article=comment.article_id,
        status=status_for_author(comment.status).value,
        reason=reason,
        text=comment.text,
        created_at=comment.created_at,
        edit_until=edit_until(comment.created_at),
        url=_public_url(comment, article_url),
    )


def export_out(
    comment: Comment,
    decisions: Iterable[Decision],
    reveals: Iterable[EmailReveal],
    mails: Iterable[Mail],
    *,
    article_url: str,
) -> ExportOut:
    """Build the export of a comment from all decisions on it, all views of the e-mail address and all sent mails, oldest first."""
    agreed_at = comment.consent_at
    return ExportOut(
        comment=_stored_out(comment, article_url),
        consent=ExportedConsentOut(version=comment.consent_version, at=agreed_at) if agreed_at else None,
        decisions=_decisions_out(decisions),
        email_seen_at=[reveal.at for reveal in reveals],
        mails=[
            ExportedMailOut(kind=mail.kind, reply=mail.reply_id, at=mail.sent_at)
            for mail in mails
            if mail.sent_at
        ],
    )


def _stored_out(comment: Comment, article_url: str) -> ExportedCommentOut:
    return ExportedCommentOut(
        id=comment.pk,
        article=comment.article_id,
        parent=comment.parent_id,
        status=status_for_author(comment.status).value,
        name=comment.author_name,
        email=decrypt_email(comment.encrypted_email),
        text=comment.text,
        html=comment.html,
        public_text=comment.public_text or comment.replaced_text or None,
        locale=comment.locale,
        avatar=comment.avatar_seed,
        featured=comment.featured,
        notify=[notice.value for notice in comment.notify],
        address_confirmed_at=comment.address_confirmed_at,
        created_at=comment.created_at,
        edited_at=comment.edited_at,
        published_at=comment.published_at,
        url=_public_url(comment, article_url),
    )


def _decisions_out(decisions: Iterable[Decision]) -> list[ExportedDecisionOut]:
    """Leave out what the author does not notice, such as a move to spam."""
    shown: list[ExportedDecisionOut] = []
    for decision in decisions:
        status = status_for_author(decision.to_status).value
        if shown and shown[-1].status == status:
            continue
        reason = decision.reason if status == Status.REJECTED else ""
        shown.append(
            ExportedDecisionOut(status=status, by=decision.actor, reason=reason or None, at=decision.at)
        )
    return shown


def _public_url(comment: Comment, article_url: str) -> str | None:
    is_public = comment.status == Status.PUBLISHED and article_url
    return comment_url(article_url, comment.pk) if is_public else None
