"""While many editions wait to be compiled again: nothing is missing, and caches are not emptied more than once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import CollectionViewRestriction

from cms.models import ArticlePage, ArticleRelation
from delivery.caching.tags import EVERYTHING
from delivery.invalidation import invalidate_editions
from delivery.models import Edition, Invalidation, PendingPurge
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


def attempts(page_id: int) -> int:
    return Invalidation.objects.get(edition_id=page_id).attempts


def queued() -> set[str]:
    return set(PendingPurge.objects.values_list("tag", flat=True))
