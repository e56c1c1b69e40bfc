"""The tables of the comments. No `__str__` contains an e-mail address.

Only `comments.services` writes them; `comments.jobs` deletes what has expired.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.checks import Hold
from comments.moderation import Actor, Status

MAX_DEPTH = 3
ERASED_VALUES = dict.fromkeys(
    ("author_name", "encrypted_email", "email_lookup", "network_tag", "text", "html", "fingerprint"), ""
)


def hold_choices() -> list[tuple[str, Any]]:
    """Return the codes of the checks. As a callable they are not part of the migrations."""
    return Hold.choices


class Comment(models.Model):
    """One comment. `version` rises with every move; a decision names the version that the moderator saw.

    `encrypted_email` and `email_lookup` are those of `comments.privacy`.
    """

    # Wagtail's reference index would take 7 more queries for each saved row.
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, editable=False)
    article = models.ForeignKey("cms.ArticlePage", on_delete=models.CASCADE, related_name="reader_comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    depth = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.PENDING)
    version = models.PositiveIntegerField(default=1)

    author_name = models.CharField(_("name"), max_length=60, blank=True)
    encrypted_email = models.TextField(blank=True, editable=False)
    email_lookup = models.CharField(max_length=64, blank=True, editable=False)
    network_tag = models.CharField(max_length=64, blank=True, editable=False)
    avatar_seed = models.CharField(max_length=16)

    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    locale = models.CharField(max_length=10)
    consent_version = models.CharField(max_length=20)
    consent_at = models.DateTimeField()
    receipt_version = models.PositiveIntegerField(default=1)
    featured = models.BooleanField(default=False)

    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()
        permissions = [
            ("moderate_comment", _("May decide on comments")),
            ("view_email", _("May see the e-mail address of a commenter")),
            ("ban", _("May ban readers")),
            ("erase", _("May erase what a reader has written")),
        ]
        indexes = [
            models.Index(fields=["article", "depth", "created_at", "id"], name="comment_thread"),
            models.Index(fields=["parent", "created_at", "id"], name="comment_replies"),
            models.Index(fields=["status", "created_at", "id"], name="comment_queue"),
            models.Index(fields=["created_at", "id"], name="comment_newest"),
            models.Index(fields=["article", "status"], name="comment_count"),
            models.Index(fields=["fingerprint", "created_at"], name="comment_same_text"),
            models.Index(fields=["email_lookup", "created_at"], name="comment_same_email"),
            models.Index(fields=["network_tag"], name="comment_network", condition=~Q(network_tag="")),
            # Without it SQLite looks for a published reply among all published comments. It must be the last one: of
            # several indexes that would do, SQLite uses the one that was created last.
            models.Index(
                fields=["parent"], name="comment_public_replies", condition=Q(status=Status.PUBLISHED)
            ),
        ]
        constraints = [
            models.CheckConstraint(name="comment_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="comment_depth_fits_parent",
                condition=Q(depth=0, parent__isnull=True)
                | Q(depth__gte=1, depth__lt=MAX_DEPTH, parent__isnull=False),
            ),
            models.CheckConstraint(name="comment_version_counts", condition=Q(version__gte=1)),
            models.CheckConstraint(
                name="comment_published_has_time",
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_erased_is_empty",
                condition=~Q(status=Status.ERASED) | Q(**ERASED_VALUES),
            ),
            models.CheckConstraint(
                name="comment_has_words",
                condition=Q(status=Status.ERASED) | (~Q(text="") & ~Q(author_name="")),
            ),
            models.CheckConstraint(name="comment_has_consent", condition=~Q(consent_version="")),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class HoldReason(models.Model):
    """What a check found in a comment; shown to moderators only."""

    wagtail_reference_index_ignore = True

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="hold_reasons")
    code = models.CharField(max_length=20, choices=hold_choices)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        # The codes are not listed, so that rows of a check that was removed stay valid.
        constraints = [models.CheckConstraint(name="hold_reason_has_code", condition=~Q(code=""))]

    def __str__(self) -> str:
        return self.code


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
    """One move of a comment. `version` is that of the comment after it, `undoes` the decision that it reverses."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="decisions")
    version = models.PositiveIntegerField()
    actor = models.CharField(max_length=9, choices=Actor.choices)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_status = models.CharField(max_length=9, choices=Status.choices, blank=True)
    to_status = models.CharField(max_length=9, choices=Status.choices)
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
            models.CheckConstraint(name="decision_moves", condition=~Q(from_status=models.F("to_status"))),
            models.CheckConstraint(name="decision_actor_known", condition=Q(actor__in=Actor.values)),
        ]

    def __str__(self) -> str:
        return f"{self.from_status or 'NEW'} to {self.to_status}"


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


class NetworkKey(models.Model):
    """The key of the network tags of one day. Without it no network can be matched to them."""

    day = models.DateField(primary_key=True)
    secret = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"network key of {self.day}"


class RateCounter(models.Model):
    """How often one subject used one limit in one window. `key` is a keyed digest of the three."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="rate_counter_counts", condition=Q(count__gte=1))]

    def __str__(self) -> str:
        return f"{self.count}"


class SpentProof(models.Model):
    """The nonce of a proof of work that was tried once, kept until the proof would have expired."""

    nonce = models.CharField(max_length=32, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.nonce
