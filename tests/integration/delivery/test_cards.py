"""A card is taken from the edition of its article, and whoever shows it follows that edition."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page

from cms.models import ArticlePage, ArticleRelation, SectionPage
from delivery import publish as publisher
from delivery.invalidation import invalidate_editions, invalidate_queued, queue_invalidation
from delivery.models import Change, Edition, EditionTag, Invalidation, QueuedInvalidation
from delivery.publish import publish_invalidated, publish_queued
from delivery.receivers import commits
from delivery.verify import reason_of_drift
from tests import factories

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]


def relate(article: ArticlePage, *others: ArticlePage) -> ArticlePage:
    """Publish an article again, with these related to it."""
    article.article_relations = [ArticleRelation(related=other) for other in others]
    article.save_revision().publish()
    factories.settle()
    return ArticlePage.objects.get(pk=article.pk)


def related(article: ArticlePage) -> list[Any]:
    """Return the related cards as readers get them at this moment."""
    answer = Client().get(f"/api/v1/articles/{article.pk}/")
    assert answer.status_code == 200
    cards: list[Any] = answer.json()["related"]
    return cards


def titles(article: ArticlePage) -> list[str]:
    return [card["title"] for card in related(article)]


@pytest.fixture
def shown() -> ArticlePage:
    return factories.compiled_article(title="Gezeigt")


@pytest.fixture
def holder(shown: ArticlePage) -> ArticlePage:
    return relate(factories.compiled_article(), shown)


class TestARelatedCard:
    def test_is_that_of_the_list_without_the_number_of_comments(
        self, shown: ArticlePage, holder: ArticlePage
    ) -> None:
        [listed] = Client().get(f"/api/v1/articles/?ids={shown.pk}").json()["items"]
        listed["comments"]["count"] = None

        assert related(holder) == [listed]

    def test_makes_its_holder_depend_on_the_page_only(self) -> None:
        author, image = factories.author(), factories.image()
        other = factories.compiled_article(authors=[author], image=image, tags=["Klima"])
        holder = relate(factories.compiled_article(), other)
        tags = set(EditionTag.objects.filter(edition=holder.pk).values_list("tag", flat=True))

        assert f"page:{other.pk}" in tags
        assert not {f"author:{author.pk}", f"image:{image.pk}", f"tag:{other.tags.get().pk}"} & tags

    def test_follows_what_it_shows_in_the_request_that_changes_it(
        self, django_capture_on_commit_callbacks: Commit
    ) -> None:
        author = factories.author(name="Alt")
        holder = relate(factories.compiled_article(), factories.compiled_article(authors=[author]))
        author.name = "Neu"
        with django_capture_on_commit_callbacks(execute=True):
            author.save()

        assert related(holder)[0]["authors"][0]["name"] == "Neu"
        assert not Invalidation.objects.exists()

    def test_comes_when_its_article_is_compiled(self, shown: ArticlePage, holder: ArticlePage) -> None:
        Edition.objects.filter(pk=shown.pk).delete()
        invalidate_editions([holder.pk], now=timezone.now())
        factories.settle()
        assert titles(holder) == []
        invalidate_editions([shown.pk], now=timezone.now())
        factories.settle()

        assert titles(holder) == ["Gezeigt"]

    def test_is_gone_with_a_page_that_a_script_took_off(
        self, shown: ArticlePage, holder: ArticlePage
    ) -> None:
        Page.objects.filter(pk=shown.pk).update(live=False)
        invalidate_editions([shown.pk], now=timezone.now())
        factories.settle()

        assert titles(holder) == []

    def test_shows_no_section_that_was_unpublished(self) -> None:
        section = factories.section(title="Geheim")
        holder = relate(factories.compiled_article(), factories.compiled_article(parent=section))
        assert related(holder)[0]["section"]["title"] == "Geheim"
        SectionPage.objects.get(pk=section.pk).unpublish()

        assert b"Geheim" not in Client().get(f"/api/v1/articles/{holder.pk}/").content

    def test_shows_no_section_that_has_expired(self, now: datetime) -> None:
        section = factories.section(title="Geheim", expire_at=now + timedelta(hours=1))
        other = factories.compiled_article(parent=section)
        holder = relate(factories.compiled_article(), other)
        ends = Edition.objects.values_list("valid_until", flat=True).filter(pk__in=[holder.pk, other.pk])

        assert list(ends) == [section.expire_at] * 2

    def test_shows_no_image_that_turned_private(self) -> None:
        collection = Collection.get_first_root_node().add_child(name="Presse")
        image = factories.image(collection=collection, credit="Foto: Geheim")
        holder = relate(factories.compiled_article(), factories.compiled_article(image=image))
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

        assert Edition.objects.get(pk=holder.pk).needs_recompilation
        assert b"Geheim" not in Client().get(f"/api/v1/articles/{holder.pk}/").content
        factories.settle()
        assert related(holder)[0]["image"]["state"] == "PRIVATE"

    def test_ends_with_its_article(self, now: datetime) -> None:
        other = factories.compiled_article(expire_at=now + timedelta(hours=1))
        holder = relate(factories.compiled_article(), other)

        assert Edition.objects.get(pk=holder.pk).valid_until == other.expire_at

    def test_of_an_article_that_cannot_be_compiled_is_left_out(
        self, shown: ArticlePage, holder: ArticlePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Edition.objects.filter(pk=shown.pk).update(needs_recompilation=True)
        with monkeypatch.context() as patch:
            patch.setattr(publisher, "compile_edition", lambda *of, **more: 1 / 0)
            assert Client().get(f"/api/v1/articles/{shown.pk}/").status_code == 404
        publisher.publish_queued(limit=50, now=timezone.now())

        assert titles(holder) == []

    def test_may_be_mutual(self, shown: ArticlePage, holder: ArticlePage) -> None:
        relate(shown, holder)
        holder.title = "Auch gezeigt"
        holder.save_revision().publish()
        factories.settle()

        assert (titles(shown), titles(holder)) == (["Auch gezeigt"], ["Gezeigt"])
        assert [reason_of_drift(page.pk, now=timezone.now()) for page in (shown, holder)] == ["", ""]


class TestStoringACard:
    def test_queues_its_holders_in_the_same_transaction(
        self, shown: ArticlePage, holder: ArticlePage
    ) -> None:
        Page.objects.filter(pk=shown.pk).update(title="Neu")
        invalidate_editions([shown.pk], now=timezone.now())
        with transaction.atomic():
            publish_invalidated([shown.pk], now=timezone.now())
            assert QueuedInvalidation.objects.filter(tag=f"page:{shown.pk}").exists()
            transaction.set_rollback(True)
        assert not QueuedInvalidation.objects.exists()
        publish_invalidated([shown.pk], now=timezone.now())
        invalidate_queued(now=timezone.now())

        assert set(Invalidation.objects.values_list("edition_id", flat=True)) == {holder.pk}

    def test_that_is_the_same_queues_nothing(self, shown: ArticlePage, holder: ArticlePage) -> None:
        ArticlePage.objects.filter(pk=shown.pk).update(body="[]", rights_holder="Agentur")
        invalidate_editions([shown.pk], now=timezone.now())
        publish_invalidated([shown.pk], now=timezone.now())

        assert Change.objects.latest("pk").object_id == shown.pk
        assert not QueuedInvalidation.objects.exists()

    def test_leaves_more_holders_than_a_request_compiles_to_the_background(
        self, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
    ) -> None:
        author = factories.author(name="Alt")
        other = factories.compiled_article(authors=[author])
        holders = [relate(factories.compiled_article(), other) for _ in range(3)]
        monkeypatch.setattr(commits, "IN_REQUEST", 2)
        author.name = "Neu"
        with django_capture_on_commit_callbacks(execute=True):
            author.save()
        assert Invalidation.objects.filter(edition_id__in=[one.pk for one in holders]).count() == 3
        factories.settle()

        assert {related(one)[0]["authors"][0]["name"] for one in holders} == {"Neu"}

    def test_ends_a_request_although_another_process_keeps_the_queue_full(
        self, shown: ArticlePage, monkeypatch: pytest.MonkeyPatch, now: datetime
    ) -> None:
        waves = iter(range(100))

        def queue_more(*of: Any, **more: Any) -> None:
            next(waves)
            queue_invalidation([f"page:{shown.pk}"])

        queue_more()
        monkeypatch.setattr(publisher, "publish_tokens", queue_more)
        publish_queued(limit=50, now=now)
        assert QueuedInvalidation.objects.exists()


class TestABatch:
    def test_sends_few_statements_for_each_further_edition(
        self, django_assert_max_num_queries: Any, now: datetime
    ) -> None:
        author, image, section = factories.author(), factories.image(), factories.section()
        pages = [
            factories.compiled_article(parent=section, authors=[author], image=image, tags=["Klima"])
            for _ in range(12)
        ]
        invalidate_editions([page.pk for page in pages], now=now)
        with django_assert_max_num_queries(40 + 9 * len(pages)):
            publish_invalidated([page.pk for page in pages], now=now)

        assert not Invalidation.objects.exists()

    def test_of_which_one_page_cannot_be_read_compiles_the_others(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken, fine = factories.compiled_article(), factories.compiled_article()
        real = ArticlePage.from_db.__func__

        def from_db(cls: Any, db: Any, names: Any, values: Any) -> Any:
            if broken.pk in values:
                raise ValueError("not a date")
            return real(cls, db, names, values)

        monkeypatch.setattr(ArticlePage, "from_db", classmethod(from_db))
        invalidate_editions([broken.pk, fine.pk], now=now)
        publish_invalidated([broken.pk, fine.pk], now=now)

        assert list(Invalidation.objects.values_list("edition_id", "attempts")) == [(broken.pk, 1)]
