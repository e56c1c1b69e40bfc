"""The demo. It is seeded once for all tests here, with small images, and rolled back after the last."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.test import Client
from PIL import Image as Pillow
from pytest_django import DjangoDbBlocker, Settings
from wagtail.embeds.models import Embed
from wagtail.models import Page, Site

import cms.demo
from cms.demo import library
from cms.demo.seeding import Demo
from cms.models import (
    ArticlePage,
    Author,
    CommentPolicy,
    Download,
    HomePage,
    Image,
    SectionPage,
    SiteSettings,
    Takedown,
)
from cms.selectors import public_ids
from tests import factories

pytestmark = pytest.mark.slow
NOW = factories.MORNING


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demo]:
    small = factories.image_file(width=64, height=40).read()
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(library, "image_file", lambda key: small)
        seeded = cms.demo.seed(now=NOW)
        factories.settle()
        cms.demo.correct(now=NOW, settle=factories.settle)
        cms.demo.take_down(now=NOW)
        factories.settle()
        yield seeded
        transaction.set_rollback(True)


def _counted() -> dict[str, int]:
    kinds: list[type[models.Model]] = [Page, ArticlePage, Author, Image, Download, Embed, Site, Takedown]
    return {kind.__name__: kind._default_manager.count() for kind in kinds}


def test_a_second_run_changes_nothing(demo: Demo, db: None) -> None:
    before, revisions = _counted(), list(ArticlePage.objects.values_list("pk", "latest_revision"))
    cms.demo.seed(now=NOW)
    cms.demo.correct(now=NOW, settle=factories.settle)
    cms.demo.take_down(now=NOW)
    assert _counted() == before
    assert list(ArticlePage.objects.values_list("pk", "latest_revision")) == revisions


def test_a_second_run_works_after_editors_have_moved_and_deleted_articles(demo: Demo, db: None) -> None:
    trees = ArticlePage.objects.get(slug="durstige-baeume")
    light = ArticlePage.objects.get(slug="licht-nach-bedarf")
    light.move(light.get_parent().get_siblings(inclusive=False).type(SectionPage).first(), pos="last-child")
    trees.delete()
    cms.demo.seed(now=NOW)
    assert ArticlePage.objects.filter(slug__in=(trees.slug, light.slug, "thirsty-trees")).count() == 3


def test_the_demo_has_what_a_newcomer_should_see(demo: Demo, db: None) -> None:
    public = ArticlePage.objects.filter(pk__in=public_ids(Page.objects.values_list("pk", flat=True), now=NOW))
    german = public.filter(locale__language_code="de")
    english = public.filter(locale__language_code="en")
    assert german.count() >= 13
    assert english.count() >= 5
    newest = german.order_by("-published_at").first()
    assert newest.slug == "stadt-land-digital"
    assert newest.get_translations().filter(live=True).count() == 1
    assert set(SectionPage.objects.values_list("slug", flat=True)) >= {"auszeichnungen", "projects"}
    assert HomePage.objects.count() == 2
    assert Author.objects.filter(image__isnull=False).count() == 3
    assert german.filter(comment_policy=CommentPolicy.CLOSED).exists()
    assert {login.group for login in demo.logins} == {"Redaktion", "Kommentarmoderation", None}


def test_the_award_article_has_three_corrections_and_a_version_that_is_withheld(demo: Demo, db: None) -> None:
    award = ArticlePage.objects.get(slug="stadt-land-digital", locale__language_code="de")
    assert list(award.corrections.values_list("version", flat=True)) == [3, 2, 1]
    assert list(award.versions.exclude(withheld_at=None).values_list("number", flat=True)) == [2]
    body = str(award.body.raw_data)
    assert all(word in body for word in ("140", "Kim Beispiel", "sechs Nominierte"))


def test_one_article_is_taken_down_and_says_so(demo: Demo, db: None) -> None:
    takedown = Takedown.objects.get()
    assert set(takedown.sentences) == {"de", "en"}
    answer = Client().get("/de/projekte/ampeln-die-gruessen/")
    assert answer.status_code == 410
    assert takedown.sentences["de"] in answer.content.decode()


def test_every_language_has_menus_two_deep_and_the_pages_that_the_law_wants(demo: Demo, db: None) -> None:
    texts = SiteSettings.for_site(Site.objects.get()).texts.all()
    assert {one.locale.language_code for one in texts} == {"de", "en"}
    for one in texts:
        pages = [block.value["page"] for block in one.main_menu]
        assert {page.locale for page in [*pages, one.imprint, one.privacy]} == {one.locale}
        assert any(block.value["items"] for block in one.main_menu)


def test_the_demo_uses_every_block(demo: Demo, db: None) -> None:
    used = {block.block_type for article in ArticlePage.objects.all() for block in article.body}
    assert used == set(ArticlePage._meta.get_field("body").stream_block.child_blocks)


def test_the_brochure_has_pages_and_a_cover(demo: Demo, db: None) -> None:
    brochure = Download.objects.get()
    assert brochure.pages == 7
    assert brochure.cover is not None


def test_the_demo_is_refused_where_its_passwords_would_be_dangerous(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        cms.demo.seed(now=NOW)


def test_the_images_are_wide_enough_and_their_files_small() -> None:
    with Pillow.open(library.FOLDER / "images" / "network.jpg") as lead:
        assert lead.size == (2000, 1250)
    assert sum(file.stat().st_size for file in (library.FOLDER / "images").glob("*.jpg")) < 1_000_000
