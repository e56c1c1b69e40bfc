"""A comment, and why it was held."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.checks import Hold
from comments.moderation import State, Status, state_in_thread
from comments.notices import Notice

MAX_DEPTH = 3
NO_MAILS: dict[str, Any] = {"notify_decision": False, "notify_replies": False}
ERASED_VALUES: dict[str, Any] = {
    **dict.fromkeys(
        (
            "author_name",
            "encrypted_email",
            "email_lookup",
            "network_tag",
            "text",
            "html",
            "public_text",
            "replaced_text",
            "fingerprint",
        ),
        "",
    ),
    **NO_MAILS,
    "address_confirmed_at": None,
}


def hold_choices() -> list[tuple[str, Any]]:
    """Return the codes of the checks. As a callable they are not part of the migrations."""
    return Hold.choices


class Comment(models.Model):
    """One comment. `version` rises with every change; a decision names the version that the moderator saw.

    A reply `by_newsroom` has neither an e-mail address nor a consent; the badge of the newsroom comes from nothing else.
    `encrypted_email` and `email_lookup` are those of `comments.privacy`.
    """

    # Wagtail's reference index would take 7 more queries for each saved row.
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, editable=False)
    # Two of the indexes below begin with it.
    article = models.ForeignKey(
        "cms.ArticlePage", on_delete=models.CASCADE, related_name="reader_comments", db_index=False
    )
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
    # What readers saw before an edit that waits for approval; empty otherwise.
    public_text = models.TextField(blank=True, default="", db_default="", editable=False)
    # The `public_text` before the decision on that edit, so that the decision can be undone; empty after a while.
    replaced_text = models.TextField(blank=True, default="", db_default="", editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    locale = models.CharField(max_length=10)
    consent_version = models.CharField(max_length=20, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    receipt_version = models.PositiveIntegerField(default=1)
    # What the author wants to be told by mail; see `comments.notices`.
    notify_decision = models.BooleanField(default=False, db_default=False)
    notify_replies = models.BooleanField(default=False, db_default=False)
    # When the link in a mail was used to ask for those about replies.
    address_confirmed_at = models.DateTimeField(null=True, blank=True)
    featured = models.BooleanField(default=False)
    by_newsroom = models.BooleanField(default=False, db_default=False)

    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    # The listed ones of its direct replies.
    public_replies = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # Whether it has a place in its thread: `moderation.state_in_thread` in SQL.
    listed = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(status=Status.PUBLISHED) | ~Q(public_text="") | Q(public_replies__gt=0), models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    # Whether it comes first in the order of the featured ones: the place of a hidden comment says nothing of it.
    leads = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(status=Status.PUBLISHED) & Q(featured=True), models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()
        permissions = [
            ("moderate_comment", _("May decide on comments")),
            ("view_email", _("May see the e-mail address of a commenter")),
            ("ban", _("May ban readers")),
            ("erase", _("May erase what a reader has written")),
            ("reply_as_newsroom", _("May reply as the newsroom")),
        ]
        indexes = [
            models.Index(fields=["status", "created_at", "id"], name="comment_queue"),
            models.Index(
                fields=["-listed", "created_at", "id"],
                name="comment_waiting",
                condition=Q(status=Status.PENDING),
            ),
            models.Index(fields=["created_at", "id"], name="comment_newest"),
            models.Index(fields=["fingerprint", "created_at"], name="comment_same_text"),
            models.Index(fields=["email_lookup", "created_at"], name="comment_same_email"),
            models.Index(fields=["network_tag"], name="comment_network", condition=~Q(network_tag="")),
            models.Index(fields=["id"], name="comment_replaced", condition=~Q(replaced_text="")),
            models.Index(
                fields=["article", "created_at", "id"],
                name="comment_roots",
                condition=Q(listed=True, depth=0),
            ),
            models.Index(
                fields=["article", "-leads", "created_at", "id"],
                name="comment_roots_featured",
                condition=Q(listed=True, depth=0),
            ),
            models.Index(
                fields=["parent", "created_at", "id"], name="comment_listed_replies", condition=Q(listed=True)
            ),
            models.Index(fields=["article", "status", "published_at", "id"], name="comment_of_article"),
            # Without it PostgreSQL looks for the newest comments of an old article among all newer ones. With the id,
            # SQLite would read a thread by it, replies included, instead of by the index of the roots.
            models.Index(fields=["article", "created_at"], name="comment_newest_of_article"),
            # The status comes first, or SQLite would use the queue's index, in which it does.
            models.Index(
                fields=["status", "published_at", "id"],
                name="comment_latest",
                condition=Q(status=Status.PUBLISHED),
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
            models.CheckConstraint(
                name="comment_waits_with_public_text", condition=Q(status=Status.PENDING) | Q(public_text="")
            ),
            models.CheckConstraint(
                name="comment_has_consent",
                condition=Q(by_newsroom=False, consent_at__isnull=False) & ~Q(consent_version="")
                | Q(by_newsroom=True, consent_at__isnull=True, consent_version="", encrypted_email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def notify(self) -> list[Notice]:
        """Return what the author wants to be told by mail."""
        wanted = {Notice.DECISION: self.notify_decision, Notice.REPLIES: self.notify_replies}
        return [notice for notice, is_wanted in wanted.items() if is_wanted]

    @property
    def asks_to_confirm(self) -> bool:
        """Return whether somebody wants to be told of replies who has not shown that the address is theirs."""
        return self.notify_replies and self.address_confirmed_at is None

    @property
    def state(self) -> State | None:
        """Return what readers see of it, or None if it has no place in its thread."""
        return state_in_thread(
            self.status, was_public=bool(self.public_text), public_replies=self.public_replies
        )


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
