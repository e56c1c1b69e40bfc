"""What readers report of comments."""

from django.db import models
from django.db.models import Q

from comments.models.comment import Comment
from comments.models.decision import Decision
from comments.reports import EXPLANATION_MAX_LENGTH, Reason


class Report(models.Model):
    """A reader's report on a comment: a case, which is open until a decision closes it.

    Nothing is known of the reporter but the network, for a week.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    case = models.CharField(max_length=9, unique=True)
    reason = models.CharField(max_length=13, choices=Reason.choices)
    explanation = models.TextField(blank=True, max_length=EXPLANATION_MAX_LENGTH)
    network_tag = models.CharField(max_length=64, blank=True, editable=False)
    locale = models.CharField(max_length=10)
    at = models.DateTimeField()
    # The decision that closed it.
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["comment", "at"], name="report_open", condition=Q(decision__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(name="report_reason_known", condition=Q(reason__in=Reason.values))
        ]

    def __str__(self) -> str:
        return self.case
