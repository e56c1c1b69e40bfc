"""Wagtail's views for adding and editing images, which say when the new file is an animation."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.images.views.images import CreateView, EditView
from wagtail.images.views.multiple import AddView


def _what_is_shown(form: Any) -> str:
    is_animated = getattr(form.cleaned_data["file"], "is_animated", False)
    return _("It is an animation: readers see its first frame.") if is_animated else ""


class _SaysWhatIsShown:
    """Adds a sentence to the message after an upload."""

    form: Any

    def get_success_message(self, *args: Any) -> str:
        message: str = super().get_success_message(*args)  # type: ignore[misc]
        return f"{message} {_what_is_shown(self.form)}".rstrip()


class AddImage(_SaysWhatIsShown, CreateView):
    """Wagtail's view with our message."""


class EditImage(_SaysWhatIsShown, EditView):
    """Wagtail's view with our message."""


class AddImages(AddView):
    """Wagtail's view for many files at once. The sentence stands in the form that opens below an uploaded file."""

    _note = ""

    def save_object(self, form: Any) -> Any:
        self._note = _what_is_shown(form)
        return super().save_object(form)

    def get_edit_object_form_context_data(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_edit_object_form_context_data()
        if self._note:
            context["form"].fields["title"].help_text = self._note
        return context
