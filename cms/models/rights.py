"""Fields that say who owns a text, how others may use it, and what AI had to do with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class AiUse(models.TextChoices):
    """How a text came about: by people alone, with the help of a language model, or written by one."""

    NONE = "NONE", _("Written by people")
    ASSISTED = "ASSISTED", _("Written by people with the help of AI")
    GENERATED = "GENERATED", _("Written by AI, checked by people")


# The names of the fields of a model that states rights. They apply together.
NAMES = ("rights_holder", "rights_terms", "rights_url")
PANELS = [FieldPanel(name) for name in NAMES]


def holder_field() -> "models.CharField[str, str]":
    """Return the field of the name of who owns something."""
    return models.CharField(
        _("rights holder"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("For example: an agency."),
    )


def terms_field() -> "models.CharField[str, str]":
    """Return the field of the words that say how others may use it."""
    return models.CharField(
        _("terms of use"),
        max_length=255,
        blank=True,
        default="",
        db_default="",
        help_text=_("For example: CC BY 4.0, or: All rights reserved."),
    )


def url_field() -> "models.URLField[str, str]":
    """Return the field of the URL under which the terms can be read."""
    return models.URLField(_("URL of the terms"), max_length=500, blank=True, default="", db_default="")


def ai_field() -> "models.CharField[str, str]":
    """Return the field of the part that AI had in a text."""
    return models.CharField(
        _("use of AI"), max_length=9, choices=AiUse.choices, default=AiUse.NONE, db_default=AiUse.NONE
    )
