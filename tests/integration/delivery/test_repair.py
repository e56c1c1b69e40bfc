"""Changes without a signal are found, large recompilations are finished, and everything can be rebuilt."""

import io
from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Collection, Page

from cms.editor.bulk import CollectImages
from cms.models import Image, Topic
from delivery import invalidation, jobs, verify
from delivery import publish as publisher
from delivery.invalidation import invalidate_editions
from delivery.models import DeliveryState, Edition, Invalidation, Recompilation
from delivery.receivers import commits
from delivery.subjects import LOWEST
from tests import factories
from tests.admin import add_to_collection

pytestmark = pytest.mark.django_db


class TestTheSweep:
    def test_finds_a_title_that_was_changed_without_a_signal(self, now: datetime) -> None:
        article = factories.compiled_article()
        Page.objects.filter(pk=article.pk).update(title="Heimlich")
        assert verify.sweep(now=now) == 1

    def test_invalidates_after_an_update_of_the_compiler_what_the_old_one_made(self, now: datetime) -> None:
        old, new = factories.compiled_article(), factories.compiled_article()
        Edition.objects.filter(pk=old.pk).update(compiler="3 before")
        verify.sweep(now=now)
        assert list(Invalidation.objects.values_list("edition_id", flat=True)) == [old.pk]
        assert Edition.objects.filter(pk=new.pk).exists()

    @pytest.mark.parametrize(
        ("name", "value"), [("PUBLIC_URL", "https://blatt.example"), ("IMAGE_CROPS", ["1:1"])]
    )
    def test_invalidates_everything_after_a_change_of_what_urls_of_images_consist_of(
        self, name: str, value: object, now: datetime, settings: Any
    ) -> None:
        settings.IMAGE_CROPS = [f"{width}:1" for width in range(1, 99)]
        article = factories.compiled_article()
        setattr(settings, name, value)
        verify.sweep(now=now)
        assert Invalidation.objects.filter(edition_id=article.pk).exists()

    def test_takes_as_many_queries_for_many_pages_as_for_one(
        self, now: datetime, django_assert_num_queries: Any
    ) -> None:
        factories.compiled_article()
        with django_assert_num_queries(14):
            assert verify.sweep(now=now) == 0
        for _ in range(5):
            factories.compiled_article()
        with django_assert_num_queries(14):
            verify.sweep(now=now)


