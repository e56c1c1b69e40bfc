"""The mail about a decision on the reader's comment."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from comments.mails.letters import Letter, MailKind, Recipient, isolated, register
from comments.models import Comment, Decision, Mail
from comments.moderation import Actor, DecisionKind, Status
from comments.notices import UNDO_TIME, Purpose, mail_link
from comments.selectors.submissions import rejection_reason

_NAME = "DECISION"
# Anybody can type the address of somebody else into many comments, which one click of a moderator rejects.
_MOST_A_DAY = 20


def caused_by(decision: Decision) -> Mail | None:
    """Return the mail to the author of the comment."""
    comment = decision.comment
    return Mail(comment=comment, decision=decision) if _is_wanted(comment, decision) else None


def letter(to: Recipient, mails: Sequence[Mail]) -> Letter | None:
    """Say what became of the comment, unless its author has not asked for it or has been told already."""
    decision, comment = mails[0].decision, to.comment
    if decision is None or not (_is_wanted(comment, decision) and _is_in_force(comment, decision)):
        return None
    if _is_known(comment, decision) or _is_flooded(comment, decision):
        return None
    about = {"title": isolated(to.title), "paper": to.paper}
    if decision.to_status == Status.REJECTED:
        paragraphs = [_("your comment on “%(title)s” in %(paper)s was not published.") % about]
        if reason := rejection_reason(comment):
            paragraphs.append(_("The reason: %(reason)s") % {"reason": reason})
        return Letter(_("Your comment on “%(title)s” was not published") % about, paragraphs)
    published = _("your comment on “%(title)s” in %(paper)s has been published:") % about
    paragraphs = [f"{published}\n{to.url(comment.pk)}"]
    if comment.asks_to_confirm:
        question = _("E-mails about replies were asked for. You get them only if you confirm that here:")
        paragraphs.append(f"{question}\n{mail_link(Purpose.CONFIRM, comment.pk)}")
    return Letter(_("Your comment on “%(title)s” has been published") % about, paragraphs)


def _is_wanted(comment: Comment, decision: Decision) -> bool:
    if decision.actor != Actor.MODERATOR:
        return False
    if decision.to_status == Status.PUBLISHED:
        # It also asks for the confirmation without which nobody is told of replies.
        return comment.notify_decision or comment.asks_to_confirm
    return decision.to_status == Status.REJECTED and comment.notify_decision


def _is_in_force(comment: Comment, decision: Decision) -> bool:
    later = comment.decisions.filter(kind=DecisionKind.MOVE, version__gt=decision.version)
    return comment.status == decision.to_status and not later.exists()


def _is_known(comment: Comment, decision: Decision) -> bool:
    """Return whether the last mail said the same, and the author has edited nothing since: an undo came in between."""
    sent = Mail.objects.filter(kind=_NAME, comment=comment, sent_at__isnull=False).select_related("decision")
    last = sent.order_by("-decision__version").first()
    told = last.decision if last else None
    if told is None or told.to_status != comment.status:
        return False
    # An undo has no reason of its own.
    has_other_reason = bool(told.reason and decision.reason) and told.reason != decision.reason
    return not has_other_reason and (comment.edited_at is None or comment.edited_at < told.at)


def _is_flooded(comment: Comment, decision: Decision) -> bool:
    sent = Mail.objects.filter(kind=_NAME, comment__email_lookup=comment.email_lookup, sent_at__isnull=False)
    return sent.filter(at__gt=decision.at - timedelta(days=1)).count() >= _MOST_A_DAY


register(MailKind(_NAME, caused_by, UNDO_TIME, letter))
