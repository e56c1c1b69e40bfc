"""Wagtail's views for adding and editing images, which say when the new file is an animation or has texts in it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.images.views.chooser import ImageUploadView
from wagtail.images.views.images import CreateView, EditView
from wagtail.images.views.multiple import AddView


def _what_is_shown(form: Any) -> str:
    is_animated = getattr(form.cleaned_data["file"], "is_animated", False)
    return _("It is an animation: readers see its first frame.") if is_animated else ""


class _SaysWhatIsShown:
    """Adds sentences to the message after an upload, and leads to the texts that were taken from the file."""

    form: Any

    def get_success_message(self, *args: Any) -> str:
        message: str = super().get_success_message(*args)  # type: ignore[misc]
        notes = [message, _what_is_shown(self.form)]
        if self.form.instance.taken_from_file:
            notes.append(_("Some texts were taken from the file. Please check them."))
        return " ".join(filter(None, notes))

    def get_success_url(self) -> str:
        image = self.form.instance
        if image.taken_from_file:
            return reverse("wagtailimages:edit", args=[image.pk])
        url: str = super().get_success_url()  # type: ignore[misc]
        return url


class AddImage(_SaysWhatIsShown, CreateView):
    """Wagtail's view with our message."""


class EditImage(_SaysWhatIsShown, EditView):
    """Wagtail's view with our message."""


class ChooseUpload(ImageUploadView):
    """Wagtail's upload in the chooser, which closes at once. The message stands over the page that comes next."""

    def save_form(self, form: Any) -> Any:
        image = super().save_form(form)
        if image.taken_from_file:
            text = _("Some texts of the image “%(title)s” were taken from its file. Please check them.")
            edit = messages.button(reverse("wagtailimages:edit", args=[image.pk]), _("Edit"), new_window=True)
            messages.info(self.request, text % {"title": image.title}, buttons=[edit])
        return image


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
