"""The log of changes and the snapshot."""

from rest_framework import serializers

from api.v1.shapes.articles import locale
from api.v1.shapes.fields import Shape, Variants
from api.v1.shapes.pages import PageOut
from api.v1.shapes.problems import ProblemOut
from delivery.models import ChangeKind


class ChangeOut(Shape):
    """One line of the log. To have what it names, fetch `resolve/?path=`; telling a line twice does no harm."""

    change = serializers.ChoiceField(choices=ChangeKind.values)
    type = serializers.ChoiceField(choices=["article", "section", "home"])
    id = serializers.IntegerField()
    locale = locale()
    path = serializers.CharField()
    etag = serializers.CharField(
        allow_null=True,
        help_text="Names the new bytes; two lines with the same one tell of the same. `null` when removed.",
    )
    at = serializers.DateTimeField()


class ChangeMetaOut(Shape):
    """How to go on."""

    next_cursor = serializers.CharField(help_text="For `after` next time, also when there was nothing.")
    has_more = serializers.BooleanField(help_text="Whether to go on at once.")


class ChangeListOut(Shape):
    """Changes in the order in which they happened."""

    items = ChangeOut(many=True)
    meta = ChangeMetaOut()


class GoneLogOut(ProblemOut):
    """The log no longer knows what followed this cursor."""

    snapshot = serializers.URLField(help_text="Where to start again.", required=False)


class SnapshotEndOut(Shape):
    """The last line. Without it the answer was cut off."""

    cursor = serializers.CharField(help_text="For `changes/?after=`, to go on from here.")


class SnapshotLineOut(Variants):
    """One line of the snapshot: a page in full, or the end."""

    members = (PageOut, SnapshotEndOut)
