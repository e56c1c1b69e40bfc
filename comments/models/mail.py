"""The outbox of the mails to readers."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from comments.models.comment import Comment
from comments.models.decision import Decision
from jobs.models import SKEW, Retryable

# Longer than a run of the job with a slow server.
CLAIM = timedelta(minutes=5)
# So long a reply waits for an author who has not confirmed the address yet.
CONFIRM_TIME = timedelta(days=1)


class Mail(Retryable):
    """One mail to the author of a comment, about a decision on it or a reply to it: ids only.

    Address and text are read when it is sent, so nothing is sent of what was erased, hidden or undone since.
    """

    wagtail_reference_index_ignore = True

    # One of `comments.mails.MAILS`, which is not listed here, so that a new kind needs no migration.
    kind = models.CharField(max_length=20)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mails")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="+")
    reply = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # It is tried again only if an operator asks for it.
    is_final = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["not_before", "id"], name="mail_to_send", condition=Q(sent_at=None)),
            models.Index(fields=["at"], name="mail_age"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "decision"], name="mail_once_for_decision"),
            models.UniqueConstraint(fields=["kind", "reply"], name="mail_once_for_reply"),
            models.CheckConstraint(
                name="mail_has_cause",
                condition=Q(decision__isnull=False, reply=None) | Q(decision=None, reply__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return _("Comment %(id)s") % {"id": self.comment_id}

    @classmethod
    def is_due(cls, now: datetime) -> Q:
        """Return the condition for mails that can be claimed; a time too far ahead is from before the clock was set back."""
        is_wanted = Q(is_final=False) | Q(not_before=None)
        too_far = Q(not_before__gt=now + cls.longest_pause + SKEW)
        is_time = Q(not_before=None) | Q(not_before__lte=now) | too_far
        return is_wanted & is_time & cls.is_unclaimed(now)

    @staticmethod
    def waits_for_author(now: datetime) -> Q:
        """Return the condition for mails about replies to authors who may still confirm the address."""
        return Q(reply__isnull=False, comment__address_confirmed_at=None, at__gt=now - CONFIRM_TIME)

    @classmethod
    def is_unclaimed(cls, now: datetime) -> Q:
        """Return the condition for mails that wait for nobody and that no process is sending."""
        is_free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_until__gt=now + CLAIM + SKEW)
        return Q(sent_at=None) & is_free & ~cls.waits_for_author(now)

    @property
    def task_label(self) -> str | Promise:
        return _("E-mail to a reader")

    @property
    def is_given_up(self) -> bool:
        return self.is_final and not self.is_requested

    def edit_url(self, user: Any) -> str:
        allowed = user.has_perm("comments.moderate_comment")
        return reverse("comments_comment", args=[self.comment_id]) if allowed else ""
