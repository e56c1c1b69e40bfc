"""Versions of articles: when one is kept, and that it stays as it was."""

import zlib
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import ArticlePage, ArticleVersion, Author
from cms.record import content_of
from delivery import publish as publisher
from delivery.invalidation import invalidate_editions
from delivery.models import Edition
from delivery.verify import reason_of_drift
from tests import factories
from tests.contracts import rich_article

pytestmark = pytest.mark.django_db


def publish(page: ArticlePage, **fields: Any) -> None:
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    factories.settle()


def numbers(page: ArticlePage) -> list[int]:
    return list(ArticleVersion.objects.filter(page=page).order_by("number").values_list("number", flat=True))


@pytest.fixture
def author() -> Author:
    return factories.author(name="Ada Beispiel")


@pytest.fixture
def page(author: Author) -> ArticlePage:
    return factories.published_article(
        title="Drei Preise", kicker="Stadt", authors=[author], image=factories.image()
    )


class TestAVersion:
    @pytest.mark.parametrize(
        "fields",
        [
            {"kicker": "Land"},
            {"title": "Zwei Preise"},
            {"lead": "Ein anderer Satz."},
            {"image": None},
            {"body": [("paragraph", "<p>Ein anderer Absatz.</p>")]},
            {"article_authors": []},
        ],
        ids=lambda fields: next(iter(fields)),
    )
    def test_is_kept_when_a_field_of_the_article_changes(self, page: ArticlePage, fields: Any) -> None:
        publish(page, **fields)

        version = ArticleVersion.objects.get(page=page)
        assert version.number == 1
        assert version.published_at == page.last_published_at
        assert version.replaced_at == ArticlePage.objects.get(pk=page.pk).last_published_at
        assert content_of(version)["title"] == "Drei Preise"

    def test_is_not_kept_when_nothing_or_something_else_changes(self, page: ArticlePage) -> None:
        publish(page)
        publish(page, seo_title="Suche", rights_holder="Agentur", slug="umgezogen")

        assert numbers(page) == []

    def test_is_not_kept_when_what_it_shows_changes(self, page: ArticlePage, author: Author) -> None:
        author.name = "Ada Anders"
        author.save()
        assert page.image
        page.image.alt_text = "Ein anderes Bild"
        page.image.save()
        invalidate_editions([page.pk], now=timezone.now())
        factories.settle()

        assert numbers(page) == []

    def test_is_not_kept_of_an_edition_of_before_the_upgrade(self, page: ArticlePage) -> None:
        Edition.objects.filter(pk=page.pk).update(digest="", compiler="10/alt")
        publisher.recompile([page.pk], now=timezone.now())
        Edition.objects.filter(pk=page.pk).update(digest="")
        publish(page, title="Zwei Preise")

        assert numbers(page) == []
        publish(page, title="Ein Preis")
        assert numbers(page) == [1]

    def test_is_kept_of_an_edition_of_before_the_upgrade_that_a_correction_names(
        self, page: ArticlePage
    ) -> None:
        Edition.objects.filter(pk=page.pk).update(digest="")
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")

        version = ArticleVersion.objects.get(page=page)
        assert (version.number, content_of(version)["title"]) == (1, "Drei Preise")
        assert [one.version for one in page.corrections.all()] == [1]
        publish(page, title="Ein Preis", correction_note="Es war einer.")
        assert numbers(page) == [1, 2]

    def test_is_what_readers_had_and_not_a_publication_between(self, page: ArticlePage) -> None:
        for title in ("Zwei Preise", "Ein Preis"):
            draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
            draft.title = title
            draft.save_revision().publish()
        factories.settle()

        assert [content_of(one)["title"] for one in ArticleVersion.objects.all()] == ["Drei Preise"]

    def test_is_deleted_with_its_article(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")
        ArticlePage.objects.get(pk=page.pk).delete()
        factories.settle()

        assert not ArticleVersion.objects.exists()
        assert not Edition.objects.filter(pk=page.pk).exists()

    def test_of_an_alias_is_not_kept(self, page: ArticlePage) -> None:
        alias = page.create_alias(parent=factories.section(), update_slug="alias")
        factories.settle()
        publish(page, title="Zwei Preise")

        assert numbers(page) == [1]
        assert numbers(alias) == []

    def test_makes_no_drift(self, page: ArticlePage) -> None:
        publish(page, title="Zwei Preise", correction_note="Es waren zwei.")

        assert reason_of_drift(page.pk, now=timezone.now()) == ""


class TestAnArticleThatIsTakenOff:
    def test_leaves_a_version_that_is_not_replaced(self, page: ArticlePage) -> None:
        page.unpublish()
        factories.settle()

        assert ArticleVersion.objects.get().replaced_at is None

    def test_has_it_replaced_when_it_comes_back_with_something_else(self, page: ArticlePage) -> None:
        page.unpublish()
        factories.settle()
        publish(page, title="Zwei Preise")

        version = ArticleVersion.objects.get()
        assert version.replaced_at == ArticlePage.objects.get(pk=page.pk).last_published_at
        publish(page, title="Ein Preis")
        assert numbers(page) == [1, 2]

    def test_and_comes_back_as_it_was_has_it_replaced_by_the_next_change(self, page: ArticlePage) -> None:
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
        factories.settle()
        restriction.delete()
        factories.settle()
        assert ArticleVersion.objects.get().replaced_at is None

        publish(page, title="Zwei Preise")
        assert numbers(page) == [1]
        assert ArticleVersion.objects.get().replaced_at is not None


def test_a_version_of_every_block_has_neither_picture_nor_link() -> None:
    page = rich_article.published()
    full = bytes(Edition.objects.get(pk=page.pk).full)
    publish(page, title="Ein anderer")

    content = zlib.decompress(ArticleVersion.objects.get(page=page).content)
    assert b"http" in full
    for trace in (b"http", b"href", b"src", b"mailto:", b"/images/", b"<a", b"<img", b"<iframe"):
        assert trace not in content, trace
    words = content.decode()
    for word in ("Artikel", "Datei", "Hier", "Film", "YouTube", "Kasten", "Zahlen", "a.txt", "Gelöscht"):
        assert word in words
