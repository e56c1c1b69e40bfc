"""Comments, the form, the challenge and the receipt."""

from typing import Any

from rest_framework import serializers

from api.v1.shapes.fields import Shape, Variants, one_value
from api.v1.shapes.lists import LinksOut
from api.v1.shapes.problems import ProblemOut
from cms.models import CommentPolicy
from comments.models import MAX_DEPTH
from comments.moderation import Status, status_for_author


class CommentAuthorOut(Shape):
    """Who wrote a comment, as they want to be called."""

    name = serializers.CharField()
    badge = serializers.CharField(allow_null=True, help_text="Set for people of the newsroom.")
    avatar = serializers.CharField(help_text="A random seed to draw a picture from; nothing of the address.")


class RepliesOut(Shape):
    """The first replies to a comment, oldest first."""

    count = serializers.IntegerField(help_text="How many direct replies there are.")
    next = serializers.URLField(allow_null=True, help_text="The rest of them.")

    def get_fields(self) -> Any:
        # A reply is a comment again: this can only be said once both exist.
        return {**super().get_fields(), "items": CommentOut(many=True)}


class PlaceOut(Shape):
    """Where a comment stands."""

    id = serializers.UUIDField()
    article = serializers.IntegerField()
    parent = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]
    depth = serializers.IntegerField(min_value=0, max_value=MAX_DEPTH - 1)


class PublishedCommentOut(PlaceOut):
    """A comment that everybody may read."""

    state = one_value("PUBLISHED")
    author = CommentAuthorOut()
    html = serializers.CharField(
        help_text="Sanitised: p, br, em, strong, ul, ol, li, blockquote, code, pre, a."
    )
    text = serializers.CharField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    featured = serializers.BooleanField()
    url = serializers.URLField()
    replies = RepliesOut()


class RemovedCommentOut(PlaceOut):
    """The place of a comment that is gone, kept because there are replies to it."""

    state = one_value("REMOVED")
    replies = RepliesOut()


class CommentOut(Variants):
    """A comment, or the place where one was."""

    tag = "state"
    members = (PublishedCommentOut, RemovedCommentOut)


class FormFieldOut(Shape):
    """One field of the comment form."""

    name = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
    min_length = serializers.IntegerField(required=False)
    max_length = serializers.IntegerField(required=False)
    label = serializers.CharField()  # type: ignore[assignment]


class FormNoticesOut(Shape):
    """What a form says besides its fields."""

    email = serializers.CharField()
    required = serializers.CharField()  # type: ignore[assignment]


class FormChallengeOut(Shape):
    """Where a challenge is to be had, when the reader begins to write."""

    href = serializers.URLField()
    modes = serializers.ListField(child=one_value("CAPTCHA"))


class FormOut(Shape):
    """The comment form as data."""

    fields = FormFieldOut(many=True)  # type: ignore[assignment]
    notices = FormNoticesOut()
    challenge = FormChallengeOut()


class ThreadMetaOut(Shape):
    """What is known of a thread."""

    count = serializers.IntegerField(help_text="All published comments, replies included.")
    limit = serializers.IntegerField()
    open = serializers.BooleanField()
    policy = serializers.ChoiceField(choices=CommentPolicy.values)
    closes_at = serializers.DateTimeField(allow_null=True)
    max_depth = serializers.IntegerField()
    form = FormOut()


class ThreadOut(Shape):
    """A page of an article's comments."""

    items = CommentOut(many=True)
    meta = ThreadMetaOut()
    links = LinksOut()


class RepliesMetaOut(Shape):
    """What is known of the replies to a comment."""

    count = serializers.IntegerField()
    limit = serializers.IntegerField()


class ReplyListOut(Shape):
    """A page of replies."""

    items = CommentOut(many=True)
    meta = RepliesMetaOut()
    links = LinksOut()


class CountOut(Shape):
    """How many comments an article has."""

    article = serializers.IntegerField()
    count = serializers.IntegerField()


class CountListOut(Shape):
    """The counts of several articles; those that are not public are missing."""

    items = CountOut(many=True)


class CaptchaOut(Shape):
    """A picture with letters to type."""

    image = serializers.URLField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt = serializers.CharField()
    audio = serializers.URLField(allow_null=True)


class ChallengeOut(Shape):
    """A challenge that can be answered once."""

    id = serializers.CharField()
    expires_at = serializers.DateTimeField()
    captcha = CaptchaOut()
    pow = serializers.JSONField(allow_null=True, help_text="Proof of work; not offered yet.")


class RefusedCommentOut(ProblemOut):
    """Why a comment was not taken. After an attempt at the challenge there is a fresh one."""

    challenge = ChallengeOut(required=False)


class ReceiptOut(Shape):
    """The answer to a comment that was taken. Whoever has the receipt may ask for the comment."""

    id = serializers.UUIDField()
    status = one_value("PENDING")
    receipt = serializers.CharField()
    edit_until = serializers.DateTimeField()
    message = serializers.CharField()


class OwnCommentOut(Shape):
    """A reader's own comment."""

    id = serializers.UUIDField()
    article = serializers.IntegerField()
    status = serializers.ChoiceField(choices=sorted({status_for_author(status).value for status in Status}))
    reason = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    created_at = serializers.DateTimeField()
    edit_until = serializers.DateTimeField()
    url = serializers.URLField(allow_null=True)
