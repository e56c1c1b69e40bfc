"""The one gate: what the public may read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.models import ArticlePage, HomePage
from cms.selectors import private_collection_ids, public_articles
from tests import factories

pytestmark = pytest.mark.django_db
NOW = factories.MORNING


def _live() -> ArticlePage:
    return factories.article(parent=factories.section())


def _draft() -> ArticlePage:
    return factories.article(live=False)


def _expires(minutes: int) -> Callable[[], ArticlePage]:
    def make() -> ArticlePage:
        article = factories.article()
        ArticlePage.objects.filter(pk=article.pk).update(expire_at=NOW + timedelta(minutes=minutes))
        return article

    return make


def _restrict(page: Page, kind: str) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="geheim")


def _restricted(kind: str) -> Callable[[], ArticlePage]:
    def make() -> ArticlePage:
        article = factories.article()
        _restrict(article, kind)
        return article

    return make


def _below_a_restricted_section() -> ArticlePage:
    section = factories.section()
    article = factories.article(parent=factories.section(parent=section))
    _restrict(section, "login")
    return article


def _below_a_draft_section() -> ArticlePage:
    return factories.article(parent=factories.section(live=False))


def _outside_any_site() -> ArticlePage:
    lonely = Page.get_first_root_node().add_child(instance=HomePage(title="Allein", slug="allein"))
    return factories.article(parent=lonely)


def _in_a_site_whose_path_begins_alike() -> ArticlePage:
    twin = Page.get_first_root_node().add_child(instance=HomePage(title="Zwilling", slug="home-zwilling"))
    return factories.article(parent=twin)


def _alias() -> ArticlePage:
    article: Any = factories.article()
    return article.create_alias(parent=factories.section())


def _translation() -> ArticlePage:
    return factories.article(parent=factories.english_home())


@pytest.mark.parametrize(
    ("make", "is_public"),
    [
        (_live, True),
        (_draft, False),
        (_expires(1), True),
        (_expires(0), False),
        (_expires(-1), False),
        (_restricted("login"), False),
        (_restricted("password"), False),
        (_restricted("groups"), False),
        (_below_a_restricted_section, False),
        (_below_a_draft_section, True),
        (_outside_any_site, False),
        (_in_a_site_whose_path_begins_alike, False),
        (_alias, True),
        (_translation, True),
    ],
)
def test_the_gate(make: Callable[[], ArticlePage], is_public: bool) -> None:
    article = make()
    assert public_articles(now=NOW).filter(pk=article.pk).exists() is is_public


def test_a_restriction_that_is_lifted_opens_the_gate_again() -> None:
    article = factories.article()
    _restrict(article, "login")
    PageViewRestriction.objects.all().delete()
    assert public_articles(now=NOW).filter(pk=article.pk).exists()


def test_a_closed_collection_closes_those_below_it() -> None:
    root = Collection.get_first_root_node()
    closed = root.add_child(name="Geschlossen")
    below = closed.add_child(name="Darunter")
    beside = Collection.get_first_root_node().add_child(name="Daneben")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    assert {closed.pk, below.pk} <= private_collection_ids()
    assert beside.pk not in private_collection_ids()
