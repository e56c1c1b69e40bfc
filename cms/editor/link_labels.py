"""German labels for the dialogs of links in rich text. Wagtail makes English ones from the names of the fields."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers

_LABELS = {
    "link_text": _("Link text"),
    "email_address": _("E-mail address"),
    "subject": _("Subject"),
    "body": _("Text"),
    "phone_number": _("Telephone number"),
}
_FORMS = (
    choosers.ExternalLinkChooserForm,
    choosers.AnchorLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.PhoneLinkChooserForm,
)


def translate_link_dialogs() -> None:
    """Give the fields of the dialogs their labels."""
    for form in _FORMS:
        for name, label in _LABELS.items():
            if field := form.base_fields.get(name):
                field.label = label
