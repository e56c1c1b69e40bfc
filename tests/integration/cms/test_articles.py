"""The validation of articles, and their places in the tree."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from wagtail.models import Locale, Page, Site

from cms.models import ArticlePage, ArticleRelation, HomePage, SectionPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_slug_is_taken_when_another_section_has_it() -> None:
    factories.article(parent=factories.section(), slug="preis", title="Der erste")
    with pytest.raises(ValidationError, match="Der erste"):
        factories.article(parent=factories.section(), slug="preis")


def test_the_refusal_of_a_slug_speaks_german() -> None:
    factories.article(parent=factories.section(), slug="preis")
    with translation.override("de"), pytest.raises(ValidationError, match="hat dieses URL-Kürzel bereits"):
        factories.article(parent=factories.section(), slug="preis")


def test_a_slug_is_free_in_the_other_language() -> None:
    german = factories.article(slug="preis")
    english = factories.article(parent=factories.english_home(), slug="preis")
    assert german.slug == english.slug


def test_a_slug_is_free_on_another_site() -> None:
    root = Page.get_first_root_node().add_child(instance=HomePage(title="Zweite", slug="zweite"))
    Site.objects.create(hostname="zweite.example", root_page=root)
    factories.article(slug="preis")
    assert factories.article(parent=root, slug="preis").slug == "preis"


def test_an_alias_may_repeat_a_slug_and_takes_none() -> None:
    article = factories.article(slug="preis")
    alias = article.create_alias(parent=factories.section())
    assert alias.slug == "preis"
    article.title = "Noch einmal"
    article.save_revision().publish()


def test_translating_keeps_the_slug() -> None:
    factories.english_home()
    article = factories.article(slug="preis")
    copy = article.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.save_revision().publish()
    assert ArticlePage.objects.filter(slug="preis", live=True).count() == 2


def test_a_publication_date_does_not_lie_ahead() -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.article(published_at=timezone.now() + timedelta(days=1))
    assert "published_at" in refusal.value.message_dict


def test_an_article_is_not_related_to_itself() -> None:
    article = factories.article()
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleRelation.objects.create(page=article, related=article)


@pytest.mark.parametrize(
    ("child", "parent", "is_allowed"),
    [
        (HomePage, HomePage, False),
        (SectionPage, HomePage, True),
        (ArticlePage, HomePage, True),
        (SectionPage, SectionPage, True),
        (ArticlePage, SectionPage, True),
        (ArticlePage, ArticlePage, False),
        (SectionPage, ArticlePage, False),
    ],
)
def test_what_may_stand_below_what(child: type[Page], parent: type[Page], is_allowed: bool) -> None:
    assert (child in parent.allowed_subpage_models()) is is_allowed


def test_the_address_has_the_language_and_the_slugs() -> None:
    section = factories.section(slug="kultur")
    article = factories.article(parent=section, slug="preis")
    assert article.full_url == "http://testserver/de/kultur/preis/"
    assert factories.home().full_url == "http://testserver/de/"
