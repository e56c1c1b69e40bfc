"""Invalidations, editions and the log: what is written when, and what happens when something fails."""

from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models.signals import pre_save
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction

from cms.models import ArticlePage
from delivery import kinds
from delivery import publish as publisher
from delivery.content import blocks
from delivery.invalidation import IN_REQUEST, invalidate_editions, invalidate_tagged
from delivery.models import Change, Edition, EditionTag, Invalidation
from delivery.publish import read_current
from delivery.read.editions import EditionRow, edition_by_id
from delivery.read.lists import Listing, ListPage, listed_editions
from delivery.subjects import edition_id
from delivery.verify import sweep
from tests import factories
from tests.comment_factories import comment

pytestmark = pytest.mark.django_db


def read(page_id: int, *, now: datetime) -> EditionRow | None:
    return read_current(lambda: edition_by_id(page_id, profile="full", now=now))


def read_list(listing: Listing, *, now: datetime) -> ListPage:
    return read_current(lambda: listed_editions(listing, now=now))


def log_of(article: ArticlePage) -> list[str]:
    return list(Change.objects.filter(object_id=article.pk).order_by("pk").values_list("change", flat=True))


def test_the_log_records_the_life_of_an_article() -> None:
    article = factories.compiled_article(title="Eins")
    article.title = "Zwei"
    article.save_revision().publish()
    factories.settle()
    article.unpublish()
    factories.settle()
    assert log_of(article) == ["PUBLISHED", "UPDATED", "REMOVED"]


def test_equal_bytes_make_no_change(now: datetime) -> None:
    article = factories.compiled_article()
    publisher.recompile([article.pk], now=now)
    assert log_of(article) == ["PUBLISHED"]


def test_a_new_comment_count_makes_no_change() -> None:
    article = factories.compiled_article()
    comment(article=article, status="PUBLISHED")
    row = edition_by_id(article.pk, profile="card", now=factories.MORNING)
    assert row is not None
    assert b'"count":1' in row.body
    assert log_of(article) == ["PUBLISHED"]


def test_everything_that_an_article_shows_is_recorded() -> None:
    author, image, section = factories.author(), factories.image(), factories.section(slug="projekte")
    article = factories.compiled_article(parent=section, authors=[author], image=image, tags=["Klima"])
    tags = set(EditionTag.objects.filter(edition_id=article.pk).values_list("tag", flat=True))
    assert {
        f"page:{article.pk}",
        f"page:{section.pk}",
        f"author:{author.pk}",
        f"image:{image.pk}",
        f"tag:{article.tags.get().pk}",
        f"locale:{article.locale_id}",
        "section=projekte",
        f"author={author.slug}",
        "tag=klima",
    } <= tags


def test_invalidating_what_shows_an_image_is_one_statement_with_its_lock_and_its_mark(
    now: datetime, django_assert_max_num_queries: Any
) -> None:
    image = factories.image()
    articles = [factories.compiled_article(image=image) for _ in range(3)]
    with django_assert_max_num_queries(3):
        invalidate_tagged([f"image:{image.pk}"], now=now)
    own = edition_id("image", image.pk)
    invalidated = set(Invalidation.objects.values_list("edition_id", flat=True))
    assert invalidated == {own, *(article.pk for article in articles)}


