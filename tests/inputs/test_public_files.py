"""A file is public while its collection is, and a public page links to it or it is public on its own."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import ArticlePage, Download
from delivery.content import blocks
from delivery.models import Edition, EditionTag
from tests import factories
from tests.inputs.file_links import (
    BODIES,
    ask,
    fresh,
    is_public,
    linking,
    private_collection,
    published,
    remove_the_link,
)

pytestmark = pytest.mark.django_db


class TestAFileThatAPageLinksTo:
    @pytest.mark.parametrize("way", BODIES)
    def test_is_public_with_the_page(self, way: str) -> None:
        download = factories.download()
        article = factories.draft_article(body=BODIES[way](download))
        assert not is_public(download)
        article.get_latest_revision().publish()
        factories.settle()
        assert is_public(download)
        fresh(article).unpublish()
        assert not is_public(download)

    def test_is_public_while_one_of_two_pages_is(self) -> None:
        download = factories.download()
        first, second = published(download), published(download)
        fresh(first).unpublish()
        assert is_public(download)
        fresh(second).unpublish()
        assert not is_public(download)

    def test_is_public_by_an_alias(self) -> None:
        download = factories.download()
        article = published(download)
        article.create_alias(parent=factories.section())
        factories.settle()
        assert is_public(download)


def draft_of_a_live_page(download: Download) -> None:
    article = factories.published_article()
    article.body = linking(download)
    article.save_revision()
    factories.settle()


def scheduled(download: Download) -> None:
    article = factories.draft_article(body=linking(download), go_live_at=timezone.now() + timedelta(hours=1))
    article.get_latest_revision().publish()
    factories.settle()


def expired(download: Download) -> None:
    article = published(download)
    Edition.objects.filter(pk=article.pk).update(expires_at=timezone.now())


def hidden(download: Download) -> None:
    Edition.objects.filter(pk=published(download).pk).update(hidden=True)


def deleted(download: Download) -> None:
    fresh(published(download)).delete()


def restricted(download: Download) -> None:
    PageViewRestriction.objects.create(page=published(download), restriction_type="login")


def below_a_restricted_section(download: Download) -> None:
    section = factories.section()
    published(download, parent=section)
    PageViewRestriction.objects.create(page=section, restriction_type="login")


def without_the_link(download: Download) -> None:
    remove_the_link(fresh(published(download)))


def outdated_and_without_the_link(download: Download) -> None:
    article = published(download)
    ArticlePage.objects.filter(pk=article.pk).update(body=[])
    Edition.objects.filter(pk=article.pk).update(needs_recompilation=True)


def in_a_private_collection(download: Download) -> None:
    published(download)
    download.collection = private_collection()
    download.save()


def in_a_private_collection_on_its_own(download: Download) -> None:
    download.public_on_its_own = True
    in_a_private_collection(download)


def no_page(download: Download) -> None:
    pass


NOT_PUBLIC = (
    no_page,
    draft_of_a_live_page,
    scheduled,
    expired,
    hidden,
    deleted,
    restricted,
    below_a_restricted_section,
    without_the_link,
    outdated_and_without_the_link,
    in_a_private_collection,
    in_a_private_collection_on_its_own,
)


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_a_file_that_is_not_public_gets_the_answer_of_none(state: Callable[[Download], None]) -> None:
    download = factories.download()
    state(download)
    answer, unknown = ask(download), ask(Download(pk=download.pk + 1000))
    assert answer.status_code == 404
    told, expected = answer.json(), unknown.json()
    for name in ("instance", "request_id"):
        del told[name], expected[name]
    assert told == expected
    for name in ("Cache-Control", "Surrogate-Key", "Content-Type"):
        assert answer[name] == unknown[name]


def test_a_page_that_names_a_file_and_does_not_show_it_makes_nothing_public(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    download = factories.download()
    build = blocks.BLOCK_VALUES["link_list"]
    monkeypatch.setitem(blocks.BLOCK_VALUES, "link_list", lambda *of: (build(*of), 1 / 0))
    article = factories.compiled_article(body=BODIES["a list of links"](download))
    assert Edition.objects.get(pk=article.pk).tags.filter(tag=f"download:{download.pk}").exists()
    assert not is_public(download)


def test_a_file_stays_public_until_the_new_compiler_has_compiled_its_pages() -> None:
    download = factories.download()
    article = published(download)
    EditionTag.objects.filter(tag__startswith="file:").delete()
    assert not is_public(download)
    migration = import_module("delivery.migrations.0002_tag_offered_files")
    migration.tag_offered_files(apps, None)
    assert is_public(download)
    pages = EditionTag.objects.filter(tag__startswith="file:", edition_id__gt=0)
    assert pages.get().edition_id == article.pk


class TestAFileOnItsOwn:
    def test_is_public_as_long_as_the_box_is_ticked(self) -> None:
        admin, download = Client(), factories.download()
        admin.force_login(User.objects.create_superuser("chefin"))
        address = reverse("wagtaildocs:edit", args=[download.pk])
        form = {"title": "Heft", "collection": "1", "tags": ""}
        assert not is_public(download)
        admin.post(address, {**form, "public_on_its_own": "on"})
        assert is_public(download)
        admin.post(address, form)
        assert not is_public(download)

    def test_is_not_what_an_upload_is(self) -> None:
        assert not factories.download().public_on_its_own


class TestUsersOfTheAdmin:
    def client(self, *groups: str) -> Client:
        client = Client()
        client.force_login(factories.user(groups=Group.objects.filter(name__in=groups)))
        return client

    @pytest.mark.parametrize("group", ["Redaktion", "Schlussredaktion"])
    def test_fetch_the_file_of_a_draft_at_the_address_that_the_admin_links_to(self, group: str) -> None:
        download = factories.download()
        client = self.client(group)
        answer = client.get(download.url)
        assert "private" in answer["Cache-Control"]
        file: Any = client.get(answer["Location"])
        assert (file.status_code, file.getvalue()) == (200, b"Text")

    def test_who_do_not_work_with_files_get_the_answer_of_readers(self) -> None:
        download = factories.download()
        for client in (self.client(), Client()):
            answer = client.get(download.url)
            assert answer["Location"] == f"/api/v1/downloads/{download.pk}/file/"
            assert client.get(answer["Location"]).status_code == 404

    def test_find_the_box_with_its_explanation(self) -> None:
        download = factories.download()
        page = self.client("Redaktion").get(reverse("wagtaildocs:edit", args=[download.pk])).content.decode()
        assert 'name="public_on_its_own"' in page
        assert "Newsletter" in page
