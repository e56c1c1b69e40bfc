"""The automatic rows of a front page show their lists as they are when the publish request has returned."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Page, PageViewRestriction, Site

from cms.jobs import publish_due
from cms.models import ArticlePage, SectionPage, Topic
from cms.selectors import public_ids
from delivery.models import EditionTag, Invalidation
from delivery.receivers import commits
from delivery.verify import sweep
from tests import factories
from tests.front_pages import arrange, automatic, curated, home, shown

pytestmark = pytest.mark.django_db
Act = Callable[[Callable[[], object]], None]


@pytest.fixture
def act(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Act:
    """Return a function that acts like a request: in one transaction, with what runs after its commit."""

    def act(what: Callable[[], object]) -> None:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            what()

    return act


@pytest.fixture(scope="module")
def articles(module_transaction: None) -> list[int]:
    """Make a front page whose rows show a section, a topic and the language, and return its articles by row."""
    section = factories.section(slug="stadt")
    for number in range(5):
        factories.article(parent=section, tags=["Klima"] if number % 2 else [], title=f"Artikel {number}")
    for number in range(4):
        factories.article(tags=["Klima"] if number % 2 else [], title=f"Anderes {number}")
    factories.settle()
    arrange(automatic(2, section=section), automatic(2, tag=Topic.objects.get()), automatic(2))
    return [pk for row in shown() for pk in row]


def _expected() -> list[list[int]]:
    """Return what the rows should show: the first articles of their lists that are not above, and no empty row."""
    section = SectionPage.objects.get()
    rows: list[list[int]] = []
    for query in (f"section={section.slug}" if _is_public(section) else "ids=999999", "tag=klima", ""):
        answer = Client().get(f"/api/v1/articles/?{query}&locale=de").json()
        above = {pk for row in rows for pk in row}
        rows.append([item["id"] for item in answer["items"] if item["id"] not in above][:2])
    return [row for row in rows if row]


def _is_public(page: Page) -> bool:
    return page.pk in public_ids([page.pk], now=timezone.now())


def _article(title: str = "Artikel 4") -> ArticlePage:
    return ArticlePage.objects.get(title=title)


def _publish_another() -> None:
    section = SectionPage.objects.get()
    page = factories.draft_article(parent=section, tags=["Klima"], published_at=timezone.now())
    page.get_latest_revision().publish()


def _date(title: str, days: int) -> None:
    page = _article(title)
    page.published_at += timedelta(days=days)
    page.save_revision().publish()


def _retag() -> None:
    page = _article("Anderes 3")
    page.tags.set(["Sport"])
    page.save_revision().publish()


def _expire() -> None:
    page = _article()
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()


def _schedule() -> None:
    section = SectionPage.objects.get()
    page = factories.draft_article(parent=section, tags=["Klima"])
    page.go_live_at = timezone.now() - timedelta(seconds=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    publish_due(timezone.now())


def _rename_the_section() -> None:
    section = SectionPage.objects.get()
    section.slug, section.title = "stadtteil", "Stadtteil"
    section.save_revision().publish()


def _restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


CHANGES: dict[str, Callable[[], object]] = {
    "published": _publish_another,
    "unpublished": lambda: _article().unpublish(),
    "deleted": lambda: _article().delete(),
    "dated before others": lambda: _date("Artikel 4", -2),
    "dated after others": lambda: _date("Artikel 0", 2),
    "moved out of the section": lambda: _article().move(factories.home(), pos="last-child"),
    "moved into the section": lambda: _article("Anderes 2").move(SectionPage.objects.get(), pos="last-child"),
    "given another topic": _retag,
    "expired": _expire,
    "published on schedule": _schedule,
    "restricted": lambda: _restrict(_article()),
    "in a section with another slug": _rename_the_section,
    "in an unpublished section": lambda: SectionPage.objects.get().unpublish(),
    "in a restricted section": lambda: _restrict(SectionPage.objects.get()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_rows_show_their_lists_after_an_article_was(change: str, articles: list[int], act: Act) -> None:
    assert [pk for row in _expected() for pk in row] == articles
    act(CHANGES[change])
    assert shown() == _expected()
    assert not Invalidation.objects.exists()


def test_a_transaction_that_fails_changes_no_row(articles: list[int], act: Act) -> None:
    before = home()

    def fail() -> None:
        _publish_another()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act(fail)
    assert home() == before
    assert not Invalidation.objects.exists()


def test_what_expires_falls_out_at_this_moment_and_is_replaced(
    articles: list[int], act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, end = _article(), timezone.now() + timedelta(hours=1)
    article.expire_at = end
    act(lambda: article.save_revision().publish())
    monkeypatch.setattr("django.utils.timezone.now", lambda: end - timedelta(seconds=1))
    assert article.pk in shown()[0]
    monkeypatch.setattr("django.utils.timezone.now", lambda: end)
    assert article.pk not in shown()[0]
    assert shown() == _expected()


def test_what_is_hidden_is_in_no_row_although_nothing_was_compiled(articles: list[int]) -> None:
    article = _article()
    # The callbacks after the commit do not run in a test: as if the process had died.
    article.unpublish()
    assert article.pk not in [pk for row in shown() for pk in row]
    assert len(shown()[0]) == 2


def test_the_rows_are_full_while_every_edition_waits_to_be_compiled(
    articles: list[int], act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown()
    monkeypatch.setattr(commits, "IN_REQUEST", 0)
    act(Site.objects.get(is_default_site=True).save)
    assert shown() == before


def test_what_a_script_unpublished_is_replaced_once_the_sweep_has_found_it(articles: list[int]) -> None:
    article = _article()
    Page.objects.filter(pk=article.pk).update(live=False)
    sweep(now=timezone.now())
    factories.settle()
    assert article.pk not in shown()[0]
    assert shown() == _expected()


def test_an_article_chosen_by_hand_is_in_no_automatic_row_until_it_is_gone(
    articles: list[int], act: Act
) -> None:
    arrange(automatic(9), curated(_article()))
    chosen = _article()
    assert [row.count(chosen.pk) for row in shown()] == [0, 1]
    act(lambda: arrange(automatic(9)))
    assert [row.count(chosen.pk) for row in shown()] == [1]


def test_only_a_page_with_the_list_depends_on_it(articles: list[int]) -> None:
    lists = EditionTag.objects.filter(tag__startswith="list:").order_by("tag")
    assert list(lists.values_list("edition__type", "tag", "published_at")) == [
        ("home", name, None) for name in ("list:de", "list:section=stadt", "list:tag=klima")
    ]
