"""The shape of every refusal."""

from rest_framework import serializers

from api.v1.problems import STATUSES
from api.v1.shapes.fields import Shape


class ErrorOut(Shape):
    """One fault: in a parameter, or in the part of the body to which `pointer` (RFC 6901) leads."""

    parameter = serializers.CharField(required=False)
    pointer = serializers.CharField(required=False)
    code = serializers.CharField(help_text="Stable, such as `unknown` or `required`.")
    detail = serializers.CharField(help_text="A sentence in the reader's language.")
    did_you_mean = serializers.CharField(required=False, allow_null=True)
    allowed = serializers.ListField(child=serializers.CharField(), required=False)


class ProblemOut(Shape):
    """A refusal (RFC 9457). `type` is an address that explains it."""

    type = serializers.URLField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUSES)
    detail = serializers.CharField()
    instance = serializers.CharField()
    request_id = serializers.CharField(help_text="Also in the header `X-Request-Id`; names it in our logs.")
    errors = ErrorOut(many=True)  # type: ignore[assignment]
