"""Wagtail's views for adding and editing an image, which say when the new file is an animation."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.images.views.images import CreateView, EditView


class _SaysWhatIsShown:
    """Adds a sentence to the message after an upload."""

    form: Any

    def get_success_message(self, *args: Any) -> str:
        message: str = super().get_success_message(*args)  # type: ignore[misc]
        if getattr(self.form.cleaned_data["file"], "is_animated", False):
            return f"{message} {_('It is an animation: readers see its first frame.')}"
        return message


class AddImage(_SaysWhatIsShown, CreateView):
    """Wagtail's view with our message."""


class EditImage(_SaysWhatIsShown, EditView):
    """Wagtail's view with our message."""
