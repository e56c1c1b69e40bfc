"""The reader's reference site: plain files over the public JSON."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"
