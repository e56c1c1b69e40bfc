"""The wiring app: settings, addresses and the two long-running commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"
