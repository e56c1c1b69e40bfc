"""What is said of an image in words: for readers who see it, for readers who do not, and for those who want to use it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# The texts that an image can have in several languages.
TRANSLATED = ("alt_text", "caption")


def further_languages() -> dict[str, str]:
    """Return the names of the languages, by code, that have texts besides those of the newsroom's own language."""
    return {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


def field_name(name: str, language: str) -> str:
    """Return the name of the field for a text in a further language, such as `caption_en`."""
    return f"{name}_{language}"


class PageURLField(models.URLField):  # type: ignore[type-arg]
    """The URL of a page. One that is typed without a scheme gets `https`."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class ImageTexts(models.Model):
    """The texts of an image. `alt_text` and `caption` hold for every language that has none in `translations`."""

    alt_text = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the image shows, for readers who do not see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The image says nothing that the text does not say; screen readers skip it."),
    )
    caption = models.CharField(
        _("caption"), max_length=255, blank=True, help_text=_("Stands below the image in articles.")
    )
    # By language and name: `{"en": {"alt_text": "…"}}`.
    translations = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), editable=False
    )
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("For example: Photo: M. Beispiel")
    )
    creator = models.CharField(
        _("creator"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("Who made the image, for search engines."),
    )
    copyright_notice = models.CharField(
        _("copyright notice"),
        max_length=255,
        blank=True,
        default="",
        db_default="",
        help_text=_("Who has the rights, for search engines. For example: © 2026 M. Beispiel"),
    )
    license_url = PageURLField(
        _("URL of the licence"),
        blank=True,
        default="",
        db_default="",
        help_text=_("A page that says who may use the image and how, for search engines."),
    )
    # The names of the fields that were filled from the file, until an editor saves the form.
    taken_from_file = models.CharField(max_length=255, blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True

    @property
    def default_alt_text(self) -> str:
        return self.alt_text

    @property
    def alt_texts(self) -> list[str]:
        """Return the alternative texts in all languages."""
        texts = [self.alt_text, *(texts.get("alt_text") for texts in self.translations.values())]
        return list(filter(None, texts))

    def text_in(self, language: str, name: str) -> str:
        """Return the text with this name, one of `TRANSLATED`, for articles in a language."""
        text: str = self.translations.get(language, {}).get(name) or getattr(self, name)
        return text

    def clean(self) -> None:
        super().clean()
        if self.is_decorative and self.alt_texts:
            raise ValidationError(
                {"is_decorative": _("A decorative image has no alternative text. Clear one of the two.")}
            )
