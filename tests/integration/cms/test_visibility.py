"""The visibility gate: which pages and files are public."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from cms.models import ArticlePage, HomePage, SectionPage
from cms.selectors import private_collection_ids, public_ids
from tests import factories
from tests.integration.cms.one_statement_gate import public_ids_by_one_statement

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


def _in_another_site() -> ArticlePage:
    return factories.article(parent=factories.other_home())


def _in_a_site_within_the_site() -> ArticlePage:
    section = factories.section()
    Site.objects.create(hostname="stadtteil.example", root_page=section)
    return factories.article(parent=section)


def _in_a_tree_whose_path_begins_alike() -> ArticlePage:
    other_home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Zwilling", slug="home-zwilling")
    )
    return factories.article(parent=other_home)


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
        (_in_another_site, False),
        (_in_a_site_within_the_site, True),
        (_in_a_tree_whose_path_begins_alike, False),
        (_alias, True),
        (_translation, True),
    ],
)
def test_the_gate(make: Callable[[], ArticlePage], is_public: bool) -> None:
    article = make()
    assert (article.pk in public_ids([article.pk], now=NOW)) is is_public


def test_a_restriction_that_is_lifted_opens_the_gate_again() -> None:
    article = factories.article()
    _restrict(article, "login")
    PageViewRestriction.objects.all().delete()
    assert article.pk in public_ids([article.pk], now=NOW)


class TestTheGateAskedByKey:
    @pytest.mark.parametrize("seed", range(6))
    def test_answers_as_one_statement_over_all_pages_does(self, seed: int) -> None:
        _grow_a_wild_tree(random.Random(seed))
        expected = public_ids_by_one_statement(now=NOW)

        answer = public_ids(Page.objects.values_list("pk", flat=True), now=NOW)

        assert answer == expected
        # The comparison needs pages that are public, in both languages, and others.
        assert Page.objects.filter(pk__in=expected).values("locale").distinct().count() == 2
        assert len(expected) < Page.objects.count() - 10

    def test_takes_two_statements_for_one_page_and_for_many(self) -> None:
        section = factories.section()
        pages = [factories.section(parent=section).pk for _number in range(20)]

        with CaptureQueriesContext(connection) as for_one:
            public_ids(pages[:1], now=NOW)
        with CaptureQueriesContext(connection) as for_many:
            public_ids(pages, now=NOW)

        assert len(for_one) == len(for_many) == 2

    def test_knows_no_page_that_does_not_exist(self) -> None:
        assert public_ids([2**62, 2**80], now=NOW) == set()


def _grow_a_wild_tree(chance: random.Random) -> None:
    """Create pages below several sites: translated, restricted, expired, drafts and aliases."""
    german, english = Locale.objects.get(language_code="de"), Locale.objects.get(language_code="en")
    top = Page.get_first_root_node()
    pages: list[Page] = [factories.home(), factories.english_home()]
    pages += [
        top.add_child(instance=HomePage(title=f"Haus {number}", slug=f"haus-{number}", locale=german))
        for number in range(3)
    ]
    for number in range(30):
        parent = Page.objects.get(pk=chance.choice(pages).pk).specific
        if chance.random() < 0.15 and isinstance(parent, SectionPage):
            pages.append(parent.create_alias(parent=pages[0], update_slug=f"alias-{number}"))
            continue
        section = SectionPage(
            title=f"Rubrik {number}",
            slug=f"rubrik-{number}",
            locale=chance.choice([german, english]),
            live=chance.random() > 0.15,
            expire_at=NOW + timedelta(minutes=chance.choice([-1, 0, 1])) if chance.random() < 0.3 else None,
        )
        pages.append(parent.add_child(instance=section))
    translated = chance.choice(pages[5:])
    other = english if translated.locale == german else german
    pages[4].refresh_from_db()
    pages.append(
        pages[4].add_child(
            instance=SectionPage(
                title="Übersetzt",
                slug="uebersetzt",
                translation_key=translated.translation_key,
                locale=other,
            )
        )
    )
    for number, root in enumerate([pages[2], translated, chance.choice(pages[5:])]):
        Site.objects.create(hostname=f"site-{number}.example", port=80, root_page_id=root.pk)
    for page in chance.sample(pages[5:], 3):
        _restrict(page, "login")


def test_a_closed_collection_closes_those_below_it() -> None:
    root = Collection.get_first_root_node()
    closed = root.add_child(name="Geschlossen")
    below = closed.add_child(name="Darunter")
    beside = Collection.get_first_root_node().add_child(name="Daneben")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    assert {closed.pk, below.pk} <= private_collection_ids()
    assert beside.pk not in private_collection_ids()
