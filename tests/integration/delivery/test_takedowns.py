"""An article that is taken down is gone with its aliases, whatever is done to it, until that is lifted."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Collection, CollectionViewRestriction, Page, PageLogEntry

from cms import takedowns
from cms.models import ArticlePage, Image, Takedown
from cms.selectors import public_ids
from cms.taken_along import Lifted
from delivery.models import Change, Edition
from tests import factories
from tests.takedowns import GERMAN, chief, lift, take_down

pytestmark = pytest.mark.django_db


def is_public(page: Page) -> bool:
    return page.pk in public_ids([page.pk], now=timezone.now())


def log_of(page: Page) -> list[str]:
    factories.settle()
    return list(Change.objects.filter(object_id=page.pk).order_by("pk").values_list("change", flat=True))


@pytest.fixture
def article() -> ArticlePage:
    article = factories.published_article(parent=factories.section(slug="projekte"), slug="weg")
    factories.settle()
    return article


class TestAnArticleThatIsTakenDown:
    def test_is_hidden_with_its_aliases_before_anything_is_compiled(self, article: ArticlePage) -> None:
        alias = article.create_alias(parent=factories.home(), update_slug="zweit")
        second = alias.create_alias(parent=factories.section(), update_slug="dritt")
        factories.settle()
        take_down(article)
        assert Edition.objects.filter(pk__in=[article.pk, alias.pk, second.pk], hidden=False).count() == 0
        assert not any(map(is_public, (article, alias, second)))

    def test_does_not_come_back_by_editing_and_publishing(self, article: ArticlePage) -> None:
        take_down(article)
        article.title = "Neu gefasst"
        article.save_revision().publish()
        assert not is_public(article)
        assert log_of(article) == ["PUBLISHED", "KILLED"]

    def test_does_not_come_back_as_a_new_alias_or_as_one_that_becomes_a_page(
        self, article: ArticlePage
    ) -> None:
        takedown = take_down(article)
        alias = article.create_alias(parent=factories.home(), update_slug="zweit")
        assert not is_public(alias)
        ConvertAliasPageAction(ArticlePage.objects.get(pk=alias.pk)).execute()
        assert not is_public(alias)
        lift(takedown)
        assert is_public(alias)

    def test_leaves_its_aliases_down_when_it_is_deleted(self, article: ArticlePage) -> None:
        alias = article.create_alias(parent=factories.home(), update_slug="zweit")
        take_down(article)
        ArticlePage.objects.get(pk=article.pk).delete()
        factories.settle()
        assert not is_public(alias)
        for path in ("/de/projekte/weg/", "/de/zweit/"):
            answer = Client().get("/api/v1/resolve/", {"path": path})
            assert (answer.status_code, answer.json()["detail"]) == (410, GERMAN)

    def test_is_in_the_log_of_its_page(self, article: ArticlePage) -> None:
        takedown = take_down(article)
        lift(takedown)
        entries = PageLogEntry.objects.filter(page=article.pk, user=chief())
        assert set(entries.values_list("action", flat=True)) >= {"cms.take_down", "cms.lift_takedown"}


class TestTheLog:
    def test_tells_the_sentence_in_the_language_of_the_article_and_that_it_is_back(
        self, article: ArticlePage
    ) -> None:
        takedown = take_down(article)
        assert log_of(article) == ["PUBLISHED", "KILLED"]
        line = Change.objects.get(change="KILLED")
        assert (line.reason, line.etag, line.path) == (GERMAN, None, "/de/projekte/weg/")
        lift(takedown)
        assert log_of(article) == ["PUBLISHED", "KILLED", "PUBLISHED"]

    def test_tells_once_of_an_article_that_had_no_edition(self) -> None:
        article = factories.article(slug="weg")
        alias = article.create_alias(parent=factories.section(slug="auswahl"))
        take_down(article)
        assert (log_of(article), log_of(alias)) == (["KILLED"], ["KILLED"])
        assert Client().get("/api/v1/resolve/?path=/de/auswahl/weg/").status_code == 410
        article.save_revision().publish()
        article.unpublish()
        assert log_of(article) == ["KILLED"]

    def test_has_no_reason_for_what_is_unpublished(self, article: ArticlePage) -> None:
        article.unpublish()
        assert log_of(article)[-1] == "REMOVED"
        assert Change.objects.get(change="REMOVED").reason is None


class TestWhatIsTakenAlong:
    @pytest.fixture
    def former(self) -> Any:
        return Collection.get_first_root_node().add_child(name="Presse")

    def test_goes_to_one_private_collection_and_back(self, article: ArticlePage, former: Any) -> None:
        image, download = factories.image(collection=former), factories.download(collection=former)
        takedown = take_down(article, media=[image, download])
        image.refresh_from_db()
        download.refresh_from_db()
        assert image.collection == download.collection != former
        assert CollectionViewRestriction.objects.filter(collection=image.collection).exists()
        assert lift(takedown) == Lifted([], [])
        again = factories.published_article()
        take_down(again, media=[download])
        private = image.collection
        image.refresh_from_db()
        download.refresh_from_db()
        assert (image.collection, download.collection) == (former, private)

    def test_is_put_at_the_root_if_its_collection_is_gone(self, article: ArticlePage, former: Any) -> None:
        image = factories.image(collection=former, title="Skyline")
        takedown = take_down(article, media=[image])
        former.delete()
        assert lift(takedown).in_root == ["Skyline"]
        assert Image.objects.get(pk=image.pk).collection == Collection.get_first_root_node()

    def test_stays_where_somebody_has_put_it_meanwhile(self, article: ArticlePage, former: Any) -> None:
        image = factories.image(title="Skyline")
        takedown = take_down(article, media=[image])
        Image.objects.filter(pk=image.pk).update(collection=former)
        assert lift(takedown).left == ["Skyline"]
        assert Image.objects.get(pk=image.pk).collection == former


class TestRefuses:
    @pytest.mark.parametrize(
        ("refusal", "fields"),
        [
            (takedowns.TextMissing, {"reason": " \0"}),
            (takedowns.TextMissing, {"reason": "\u200b"}),
            (takedowns.TextMissing, {"sentences": {"de": "\u2060 \u00ad", "en": "Gone."}}),
            (takedowns.TextMissing, {"sentences": {"en": "Gone."}}),
            (takedowns.TextMissing, {"sentences": {"de": "Weg.", "fr": "Parti."}}),
        ],
    )
    def test_what_lacks_a_text(self, article: ArticlePage, refusal: Any, fields: Any) -> None:
        with pytest.raises(refusal):
            take_down(article, **fields)
        assert not Takedown.objects.exists()

    def test_to_lift_twice(self, article: ArticlePage) -> None:
        takedown = take_down(article)
        lift(takedown)
        with pytest.raises(takedowns.AlreadyLifted):
            lift(takedown)

    def test_somebody_without_the_permission(self, article: ArticlePage) -> None:
        takedown = take_down(article)
        other = factories.user()
        with pytest.raises(takedowns.PermissionMissing):
            takedowns.lift_takedown(takedown_id=takedown.pk, by=other, now=timezone.now())
        with pytest.raises(takedowns.PermissionMissing):
            take_down(factories.published_article(), by=other)
