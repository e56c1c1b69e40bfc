"""A process with another `PUBLIC_URL` than that of the editions writes no address into them."""

from datetime import datetime
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from cms.models import ArticlePage
from delivery.jobs import audit_editions, sweep_editions
from delivery.models import DeliveryState, Edition, Invalidation
from delivery.public_url import PublicUrlDiffers, keep_public_url, require_same_url
from delivery.publish import publish_due
from tests import factories

pytestmark = pytest.mark.django_db

OURS = "http://testserver"
OTHERS = (
    "http://testserver:8080",
    "https://testserver",
    "http://127.0.0.1:8000",
    "http://localhost:8000",
    "http://TESTSERVER",
    "https://zeitung.example",
    "https://zeitung.example:8443",
    "http://[::1]:8000",
    "https://xn--mller-kva.example",
)


@pytest.fixture
def article() -> ArticlePage:
    article = factories.compiled_article()
    keep_public_url()
    return article


class TestAnotherPublicUrl:
    @pytest.mark.parametrize("command", ["check_editions", "rebuild_editions", "seed_demo", "work", "serve"])
    def test_is_refused_with_both_and_the_way_to_change_it(
        self, command: str, article: ArticlePage, settings: Any
    ) -> None:
        for other in OTHERS:
            settings.PUBLIC_URL = other
            with pytest.raises(CommandError) as refused:
                call_command(command, stdout=StringIO())
            sentence = str(refused.value)
            assert f"PUBLIC_URL is {other} here" in sentence
            assert f"compiled for {OURS}." in sentence
            assert "prepare --new-public-url" in sentence

    def test_reaches_no_edition(self, article: ArticlePage, settings: Any, now: datetime) -> None:
        before = Edition.objects.values_list("url", "full").get(pk=article.pk)
        Invalidation.objects.create(edition_id=article.pk, token="0" * 32, invalidated_at=now)
        for other in OTHERS:
            settings.PUBLIC_URL = other
            for job in (sweep_editions, audit_editions):
                with pytest.raises(PublicUrlDiffers):
                    job(now)
            publish_due(now=now)
            assert Edition.objects.values_list("url", "full").get(pk=article.pk) == before
        assert Invalidation.objects.get(pk=article.pk).attempts == 0

    @pytest.mark.parametrize("other", OTHERS)
    def test_can_be_taken_on_purpose(self, other: str, settings: Any) -> None:
        keep_public_url()
        settings.PUBLIC_URL = other
        keep_public_url()
        require_same_url()
        assert DeliveryState.objects.get().public_url == other


def test_the_first_one_is_not_refused(settings: Any) -> None:
    settings.PUBLIC_URL = "https://neu.example"
    require_same_url()


def test_an_upgrade_takes_that_of_the_editions(article: ArticlePage, settings: Any) -> None:
    # As versions before 10 wrote it.
    Edition.objects.update(compiler=f"9 3fa85f64 {OURS}")
    DeliveryState.objects.all().delete()
    migration = import_module("delivery.migrations.0003_keep_the_public_url")
    migration.keep_that_of_the_editions(apps, None)
    assert DeliveryState.objects.get().public_url == OURS


def test_what_the_right_process_finds_is_compiled(article: ArticlePage, now: datetime) -> None:
    Invalidation.objects.create(edition_id=article.pk, token="0" * 32, invalidated_at=now)
    publish_due(now=now)
    assert not Invalidation.objects.exists()
