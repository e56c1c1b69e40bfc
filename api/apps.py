"""The HTTP API for front ends."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        from api.v1 import problems  # noqa: F401
