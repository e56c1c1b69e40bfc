"""What readers do by the links in their mails. Each may be repeated."""

from datetime import datetime

from comments.models import NO_MAILS, Comment
from comments.notices import Notice, Purpose
from comments.selectors.mails import comment_of_link


def confirm_replies(*, token: str, now: datetime) -> None:
    """Record that whoever reads the mails of the address wants to be told of replies.

    :raises MailLinkNotValid: if the link is not ours for this
    :raises CommentGone: if the comment has been erased or deleted
    :raises MailsStopped: if its author wants no mails any more
    """
    comment = comment_of_link(purpose=Purpose.CONFIRM, token=token)
    # The conditions hold at this moment, whatever has happened to the comment since it was read.
    asking = Comment.objects.filter(pk=comment.pk, notify_replies=True, address_confirmed_at=None)
    asking.update(address_confirmed_at=now)


def stop_mails(*, token: str) -> list[Notice]:
    """End all mails about a comment, and return which of them its author had asked for.

    :raises MailLinkNotValid: if the link is not ours for this
    :raises CommentGone: if the comment has been erased or deleted
    """
    comment = comment_of_link(purpose=Purpose.STOP, token=token)
    Comment.objects.filter(pk=comment.pk).update(**NO_MAILS)
    return comment.notify
