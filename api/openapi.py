"""How the OpenAPI document is made from the views."""

from drf_spectacular.openapi import AutoSchema


class Schema(AutoSchema):
    """The schema of one view."""
