"""What all lists have in common."""

from rest_framework import serializers

from api.v1.shapes.fields import Shape


class MetaOut(Shape):
    """What is known of a list."""

    count = serializers.IntegerField(
        allow_null=True, help_text="Exact, for the whole list. `null` with `count=none`."
    )
    limit = serializers.IntegerField(help_text="The most items that a page holds.")


class LinksOut(Shape):
    """Where the list goes on."""

    next = serializers.URLField(allow_null=True, help_text="The next page; `null` on the last.")
