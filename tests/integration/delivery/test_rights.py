"""The rights in an article: its own, or else those of the site in its language."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage, SiteTexts
from delivery.invalidation import invalidate_editions
from tests import factories

pytestmark = pytest.mark.django_db


def rights_of(article: ArticlePage) -> Any:
    return Client().get("/api/v1/resolve/", {"path": article.url}).json()["page"]["rights"]


def test_are_those_of_the_site_for_an_article_without() -> None:
    article = factories.compiled_article()
    site = factories.settings_of_site()
    site.rights_holder, site.rights_terms = "Das Blatt", "Alle Rechte vorbehalten"
    site.save()
    factories.settle()
    rights = {
        "holder": "Das Blatt",
        "terms": "Alle Rechte vorbehalten",
        "url": None,
        "ai_generated": "NONE",
    }
    assert rights_of(article) == rights


def test_have_the_terms_of_the_language_and_else_those_of_the_site() -> None:
    german = factories.compiled_article()
    english = factories.compiled_article(parent=factories.english_home())
    site = factories.settings_of_site()
    site.rights_terms = "Alle Rechte vorbehalten"
    site.texts = [SiteTexts(locale=english.locale, rights_terms="All rights reserved")]
    site.save()
    factories.settle()
    terms = [rights_of(page)["terms"] for page in (german, english)]
    assert terms == ["Alle Rechte vorbehalten", "All rights reserved"]


@pytest.mark.parametrize("change", ["edit", "delete"])
def test_follow_a_change_of_the_terms_of_the_language(change: str) -> None:
    article = factories.article()
    site = factories.settings_of_site()
    site.texts = [SiteTexts(locale=article.locale, rights_terms="Alt")]
    site.save()
    factories.settle()
    site.texts = [] if change == "delete" else site.texts.all()
    for texts in site.texts.all():
        texts.rights_terms = "Neu"
    site.save()
    factories.settle()
    assert rights_of(article)["terms"] == {"edit": "Neu", "delete": ""}[change]


def test_of_an_article_are_not_mixed_with_those_of_the_site() -> None:
    site = factories.settings_of_site()
    site.rights_terms, site.rights_url = "CC BY 4.0", "https://example.org/cc"
    site.save()
    article = factories.compiled_article(rights_holder="Agentur", ai_generated="GENERATED")
    rights = {"holder": "Agentur", "terms": "", "url": None, "ai_generated": "GENERATED"}
    assert rights_of(article) == rights


def test_leave_out_a_url_that_readers_must_not_follow() -> None:
    article = factories.compiled_article(rights_terms="x")
    # The form refuses it; a script may store it.
    ArticlePage.objects.update(rights_url="javascript:alert(1)")
    invalidate_editions([article.pk], now=timezone.now())
    factories.settle()
    assert rights_of(article)["url"] is None
