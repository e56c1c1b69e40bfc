"""The table of the form of the newsroom's settings, as `form_fields` has those of the other forms."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset

from tests.contracts.seen import Acts, Form, Part, Seen
from tests.inputs.settings_form import entry, texts


def _texts() -> dict[str, Any]:
    row = texts(
        main_menu=[entry({"page": "{other}", "text": "Darunter"}, page="{other}")],
        footer_menu=[entry(url="https://example.org/partner", text="Partner")],
        footer="<p>Seit 1850</p>",
        contact="<p>Am Markt 1</p>",
        imprint="{other}",
        privacy="{other}",
        rights_terms="Nur mit Erlaubnis",
    )
    return {"texts": inline_formset([row])}


def _of_site(typed: Any, path: str, shows: Any = None) -> Seen:
    return Seen(typed, path, shows, "site/")


SETTINGS = Form(
    "articles/{other}/",
    {
        "name": _of_site("Das Blatt", "name"),
        "contact_email": _of_site("redaktion@example.org", "contact.email.text"),
        "publisher_name": _of_site("Blattverlag", "publisher.name"),
        "publisher_legal_name": _of_site("Blattverlag GmbH", "publisher.legal_name"),
        "publisher_url": _of_site("https://verlag.example/", "publisher.url"),
        "publisher_logo": _of_site("{shared}", "publisher.logo.id"),
        "texts.locale": _of_site(None, "locale", "de"),
        "texts.main_menu": _of_site(None, "menus.main.0.items.0.text", "Darunter"),
        "texts.footer_menu": _of_site(None, "menus.footer.0.href", "https://example.org/partner"),
        "texts.footer": _of_site(None, "footer.text", "Seit 1850"),
        "texts.contact": _of_site(None, "contact.text.text", "Am Markt 1"),
        "texts.imprint": _of_site(None, "imprint.id", "{other}"),
        "texts.privacy": _of_site(None, "privacy.id", "{other}"),
        "texts.newsroom_words": Acts(
            "holds comments under names with these words",
            "integration/comments/test_newsroom_names.py::test_the_words_of_a_language_can_be_chosen",
        ),
        "texts.rights_terms": Seen(None, "rights.terms", "Nur mit Erlaubnis"),
        "comments_enabled": Seen("on", "comments.policy", "OPEN"),
        "comments_close_after_days": Seen("3650", "comments.closes_at", Part("2036-02-27T")),
        "rights_holder": Seen("Das Blatt", "rights.holder"),
        "rights_terms": Seen("Alle Rechte vorbehalten", "rights.terms", at="articles/{english}/"),
        "rights_url": Seen("https://example.org/rechte", "rights.url"),
    },
    _texts,
)
