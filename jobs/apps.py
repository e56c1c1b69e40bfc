"""The app of the background work."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = _("background work")

    def ready(self) -> None:
        autodiscover_modules("jobs", "waiting")
