"""While many editions wait to be compiled again: nothing is missing, and caches are not emptied more than once."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import CollectionViewRestriction

from cms.models import ArticlePage, ArticleRelation
from delivery import publish
from delivery.caching.tags import EVERYTHING
from delivery.invalidation import invalidate_editions
from delivery.models import Edition, Invalidation, PendingPurge, is_outdated
from delivery.publish import publish_due, publish_invalidated
from delivery.receivers import commits
from tests import factories

pytestmark = pytest.mark.django_db
Act = Callable[[Callable[[], Any]], None]


@pytest.fixture
def waiting(now: datetime) -> list[int]:
    """Return the ids of an article and of a later one that shows its card, both outdated."""
    shown, holder = factories.compiled_article(title="Gezeigt"), factories.compiled_article()
    holder.article_relations = [ArticleRelation(related=shown)]
    holder.save_revision().publish()
    factories.settle()
    ids = [shown.pk, holder.pk]
    Edition.objects.filter(pk__in=ids).update(needs_recompilation=True)
    return ids


def related_titles(page_id: int) -> list[str]:
    answer = Client().get(f"/api/v1/articles/{page_id}/").json()
    return [card["title"] for card in answer["related"]]


class TestACardThatIsOutdatedAsWell:
    def test_is_shown_by_an_article_that_is_compiled_for_a_reader(self, waiting: list[int]) -> None:
        assert related_titles(waiting[1]) == ["Gezeigt"]

    def test_is_shown_by_what_the_background_has_compiled_before(
        self, waiting: list[int], now: datetime
    ) -> None:
        invalidate_editions(waiting, now=now)
        publish_invalidated([waiting[1]], now=now)
        assert related_titles(waiting[1]) == ["Gezeigt"]

    def test_is_shown_by_an_article_of_the_same_batch(self, waiting: list[int], now: datetime) -> None:
        invalidate_editions(waiting, now=now)
        assert publish_due(now=now) == 2
        assert related_titles(waiting[1]) == ["Gezeigt"]

    def test_that_cannot_be_compiled_is_left_to_its_next_attempt(
        self, waiting: list[int], now: datetime
    ) -> None:
        ArticlePage.objects.filter(pk=waiting[0]).update(title=" ")
        for _time in range(2):
            invalidate_editions([waiting[1]], now=now)
            publish_invalidated([waiting[1]], now=now)
        assert attempts(waiting[0]) == 1


class TestAnArticleOfWhichTheCardWasCompiledForAnother:
    def test_shows_its_own_outdated_cards_when_it_is_read(self, now: datetime) -> None:
        articles = chain(4)
        Edition.objects.update(needs_recompilation=True)
        for holder, shown in pairwise(articles):
            assert related_titles(holder.pk) == [shown.title]

    def test_is_read_beside_another_that_it_shows_and_that_shows_it(self) -> None:
        first, last = articles = chain(2)
        relate(last, first)
        factories.settle()
        Edition.objects.update(needs_recompilation=True)
        answer = Client().get("/api/v1/articles/?profile=full&order=published_at").json()
        related = {item["id"]: [card["id"] for card in item["related"]] for item in answer["items"]}
        assert related == {first.pk: [last.pk], last.pk: [first.pk]}
        assert not Edition.objects.filter(is_outdated(timezone.now()), pk__in=[one.pk for one in articles])

    def test_shows_more_of_them_than_one_batch_compiles(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(publish, "_TOGETHER", 1)
        holder, *shown = (factories.article() for _number in range(4))
        relate(holder, *shown)
        factories.settle()
        Edition.objects.update(needs_recompilation=True)
        assert related_titles(holder.pk) == [one.title for one in shown]

    def test_is_read_without_a_card_that_cannot_be_compiled(self, now: datetime) -> None:
        first, holder, broken = chain(3)
        Edition.objects.update(needs_recompilation=True)
        ArticlePage.objects.filter(pk=broken.pk).update(title=" ")
        assert related_titles(first.pk) == [holder.title]
        assert related_titles(holder.pk) == []

    def test_is_complete_once_the_background_has_compiled_everything(self, now: datetime) -> None:
        articles = chain(3)
        Edition.objects.update(needs_recompilation=True)
        ids = [article.pk for article in articles]
        invalidate_editions(ids, now=now)
        publish_invalidated(ids[:1], now=now)
        factories.settle()
        assert not Edition.objects.filter(is_outdated(timezone.now()), pk__in=ids)


class TestTheCaches:
    @pytest.fixture
    def act(
        self, monkeypatch: pytest.MonkeyPatch, settings: Any, django_capture_on_commit_callbacks: Any
    ) -> Act:
        """Do something that invalidates more than a request compiles."""
        settings.CACHE_PURGERS = {"varnish": {}}
        monkeypatch.setattr(commits, "purge", lambda: None)
        monkeypatch.setattr(commits, "IN_REQUEST", 0)

        def acted(act: Callable[[], Any]) -> None:
            with django_capture_on_commit_callbacks(execute=True):
                act()

        return acted

    def test_are_not_emptied_by_an_edit_that_takes_nothing_away(self, act: Act) -> None:
        author = factories.author()
        article = factories.compiled_article(authors=[author])
        # By the recompilation that is under way, which has had everything purged.
        Edition.objects.filter(pk=article.pk).update(needs_recompilation=True)
        act(author.save)
        assert EVERYTHING not in queued()

    @pytest.mark.usefixtures("committed_site")
    def test_are_not_emptied_for_what_was_rolled_back(self, act: Act) -> None:
        author, image = factories.author(), factories.image()
        article = factories.compiled_article(authors=[author], image=image)
        with transaction.atomic():
            CollectionViewRestriction(collection=image.collection, restriction_type="login").save()
            transaction.set_rollback(True)
        Edition.objects.filter(pk=article.pk).update(needs_recompilation=True)
        act(author.save)
        assert EVERYTHING not in queued()

    def test_are_emptied_by_what_takes_something_away(self, act: Act) -> None:
        image = factories.image()
        factories.compiled_article(image=image)
        act(CollectionViewRestriction(collection=image.collection, restriction_type="login").save)
        assert EVERYTHING in queued()


def chain(length: int) -> list[ArticlePage]:
    """Return compiled articles of which each shows the card of the next."""
    articles = [factories.article() for _number in range(length)]
    for holder, shown in pairwise(articles):
        relate(holder, shown)
    factories.settle()
    return articles


def relate(holder: ArticlePage, *shown: ArticlePage) -> None:
    holder.article_relations = [ArticleRelation(related=one) for one in shown]
    holder.save_revision().publish()


def attempts(page_id: int) -> int:
    return Invalidation.objects.get(edition_id=page_id).attempts


def queued() -> set[str]:
    return set(PendingPurge.objects.values_list("tag", flat=True))
