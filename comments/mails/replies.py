"""The mail about replies to the reader's comment, one for those of some minutes."""

import textwrap
from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.mails.letters import Letter, MailKind, Recipient, isolated, register
from comments.models import Comment, Decision, Mail
from comments.moderation import State, Status

# Further replies, and the rest of long ones, are on the page only.
_SHOWN_REPLIES = 10
_SHOWN_CHARACTERS = 500
# Replies of the last minutes, which may still be undone, wait for the next mail: a lively thread sends one in ten minutes.
BUNDLE_TIME = timedelta(minutes=15)


def caused_by(decision: Decision) -> Mail | None:
    """Return the mail to the author of the comment that a reply answers, but not for a reply of their own."""
    if decision.to_status != Status.PUBLISHED:
        return None
    reply, parent = decision.comment, decision.comment.parent
    if parent is None or parent.email_lookup == reply.email_lookup:
        return None
    # Whoever wrote the comment may confirm the address only now: the mail about its publication was just sent.
    return Mail(comment=parent, reply=reply) if parent.notify_replies else None


def letter(to: Recipient, mails: Sequence[Mail]) -> Letter | None:
    """Tell of the replies that are public, if the author has confirmed the address and still wants to know."""
    comment = to.comment
    # An edit that waits for approval keeps its place, with the replies below it.
    is_there = comment.state in (State.PUBLISHED, State.WAITING)
    if not (is_there and comment.notify_replies and comment.address_confirmed_at):
        return None
    replies = Comment.objects.filter(pk__in=[mail.reply_id for mail in mails], status=Status.PUBLISHED)
    number = replies.count()
    if not number:
        return None
    about = {"title": isolated(to.title), "paper": to.paper, "n": number}
    begin = ngettext(
        "there is a reply to your comment on “%(title)s” in %(paper)s.",
        "there are %(n)s replies to your comment on “%(title)s” in %(paper)s.",
        number,
    )
    subject = ngettext(
        "A reply to your comment on “%(title)s”", "%(n)s replies to your comment on “%(title)s”", number
    )
    shown = replies.order_by("published_at", "id")[:_SHOWN_REPLIES]
    paragraphs = [begin % about, *(_told(reply, to) for reply in shown)]
    if number > _SHOWN_REPLIES:
        paragraphs.append(f"{_('All replies:')}\n{to.url(comment.pk)}")
    return Letter(subject % about, paragraphs)


def _told(reply: Comment, to: Recipient) -> str:
    name = isolated(reply.author_name)
    who = _("%(name)s (newsroom) wrote:") if reply.by_newsroom else _("%(name)s wrote:")
    text = reply.text
    if len(text) > _SHOWN_CHARACTERS:
        text = text[:_SHOWN_CHARACTERS].rstrip() + " …"
    quoted = textwrap.indent(text, "> ", lambda line: True)
    return f"{who % {'name': name}}\n{quoted}\n{to.url(reply.pk)}"


register(MailKind("REPLY", caused_by, BUNDLE_TIME, letter, is_bundled=True))
