"""An edition with new tags lacks no change, although a change finds editions by the tags that are stored."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from cms.models import Author
from delivery import kinds, new_tags
from delivery import publish as publisher
from delivery.invalidation import invalidate_editions, invalidate_tagged
from delivery.models import Edition, Invalidation, TagSearch
from tests import factories

real = kinds.compile_edition


def authors_of(page_id: int) -> list[str]:
    return [author["name"] for author in Client().get(f"/api/v1/articles/{page_id}/").json()["authors"]]


def renamed(author: Author, name: str) -> None:
    author.name = name
    author.save()


def compile_once(
    page_id: int, now: datetime, patch: pytest.MonkeyPatch, *, after: Callable[[], Any]
) -> list[int]:
    """Publish a page, with something that happens between its first compilation and storing it."""
    compiled: list[int] = []

    def interrupted(edition_id: int, **batch: Any) -> Any:
        result = real(edition_id, **batch)
        compiled.append(edition_id)
        if len(compiled) == 1:
            after()
        return result

    patch.setattr(publisher, "compile_edition", interrupted)
    invalidate_editions([page_id], now=now)
    publisher.publish_invalidated([page_id], now=now)
    return compiled


@pytest.mark.django_db
class TestANewPage:
    def test_is_compiled_once_if_nothing_changes_meanwhile(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page_id = factories.article(authors=[factories.author()]).pk
        compiled = compile_once(page_id, now, monkeypatch, after=lambda: None)
        assert compiled == [page_id]
        assert not Invalidation.objects.filter(edition_id=page_id).exists()

    def test_lacks_no_change_that_was_committed_before_its_tags_were(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        author = factories.author(name="Alt")
        page_id = factories.article(authors=[author]).pk
        compiled = compile_once(page_id, now, monkeypatch, after=lambda: renamed(author, "Neu"))
        assert compiled == [page_id, page_id]
        assert authors_of(page_id) == ["Neu"]
        assert not Invalidation.objects.filter(edition_id=page_id).exists()

    def test_is_not_read_while_it_may_lack_a_change(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page_id = factories.article().pk
        needed = []

        def looked_at(edition_id: int, **batch: Any) -> Any:
            needed.extend(Edition.objects.filter(pk=edition_id).values_list("needs_recompilation", flat=True))
            return real(edition_id, **batch)

        marks = iter([None, new_tags.mark()])
        monkeypatch.setattr(new_tags, "mark", lambda: next(marks))
        monkeypatch.setattr(publisher, "compile_edition", looked_at)
        invalidate_editions([page_id], now=now)
        publisher.publish_invalidated([page_id], now=now)
        assert needed == [True]
        assert not Edition.objects.get(pk=page_id).needs_recompilation

    def test_after_old_searches_were_forgotten_lacks_no_change_either(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        author = factories.author(name="Alt")
        page_id = factories.article(authors=[author]).pk

        def rename() -> None:
            renamed(author, "Neu")
            new_tags.forget_searches()

        compile_once(page_id, now, monkeypatch, after=rename)
        assert TagSearch.objects.count() == 1
        assert authors_of(page_id) == ["Neu"]


@pytest.mark.postgresql
@pytest.mark.usefixtures("committed_site")
def test_a_change_under_way_that_another_has_overtaken_is_not_missed(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = factories.author(name="Alt")
    page_id = factories.article(authors=[author]).pk
    # Compiled after the commit: the search would find its tags, and everybody would wait for its invalidation.
    Edition.objects.filter(pk=page_id).delete()
    has_searched, may_commit = threading.Event(), threading.Event()

    def rename() -> None:
        with transaction.atomic():
            # Without the receivers, which would search again after the commit.
            Author.objects.update(name="Neu")
            invalidate_tagged([f"author:{author.pk}"], now=now)
            has_searched.set()
            may_commit.wait(timeout=60)
        connection.close()

    other = threading.Thread(target=rename)
    other.start()
    has_searched.wait(timeout=60)
    # Its search has a higher number and is committed before.
    invalidate_tagged(["tag:0"], now=now)

    def commit() -> None:
        may_commit.set()
        other.join()

    compile_once(page_id, now, monkeypatch, after=commit)
    assert authors_of(page_id) == ["Neu"]
