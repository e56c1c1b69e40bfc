"""The form by which an article is taken down."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, gettext, gettext_lazy, override
from wagtail.models import Page

from cms.characters import strip_unseen
from delivery.read.own_media import own_downloads, own_images

_LONGEST_SENTENCE, _LONGEST_REASON = 300, 2000


class TextField(forms.CharField):
    """A text that is empty if nobody can see any of it."""

    def to_python(self, value: Any) -> str:
        return strip_unseen(super().to_python(value) or "")


class TakedownForm(forms.Form):
    """The reason, a public sentence for each language of the newsroom, and what is taken along."""

    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For the newsroom only. Readers never see it."),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in sorted(dict(settings.LANGUAGES), key=lambda code: code != page.locale.language_code):
            self.fields[f"sentence_{code}"] = _sentence_field(
                code, required=code == page.locale.language_code
            )
        labels = {"images": gettext_lazy("Images"), "downloads": gettext_lazy("Files")}
        for name, media in (("images", own_images(page.pk)), ("downloads", own_downloads(page.pk))):
            if media:
                self.fields[name] = forms.ModelMultipleChoiceField(
                    media,
                    label=labels[name],
                    required=False,
                    initial=media,
                    widget=forms.CheckboxSelectMultiple,
                    help_text=gettext_lazy(
                        "Only this article shows them. What is ticked goes to a private collection, and its URLs stop working."
                    ),
                )

    @property
    def sentences(self) -> dict[str, str]:
        """Return the public sentences by language, as they were sent."""
        return {code: self.cleaned_data[f"sentence_{code}"] for code in dict(settings.LANGUAGES)}


def _sentence_field(code: str, *, required: bool) -> TextField:
    with override(code):
        proposed = gettext("The editors have taken this article down.")
    language = get_language_info(code)["name_translated"]
    return TextField(
        label=gettext("Public sentence: %(language)s") % {"language": language},
        max_length=_LONGEST_SENTENCE,
        required=required,
        initial=proposed,
        help_text=gettext("Readers get it at the old URL, and everybody who keeps a copy of the articles."),
    )