class TestTheAudit:
    def test_finds_what_no_column_of_a_page_shows(self, now: datetime) -> None:
        article = factories.compiled_article(tags=["Klima"])
        Topic.objects.update(name="Heimlich")
        assert verify.sweep(now=now) == 0
        assert verify.audit(now=now) == 1
        factories.settle()
        assert b"Heimlich" in bytes(Edition.objects.get(pk=article.pk).full)

    def test_goes_on_where_its_time_was_over_and_begins_again_at_the_end(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages = [factories.compiled_article().pk for _ in range(2)]
        DeliveryState.objects.create(audited_to=pages[0] - 1)
        looked_at: list[int] = []
        monkeypatch.setattr(verify, "reason_of_drift", lambda page_id, now: looked_at.append(page_id))
        seconds = iter(range(0, 1000, 10))
        for _ in range(2):
            verify.audit(now=now, clock=lambda: next(seconds))
        assert looked_at == pages
        verify.audit(now=now)
        assert DeliveryState.objects.get().audited_to == LOWEST

    def test_goes_on_after_a_page_that_cannot_be_compiled(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken, wrong = factories.compiled_article(), factories.compiled_article()
        Edition.objects.filter(pk=wrong.pk).update(full=b"{}")
        real = verify.compile_edition
        monkeypatch.setattr(
            verify,
            "compile_edition",
            lambda page_id, now: 1 / 0 if page_id == broken.pk else real(page_id, now=now),
        )
        assert verify.audit(now=now) == 2
        assert set(Invalidation.objects.values_list("edition_id", flat=True)) == {broken.pk, wrong.pk}
        Invalidation.objects.all().delete()
        out = io.StringIO()
        with pytest.raises(CommandError, match="2 editions differ"):
            call_command("check_editions", stdout=out)
        assert f"page {broken.pk}: cannot be compiled: ZeroDivisionError" in out.getvalue()

    def test_leaves_out_what_is_invalidated(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        article = factories.compiled_article()
        invalidate_editions([article.pk], now=now)
        monkeypatch.setattr(verify, "reason_of_drift", lambda page_id, now: page_id == article.pk)
        assert verify.audit(now=now) == 0


class TestALargeRecompilation:
    def test_is_known_with_its_size_until_it_is_done(self, now: datetime) -> None:
        invalidate_editions(range(900_000, 900_000 + invalidation.IN_REQUEST + 1), now=now)
        assert Recompilation.objects.get().total == invalidation.IN_REQUEST + 1
        factories.settle()
        jobs.compile_invalidated(now)
        assert not Recompilation.objects.exists()

    def test_is_done_newest_first_and_a_few_seconds_at_a_time(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(publisher, "_TOGETHER", 1)
        pages = [factories.compiled_article().pk for _ in range(3)]
        invalidate_editions(pages, now=now)
        seconds = iter(range(0, 1000, 4))
        assert publisher.publish_due(now=now, clock=lambda: next(seconds)) == 2
        assert list(Invalidation.objects.values_list("edition_id", flat=True)) == [pages[0]]

    def test_is_counted_for_the_transaction_as_a_whole(
        self, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        images = [factories.image() for _ in range(3)]
        for image in images:
            factories.compiled_article(image=image)
        monkeypatch.setattr(commits, "IN_REQUEST", 2)
        target = Collection.get_first_root_node().add_child(name="Archiv")
        with django_capture_on_commit_callbacks(execute=True):
            add_to_collection(CollectImages, list(Image.objects.all()), target)
        assert Invalidation.objects.count() == 2 * len(images)

    def test_leaves_to_the_background_all_but_the_page_that_was_written(
        self, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        article = factories.compiled_article(title="Alt")
        link = f'<p><a linktype="page" id="{article.pk}">mehr</a></p>'
        others = [factories.compiled_article(body=[("paragraph", link)]).pk for _ in range(3)]
        monkeypatch.setattr(commits, "IN_REQUEST", 2)
        with django_capture_on_commit_callbacks(execute=True):
            article.title = "Neu"
            article.save_revision().publish()
        assert Client().get(f"/api/v1/articles/{article.pk}/").json()["title"] == "Neu"
        assert set(others) <= set(Invalidation.objects.values_list("edition_id", flat=True))

    def test_leaves_nothing_behind_when_its_transaction_fails(
        self, now: datetime, django_capture_on_commit_callbacks: Any
    ) -> None:
        article = factories.compiled_article()
        with django_capture_on_commit_callbacks(execute=True):
            with transaction.atomic():
                article.unpublish()
                transaction.set_rollback(True)
            factories.author().save()
        assert not Edition.objects.get(pk=article.pk).hidden


class TestRebuilding:
    def test_of_one_type_leaves_the_others(self) -> None:
        factories.compiled_article()
        section = factories.section()
        factories.settle()
        Edition.objects.update(full=b"{}")
        call_command("rebuild_editions", type="section", stdout=io.StringIO())
        assert bytes(Edition.objects.get(pk=section.pk).full) != b"{}"
        assert Edition.objects.filter(full=b"{}", type="article").exists()

    def test_goes_on_with_what_an_earlier_run_left(self, now: datetime) -> None:
        left, done = factories.compiled_article(), factories.compiled_article()
        invalidate_editions([left.pk], now=now)
        Edition.objects.update(full=b"{}")
        out = io.StringIO()
        call_command("rebuild_editions", resume=True, stdout=out)
        assert "rebuilt 1 editions; 0 failed" in out.getvalue()
        assert bytes(Edition.objects.get(pk=left.pk).full) != b"{}"
        assert bytes(Edition.objects.get(pk=done.pk).full) == b"{}"

    def test_invalidates_everything_before_it_compiles_anything(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages = [factories.compiled_article().pk for _ in range(3)]

        def stopped(*args: Any, **kwargs: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("delivery.management.commands.rebuild_editions.publish_invalidated", stopped)
        with pytest.raises(KeyboardInterrupt):
            call_command("rebuild_editions")
        assert set(pages) <= set(Invalidation.objects.values_list("edition_id", flat=True))

    def test_shows_a_bar_on_a_terminal(self) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        article, out = factories.compiled_article(), Terminal()
        call_command("rebuild_editions", id=[article.pk], stdout=out)
        assert f"[{'#' * 40}] 1 of 1\n" in out.getvalue()

    def test_reports_how_many_failed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        article, out = factories.compiled_article(), io.StringIO()
        monkeypatch.setattr(publisher, "compile_edition", lambda *of, **more: 1 / 0)
        call_command("rebuild_editions", id=[article.pk], stdout=out)
        assert "rebuilt 0 editions; 1 failed" in out.getvalue()
