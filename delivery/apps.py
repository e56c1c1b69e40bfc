"""The app of the read model: pages are compiled when they are published, and read as ready bytes."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "delivery"

    def ready(self) -> None:
        from delivery import checks, receivers  # noqa: F401
