"""What the public may no longer see is gone with the change that hid it, and comes back when that is undone."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.models import ArticlePage, ArticleRelation, HomePage, SectionPage
from delivery.models import Edition
from delivery.publish import read_current
from delivery.read.editions import EditionRow, edition_by_id
from delivery.read.lists import Listing, listed_editions
from delivery.read.paths import resolve_path
from tests import factories

pytestmark = pytest.mark.django_db


def read(article: ArticlePage, *, now: datetime | None = None) -> EditionRow | None:
    moment = now or timezone.now()
    return read_current(lambda: edition_by_id(article.pk, profile="full", now=moment))


def is_visible(article: ArticlePage) -> bool:
    now = timezone.now()
    by_id = read(article, now=now)
    page = read_current(lambda: listed_editions(Listing(ids=[article.pk]), now=now))
    assert (by_id is not None) == (len(page.rows) == 1) == (page.count == 1)
    return by_id is not None


def test_a_published_article_is_there() -> None:
    assert is_visible(factories.compiled_article())


def test_a_draft_is_not_there() -> None:
    assert not is_visible(factories.compiled_article(live=False))


def test_an_unpublished_article_is_gone_before_anything_is_compiled() -> None:
    article = factories.compiled_article()
    article.unpublish()
    assert not is_visible(article)


def test_an_article_that_is_published_again_is_back() -> None:
    article = factories.published_article()
    article.unpublish()
    factories.settle()
    article.get_latest_revision().publish()
    factories.settle()
    assert is_visible(article)


def test_an_expired_article_is_gone_at_its_second() -> None:
    expiry = timezone.now() + timedelta(hours=1)
    article = factories.compiled_article(expire_at=expiry)
    assert read(article, now=expiry - timedelta(seconds=1))
    assert read(article, now=expiry) is None


def test_a_deleted_article_is_gone_before_anything_is_compiled() -> None:
    article = factories.compiled_article()
    ArticlePage.objects.get(pk=article.pk).delete()
    assert not is_visible(article)


def test_a_restriction_above_hides_at_once_and_its_end_shows_again() -> None:
    section = factories.section()
    article = factories.compiled_article(parent=section)
    restriction = PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert not is_visible(article)
    factories.settle()
    assert not is_visible(article)
    restriction.delete()
    factories.settle()
    assert is_visible(article)


def test_a_move_below_a_restriction_hides_at_once_and_moving_back_shows_again() -> None:
    private = factories.section()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    public = factories.section()
    inner = factories.section(parent=public)
    article = factories.compiled_article(parent=inner)
    SectionPage.objects.get(pk=inner.pk).move(private, pos="last-child")
    assert not is_visible(article)
    factories.settle()
    assert not is_visible(article)
    SectionPage.objects.get(pk=inner.pk).move(SectionPage.objects.get(pk=public.pk), pos="last-child")
    factories.settle()
    assert is_visible(article)


def test_an_article_outside_every_site_is_not_there() -> None:
    root = Page.objects.get(depth=1)
    elsewhere = root.add_child(instance=HomePage(title="Archiv", slug="archiv", locale=root.locale))
    assert not is_visible(factories.compiled_article(parent=elsewhere))


def test_an_alias_answers_by_path_only() -> None:
    article = factories.compiled_article()
    section = factories.section()
    alias = article.create_alias(parent=section)
    factories.settle()
    assert not is_visible(alias)
    assert isinstance(resolve_path(alias.get_url_parts()[2], now=timezone.now()), EditionRow)


def test_a_related_article_that_expires_leaves_the_articles_that_name_it() -> None:
    expiry = timezone.now() + timedelta(hours=1)
    other = factories.compiled_article(title="Nur heute", expire_at=expiry)
    article = factories.compiled_article()
    article.article_relations = [ArticleRelation(related=other)]
    article.save_revision().publish()
    factories.settle()
    before = read(article)
    after = read(article, now=expiry)
    assert before
    assert after
    assert "Nur heute" in before.body.decode()
    assert "Nur heute" not in after.body.decode()


def test_an_image_whose_collection_turns_private_is_not_described_in_the_next_response() -> None:
    collection = Collection.get_first_root_node().add_child(name="Presse")
    image = factories.image(collection=collection, alt_text="Die Preisverleihung", credit="Foto: Z")
    article = factories.compiled_article(image=image)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    row = read(article)
    assert row
    text = row.body.decode()
    assert '"state":"PRIVATE"' in text
    assert "Preisverleihung" not in text
    assert f"/images/{image.pk}/" not in text


def test_an_outdated_edition_that_cannot_be_compiled_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    article = factories.compiled_article()
    Edition.objects.filter(pk=article.pk).update(valid_until=timezone.now())

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("delivery.publish.compile_edition", fail)
    assert read(article) is None


def test_a_new_draft_takes_nothing_away_also_if_it_was_read_before_the_page_was_published() -> None:
    article = factories.draft_article()
    ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish()
    factories.settle()
    article.title = "Entwurf"
    article.save_revision()
    assert is_visible(article)
