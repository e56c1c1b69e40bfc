"""An author has an edition as long as an article names them, and it changes with the author and the articles."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from cms.models import Author
from delivery import verify
from delivery.invalidation import invalidate_all, invalidate_editions
from delivery.models import Change, Edition, Invalidation, QueuedInvalidation
from delivery.subjects import edition_id
from tests import factories

pytestmark = pytest.mark.django_db


def key_of(author: Author) -> int:
    return edition_id("author", author.pk)


def edition_of(author: Author) -> Edition | None:
    return Edition.objects.filter(pk=key_of(author)).first()


def lines(author: Author) -> list[tuple[str, str]]:
    told = Change.objects.filter(type="author", object_id=author.pk).order_by("pk")
    return list(told.values_list("change", "path"))


class TestAnAuthor:
    def test_has_no_edition_without_an_article(self) -> None:
        author = factories.author()
        factories.settle()
        assert edition_of(author) is None
        assert not Invalidation.objects.exists()

    def test_is_published_with_the_first_article_and_removed_with_the_last(self) -> None:
        author = factories.author(slug="m-beispiel")
        first, second = (factories.compiled_article(authors=[author]) for _ in range(2))
        first.unpublish()
        factories.settle()
        assert edition_of(author) is not None
        second.unpublish()
        factories.settle()
        assert edition_of(author) is None
        assert lines(author) == [
            ("PUBLISHED", "/de/?author=m-beispiel"),
            ("REMOVED", "/de/?author=m-beispiel"),
        ]

    def test_is_not_told_again_for_a_further_article(self) -> None:
        author = factories.author()
        for _ in range(2):
            factories.compiled_article(authors=[author])
        assert len(lines(author)) == 1

    def test_that_changes_is_told_once_with_the_new_bytes(self) -> None:
        author = factories.author(slug="m-beispiel")
        factories.compiled_article(authors=[author])
        author.role, author.slug = "Redaktion", "m-muster"
        author.save()
        factories.settle()
        assert lines(author)[1:] == [("UPDATED", "/de/?author=m-muster")]
        assert b'"role":"Redaktion"' in bytes(edition_of(author).full)

    def test_whose_name_is_written_in_another_normal_form_has_one(self) -> None:
        author = factories.author(slug="zoe\u0308")
        factories.compiled_article(authors=[author])
        assert edition_of(author).slug == "zo\xeb"

    def test_is_compiled_in_the_request_that_publishes_the_article(
        self, django_capture_on_commit_callbacks: Any
    ) -> None:
        author = factories.author()
        draft = factories.draft_article(authors=[author])
        with django_capture_on_commit_callbacks(execute=True):
            draft.get_latest_revision().publish()
        assert edition_of(author) is not None
        assert not QueuedInvalidation.objects.exists()

    def test_is_compiled_again_with_everything_else(self, now: datetime) -> None:
        author = factories.author()
        factories.compiled_article(authors=[author])
        invalidate_all(now=now)
        assert Invalidation.objects.filter(pk=key_of(author)).exists()

    def test_shows_a_portrait_that_changes_with_its_image(self) -> None:
        author = factories.author(image=factories.image(credit="Alt"))
        factories.compiled_article(authors=[author])
        author.image.credit = "Neu"
        author.image.save()
        factories.settle()
        assert b'"credit":"Neu"' in bytes(edition_of(author).full)


class TestTheSweep:
    def test_finds_an_author_that_was_renamed_or_has_no_edition(self, now: datetime) -> None:
        renamed, lost = (factories.author() for _ in range(2))
        factories.compiled_article(authors=[renamed, lost])
        assert verify.sweep(now=now) == 0
        Author.objects.filter(pk=renamed.pk).update(name="Zoë Zander")
        Edition.objects.filter(pk=key_of(lost)).delete()
        assert verify.sweep(now=now) == 2
        factories.settle()
        assert edition_of(renamed).sort_title == "zoe zander"
        assert edition_of(lost) is not None


class TestTheAudit:
    def test_finds_what_no_column_of_an_author_shows(self, now: datetime) -> None:
        author = factories.author()
        factories.compiled_article(authors=[author])
        Author.objects.filter(pk=author.pk).update(role="Heimlich")
        assert verify.sweep(now=now) == 0
        verify.audit(now=now)
        assert Invalidation.objects.filter(pk=key_of(author)).exists()


class TestAFailureOfAnAuthor:
    def test_is_reported_with_name_and_editor(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        author = factories.author(name="Mara Winter")
        factories.compiled_article(authors=[author])
        monkeypatch.setattr("delivery.objects.author_out", lambda author, build: 1 / 0)
        invalidate_editions([key_of(author)], now=now)
        factories.settle()
        administrator = Client()
        administrator.force_login(factories.user(is_superuser=True))
        report = administrator.get("/admin/reports/background-work/").content.decode()
        assert "Mara Winter" in report
        assert f"/admin/snippets/cms/author/edit/{author.pk}/" in report
