"""Delivery: articles compiled when they are published, read as ready bytes."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "api.delivery"
    label = "delivery"

    def ready(self) -> None:
        from api.delivery import receivers  # noqa: F401
