"""What happened to a comment: the decisions on it, and who saw the e-mail address of its author."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from comments.models.comment import Comment
from comments.moderation import Actor, DecisionKind, Status


class AppendOnly(models.Model):
    """A row that is written once and deleted only together with its comment."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{type(self).__name__} is append-only")


class Decision(AppendOnly):
    """One move of a comment, or what else was decided on a published one.

    `version` is that of the comment after it, `undoes` the decision that it reverses.
    """

    # The index of the constraint begins with it.
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="decisions", db_index=False)
    version = models.PositiveIntegerField()
    actor = models.CharField(max_length=9, choices=Actor.choices)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_status = models.CharField(max_length=9, choices=Status.choices, blank=True)
    to_status = models.CharField(max_length=9, choices=Status.choices)
    kind = models.CharField(
        max_length=10,
        choices=DecisionKind.choices,
        default=DecisionKind.MOVE,
        db_default=DecisionKind.MOVE,
    )
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone_by"
    )

    class Meta:
        default_permissions = ()
        ordering = ["comment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "version"], name="decision_once_per_version"),
            models.CheckConstraint(
                name="decision_moves",
                condition=Q(kind=DecisionKind.MOVE) & ~Q(from_status=models.F("to_status"))
                | ~Q(kind=DecisionKind.MOVE) & Q(from_status=Status.PUBLISHED, to_status=Status.PUBLISHED),
            ),
            models.CheckConstraint(name="decision_actor_known", condition=Q(actor__in=Actor.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.from_status or 'NEW'} to {self.to_status}"


class EmailReveal(AppendOnly):
    """A record that a moderator saw the e-mail address of a comment's author."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="email_reveals")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"e-mail address of {self.comment_id} seen"