def test_more_than_a_request_compiles_is_left_to_the_background(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[int] = []
    monkeypatch.setattr(publisher, "publish_invalidated", lambda ids, now: compiled.extend(ids))
    few = invalidate_editions(range(1, IN_REQUEST + 1), now=now)
    publisher.publish_tokens([few], limit=IN_REQUEST, now=now)
    assert len(compiled) == IN_REQUEST
    many = invalidate_editions(range(1, IN_REQUEST + 2), now=now)
    publisher.publish_tokens([many], limit=IN_REQUEST, now=now)
    assert len(compiled) == IN_REQUEST
    assert Invalidation.objects.count() == IN_REQUEST + 1


def test_an_article_that_fails_keeps_its_invalidation_and_its_last_edition_and_stops_no_other(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, fine = factories.compiled_article(), factories.compiled_article()
    real = kinds.compile_edition

    def sometimes(page_id: int, **batch: Any) -> Any:
        if page_id == broken.pk:
            raise RuntimeError("a bad day")
        return real(page_id, **batch)

    monkeypatch.setattr(publisher, "compile_edition", sometimes)
    invalidate_editions([broken.pk, fine.pk], now=now)
    publisher.publish_due(now=now)
    failed = Invalidation.objects.get()
    assert (failed.edition_id, failed.attempts, failed.error) == (broken.pk, 1, "RuntimeError: a bad day")
    assert failed.not_before > now  # type: ignore[operator]
    assert Edition.objects.filter(pk=broken.pk, hidden=False).exists()


def test_a_page_that_changed_while_it_was_compiled_is_not_stored(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = factories.compiled_article(title="Alt")
    real = kinds.compile_edition

    def interrupted(page_id: int, **batch: Any) -> Any:
        compiled = real(page_id, **batch)
        article.unpublish()
        return compiled

    monkeypatch.setattr(publisher, "compile_edition", interrupted)
    publisher.recompile([article.pk], now=now)
    assert Edition.objects.get(pk=article.pk).hidden
    assert Invalidation.objects.filter(edition_id=article.pk).exists()


def test_a_change_that_is_rolled_back_leaves_no_trace() -> None:
    article = factories.compiled_article()

    with transaction.atomic():
        article.unpublish()
        assert Edition.objects.get(pk=article.pk).hidden
        transaction.set_rollback(True)
    assert not Edition.objects.get(pk=article.pk).hidden
    assert not Invalidation.objects.exists()


def test_the_sweeper_finds_changes_that_sent_no_signal(now: datetime) -> None:
    gone, new, moved = factories.compiled_article(), factories.draft_article(), factories.compiled_article()
    Page.objects.filter(pk=gone.pk).update(live=False)
    Page.objects.filter(pk=new.pk).update(live=True, live_revision=new.latest_revision_id)
    Page.objects.filter(pk=moved.pk).update(url_path="/home/anderswo/")
    assert sweep(now=now) == 3
    factories.settle()
    assert sweep(now=now) == 0
    call_command("check_editions")


def test_the_sweeper_compiles_again_when_the_public_url_changes(now: datetime, settings: Any) -> None:
    article = factories.compiled_article()
    settings.PUBLIC_URL = "https://zeitung.example"
    sweep(now=now)
    factories.settle()
    assert b"https://zeitung.example/api/v1/articles/" in bytes(Edition.objects.get(pk=article.pk).full)


def test_check_editions_finds_drift_and_rebuild_editions_repairs_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    article = factories.compiled_article(title="Richtig")
    Edition.objects.filter(pk=article.pk).update(full=b'{"title":"Falsch"}', etag="x")
    with pytest.raises(CommandError, match="1 editions differ"):
        call_command("check_editions")
    assert f"page {article.pk}: differs in full, etag" in capsys.readouterr().out
    call_command("rebuild_editions", id=[article.pk])
    call_command("check_editions")
    assert "0 drift" in capsys.readouterr().out


def test_a_block_that_cannot_be_represented_is_named_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    def fail(value: Any, build: Any) -> Any:
        raise RuntimeError("no")

    monkeypatch.setitem(blocks.BLOCK_VALUES, "heading", fail)
    article = factories.compiled_article(
        body=[("heading", {"text": "Kaputt", "level": "2"}), ("paragraph", "<p>Heil.</p>")]
    )
    body = orjson.loads(bytes(Edition.objects.get(pk=article.pk).full))["body"]
    assert [block["type"] for block in body] == ["broken", "paragraph"]
    assert body[0]["value"] == {"was": "heading", "state": "ERROR"}


def test_two_readers_of_an_outdated_edition_share_the_work(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = factories.compiled_article()
    Edition.objects.filter(pk=article.pk).update(valid_until=now)
    real = kinds.compile_edition

    def overtaken(page_id: int, **batch: Any) -> Any:
        compiled = real(page_id, **batch)
        monkeypatch.setattr(publisher, "compile_edition", real)
        assert read(page_id, now=now)
        return compiled

    monkeypatch.setattr(publisher, "compile_edition", overtaken)
    assert read(article.pk, now=now)


def test_what_turns_private_while_it_is_first_compiled_is_found_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    collection = Collection.get_first_root_node().add_child(name="Presse")
    image = factories.image(collection=collection, credit="Foto: Geheim")
    real = kinds.compile_edition

    def interrupted(page_id: int, **batch: Any) -> Any:
        compiled = real(page_id, **batch)
        if not CollectionViewRestriction.objects.exists():
            CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        return compiled

    monkeypatch.setattr(publisher, "compile_edition", interrupted)
    article = factories.compiled_article(image=image)
    assert b"Geheim" not in bytes(Edition.objects.get(pk=article.pk).full)


def test_a_restriction_hides_before_it_is_written_and_stays_so_if_that_fails(now: datetime) -> None:
    article = factories.compiled_article()
    restriction = PageViewRestriction(page=article.page_ptr)
    pre_save.send(PageViewRestriction, instance=restriction, raw=False, using="default", update_fields=None)
    assert Edition.objects.get(pk=article.pk).hidden
    assert Invalidation.objects.filter(edition_id=article.pk).exists()


def test_a_list_leaves_out_many_that_were_removed(now: datetime) -> None:
    old = factories.compiled_article(published_at=factories.MORNING)
    for number in range(1, 8):
        page = factories.compiled_article(published_at=factories.MORNING + timedelta(hours=number))
        Page.objects.filter(pk=page.pk).update(live=False)
    Edition.objects.update(valid_until=now)
    assert [row.id for row in read_list(Listing(limit=2), now=now).rows] == [old.pk]


def test_a_list_leaves_out_an_article_that_cannot_be_compiled(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = factories.compiled_article(published_at=factories.MORNING)
    broken = factories.compiled_article(published_at=factories.MORNING + timedelta(hours=1))
    Edition.objects.filter(pk=broken.pk).update(valid_until=now)
    monkeypatch.setattr(publisher, "compile_edition", lambda *of, **more: 1 / 0)
    page = read_list(Listing(limit=1), now=now)
    assert ([row.id for row in page.rows], page.following, page.count) == ([old.pk], None, 1)


def test_any_number_of_pages_is_invalidated(now: datetime) -> None:
    token = invalidate_editions(range(1, 1203), now=now)
    assert Invalidation.objects.filter(token=token).count() == 1202


def test_a_locale_that_changes_changes_its_editions() -> None:
    article = factories.compiled_article()
    Locale.objects.get(language_code="de").save()
    assert Invalidation.objects.filter(edition_id=article.pk).exists()


def test_comments_that_are_off_count_nothing() -> None:
    article = factories.compiled_article(comment_policy="OFF")
    comment(article=article, status="PUBLISHED")
    row = edition_by_id(article.pk, profile="card", now=factories.MORNING)
    assert row is not None
    assert b'"policy":"OFF","closes_at":null,"count":0' in row.body


def test_headings_have_ids_that_are_never_empty_and_never_twice() -> None:
    headings = ["Straße & Platz", "Straße & Platz", "Площадь", "!!!"]
    article = factories.compiled_article(
        body=[("heading", {"text": text, "level": "2"}) for text in headings]
    )
    body = orjson.loads(bytes(Edition.objects.get(pk=article.pk).full))["body"]
    assert [block["value"]["id"] for block in body] == [
        "strasse-platz",
        "strasse-platz-2",
        "ploshchad",
        "abschnitt",
    ]
