"""The pages of the admin are German for a German user and English for an English one."""

from functools import cache
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Site

from tests import comment_factories, factories
from tests.admin import client_of, staff
from tests.contracts.visible import texts_of
from tests.contracts.vocabulary import OVERRIDES, entries, own_catalogues, wagtail_catalogues

pytestmark = pytest.mark.django_db

# English texts that no catalogue has: rows of Wagtail's migrations, and labels made from the names of fields.
_NAMES = {
    "Comment moderators",
    "Editors",
    "Moderators",
    "Moderators approval",
    "Root",
    "Link text",
    "Email address",
    "Phone number",
}
# Wagtail's templates have these in English, with no mark for translation.
_FIXED = {"Actions", "None", "Search"}


@cache
def _translations() -> dict[str, str]:
    """Return the German texts by the English ones, without texts that are the same or a word of both languages."""
    paths = [*wagtail_catalogues(), *own_catalogues(), OVERRIDES / "de" / "LC_MESSAGES" / "django.po"]
    # The later one of two translations is the one that is shown.
    found = (entry for path in paths for entry in entries(path))
    texts = {
        entry.msgid.strip(): entry.msgstr.strip() for entry in found if entry.msgstr and not entry.msgctxt
    }
    of_both = {*texts, *_english()} & {*texts.values()}
    return {source: text for source, text in texts.items() if not of_both & {source, text}}


def _english() -> set[str]:
    """Return the English texts that stand in place of Wagtail's."""
    return {entry.msgstr for entry in entries(OVERRIDES / "en" / "LC_MESSAGES" / "django.po")}


def _addresses() -> list[str]:
    author = factories.author()
    section = factories.section()
    article = factories.article(parent=section, authors=[author])
    comment = comment_factories.comment(article=article)
    image, download = factories.image(), factories.download()
    return [
        reverse(name, args=args)
        for name, args in (
            ("wagtailadmin_home", []),
            ("wagtailadmin_explore", [section.pk]),
            ("wagtailadmin_pages:edit", [article.pk]),
            ("wagtailadmin_pages:history", [article.pk]),
            ("articles:index", []),
            ("articles:choose_parent", []),
            ("wagtailsnippets_cms_author:list", []),
            ("wagtailsnippets_cms_author:delete", [author.pk]),
            ("wagtailimages:edit", [image.pk]),
            ("wagtaildocs:index", []),
            ("wagtaildocs:add_multiple", []),
            ("wagtaildocs:edit", [download.pk]),
            ("wagtailsettings:edit", ["cms", "sitesettings", Site.objects.get().pk]),
            ("wagtailadmin_workflows:index", []),
            ("wagtailusers_groups:index", []),
            ("wagtailadmin_collections:index", []),
            ("wagtailadmin_choose_page_external_link", []),
            ("wagtailadmin_choose_page_email_link", []),
            ("wagtailadmin_choose_page_phone_link", []),
            ("comments_desk", []),
            ("comments_comment", [comment.pk]),
            ("jobs_report", []),
            ("broken_parts", []),
        )
    ]


def _shown(language: str, addresses: list[str]) -> dict[str, str]:
    """Return the texts of the pages for a user with this language, each with the page that has it."""
    client = client_of(staff(language=language, is_superuser=True))
    shown: dict[str, str] = {}
    for address in addresses:
        response: Any = client.get(address, follow=True)
        assert response.status_code == 200, address
        shown |= dict.fromkeys(texts_of(response), address)
    return shown


class TestThePagesOfTheAdmin:
    def test_are_in_the_language_of_their_user(self) -> None:
        translations, addresses = _translations(), _addresses()
        german, english = _shown("de", addresses), _shown("en", addresses)

        untranslated = {*translations, *_NAMES} - _FIXED
        assert {text: page for text, page in german.items() if text in untranslated} == {}
        of_german_newsroom = {
            "Alle Seiten",
            "Freigabe",
            "Kommentarmoderation",
            "Redaktion",
            "Schlussredaktion",
        }
        too_german = {*translations.values()} - of_german_newsroom
        assert {text: page for text, page in english.items() if text in too_german} == {}
        # The walk has seen labels that scripts show, and dialogs.
        assert {"Alternativtext", "Linktext", "Hintergrundkasten", "Redaktion"} <= german.keys()
