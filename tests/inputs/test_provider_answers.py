"""A provider that does not answer, or answers nonsense, disturbs neither the editor nor the log."""

import logging
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from wagtail.embeds.models import Embed

from cms.blocks.media import EmbedBlock
from cms.jobs import fetch_pending_embeds
from jobs.processing import Processed
from tests import factories
from tests.inputs.provider_answers import NONSENSE, ODD, SILENCE, UNSTORABLE, response

pytestmark = pytest.mark.django_db
VIDEO = "https://vimeo.com/1084537"
FAILING: dict[str, Any] = {**SILENCE, **{kind: response(body) for kind, body in NONSENSE.items()}}


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that sets what the provider answers."""

    def set_answer(given: Any) -> None:
        def get(*args: Any, **kwargs: Any) -> Any:
            if isinstance(given, Exception):
                raise given
            return given

        monkeypatch.setattr("requests.get", get)
        # As in the view of a form, which validates outside of a transaction.
        monkeypatch.setattr(
            "cms.blocks.media.connection", SimpleNamespace(in_atomic_block=False), raising=False
        )

    return set_answer


@pytest.mark.parametrize("kind", FAILING)
def test_a_form_is_valid_whatever_the_provider_says(kind: str, answer: Any) -> None:
    answer(FAILING[kind])
    assert EmbedBlock().clean(VIDEO) == VIDEO
    assert not Embed.objects.exists()


@pytest.mark.parametrize("kind", FAILING)
def test_the_job_writes_one_line_when_a_failure_begins_and_one_when_it_ends(
    kind: str, answer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="jobs")
    factories.draft_article(body=[("embed", VIDEO)])
    answer(FAILING[kind])
    caplog.clear()
    now = timezone.now()
    for minutes in range(3):
        assert fetch_pending_embeds(now + timedelta(minutes=minutes)) == Processed(failed=1)
    (line,) = caplog.records
    assert line.levelno == logging.WARNING
    assert not line.exc_info
    assert VIDEO in line.getMessage()
    assert "\n" not in line.getMessage()
    assert len(line.getMessage()) < 100
    answer(response(next(iter(ODD.values()))))
    assert fetch_pending_embeds(now + timedelta(minutes=9)) == Processed(done=1)
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.INFO]


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_answer_is_stored(kind: str, answer: Any) -> None:
    answer(response(ODD[kind]))
    EmbedBlock().clean(VIDEO)
    assert Embed.objects.get().url == VIDEO


@pytest.mark.django_db(transaction=True)
def test_what_the_database_cannot_store_disturbs_nobody(answer: Any) -> None:
    for body in UNSTORABLE.values():
        answer(response(body))
        assert EmbedBlock().clean(VIDEO) == VIDEO
