"""Pages that no editor has published are delivered, or it is said what is missing."""

import warnings
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.checks import Tags, run_checks
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.jobs import date_live_pages
from cms.models import ArticlePage
from delivery.jobs import sweep_editions
from delivery.models import Edition, Invalidation
from delivery.reports import sentence
from delivery.verify import reason_of_drift
from tests import factories
from tests.inputs.pages import DELIVERED, INCOMPLETE

pytestmark = pytest.mark.django_db
client = Client()


def work() -> None:
    """Run what the background work runs within a minute."""
    for run in (date_live_pages, sweep_editions):
        run(timezone.now())
    factories.settle()


@pytest.mark.parametrize("make", DELIVERED, ids=lambda make: make.__name__.strip("_"))
def test_a_page_of_a_script_is_delivered(make: Callable[[], ArticlePage]) -> None:
    page = make()
    work()
    answer = client.get(f"/api/v1/articles/{page.pk}/")
    assert answer.status_code == 200
    article = answer.json()
    assert article["published_at"]
    assert page.pk in [item["id"] for item in client.get("/api/v1/articles/").json()["items"]]
    assert reason_of_drift(page.pk, now=timezone.now()) == ""


def test_an_alias_of_such_a_page_is_found_by_its_path() -> None:
    DELIVERED[0]().create_alias(parent=factories.section(slug="rubrik"), update_slug="alias")
    work()
    assert client.get("/api/v1/resolve/", {"path": "/de/rubrik/alias/"}).status_code == 200


@pytest.mark.parametrize(("make", "reason"), INCOMPLETE, ids=[reason for _make, reason in INCOMPLETE])
def test_an_incomplete_page_is_not_delivered_and_reported(make: Callable[[], Page], reason: str) -> None:
    page = make()
    with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
        work()
        assert reason in reason_of_drift(page.pk, now=timezone.now())
        assert reason in Invalidation.objects.get(edition_id=page.pk).error
        assert not Edition.objects.filter(pk=page.pk).exists()
        # It is tried again after a pause, and not once a minute for ever.
        assert sweep_editions(timezone.now() + timedelta(minutes=1)) == 0


class TestTheSystemCheck:
    def messages(self) -> list[tuple[str, str]]:
        found = run_checks(tags=[Tags.database], databases=["default"])
        return [(message.id, message.msg) for message in found if str(message.id).startswith("delivery.")]

    def test_is_silent_for_a_newsroom_in_order(self) -> None:
        factories.compiled_article()
        assert self.messages() == []

    def test_names_live_pages_outside_of_the_default_site(self) -> None:
        page = Page.objects.get(depth=1).add_child(instance=ArticlePage(title="Weg", lead="x", live=True))
        [(code, text)] = self.messages()
        assert code == "delivery.W001"
        assert text.endswith(f": {page.pk}")

    def test_names_slugs_that_several_articles_have(self) -> None:
        factories.compiled_article(slug="gleich")
        other = factories.article(parent=factories.section())
        Page.objects.filter(pk=other.pk).update(slug="gleich", url_path="/home/rubrik/gleich/")
        work()
        [(code, text)] = self.messages()
        assert code == "delivery.W002"
        assert text.endswith(": gleich (de)")

    @pytest.mark.parametrize("is_moved", [True, False])
    def test_names_pages_below_another_language(self, is_moved: bool) -> None:
        english = factories.english_home()
        page = factories.article(parent=english if is_moved else factories.home(), locale=english.locale)
        if is_moved:
            page.move(factories.home(), pos="last-child")
        work()
        [(code, text)] = self.messages()
        assert code == "delivery.W003"
        assert text.endswith(f": /de/{page.slug}/ (en)")
        [defect] = Edition.objects.get(pk=page.pk).defects
        assert sentence(defect).endswith("/de/")
