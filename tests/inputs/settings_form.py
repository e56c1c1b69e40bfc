"""What the editor's form of the settings sends."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.models import SiteSettings


def entry(*below: dict[str, Any], **target: Any) -> dict[str, Any]:
    """Return one entry of a menu; `target` has its link, and its text if it has one."""
    items = {str(number): _item(one, number) for number, one in enumerate(below)}
    return {**_link(target), "items": {"count": str(len(below)), **items}}


def _item(link: dict[str, Any], number: int) -> dict[str, Any]:
    return {"value": _link(link), "deleted": "", "order": str(number), "type": "item", "id": ""}


def _link(target: dict[str, Any]) -> dict[str, Any]:
    return {"text": "", "page": "", "download": "", "url": "", "email": "", **target}


def texts(
    *, language: str = "de", main_menu: Any = (), footer_menu: Any = (), **values: Any
) -> dict[str, Any]:
    """Return the menus and texts of a language; the menus are made of entries."""
    return {
        "locale": Locale.objects.get(language_code=language).pk,
        "main_menu": streamfield([("entry", one) for one in main_menu]),
        "footer_menu": streamfield([("entry", one) for one in footer_menu]),
        "footer": rich_text(values.pop("footer", "")),
        "contact": rich_text(values.pop("contact", "")),
        "imprint": "",
        "privacy": "",
        "rights_terms": "",
        "newsroom_words": "",
        **values,
    }


def settings_form(*languages: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return the fields that the form sends: the texts of these languages, and `values` of the site."""
    stored = list(SiteSettings.of_default_site().texts.all())
    rows = [
        {**row, "id": stored[place].pk if place < len(stored) else ""} for place, row in enumerate(languages)
    ]
    sent: dict[str, Any] = nested_form_data(
        {
            "name": "",
            "contact_email": "",
            "publisher_name": "",
            "publisher_legal_name": "",
            "publisher_url": "",
            "publisher_logo": "",
            "comments_enabled": "on",
            "comments_close_after_days": "",
            "rights_holder": "",
            "rights_terms": "",
            "rights_url": "",
            "texts": inline_formset(rows, initial=min(len(stored), len(rows))),
            **values,
        }
    )
    return sent


def send_settings(client: Client, *languages: dict[str, Any], **values: Any) -> Any:
    """Send the form of the main site."""
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=["cms", "sitesettings", site.pk])
    return client.post(address, settings_form(*languages, **values))
