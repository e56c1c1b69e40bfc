"""The form with which the newsroom replies to a comment."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comments.text import TEXT_MAX_LENGTH, clean_text


class ReplyForm(forms.Form):
    """The text of a reply. The rules are those for readers, the messages are for staff."""

    text = forms.CharField(strip=False, max_length=TEXT_MAX_LENGTH)

    def clean_text(self) -> str:
        """Return the text in its normal form."""
        try:
            return clean_text(self.cleaned_data["text"])
        except ValidationError as refusal:
            raise ValidationError(
                _("Readers would see nothing of this text, or it is too long.")
            ) from refusal
