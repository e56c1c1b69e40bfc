"""The form of the newsroom's settings."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class SiteSettingsForm(WagtailAdminModelForm):
    """Wagtail's form, which says at the language itself that it was chosen twice."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        chosen = set()
        for form in self.formsets["texts"].forms:
            locale = (
                form.cleaned_data["locale"] if form.is_valid() and not form.cleaned_data["DELETE"] else None
            )
            if locale and locale in chosen:
                form.add_error("locale", _("There is an entry for this language already."))
            chosen.add(locale)
        return cleaned
