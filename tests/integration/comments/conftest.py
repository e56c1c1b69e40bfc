"""Fixtures for tests of mails to readers."""

from collections.abc import Iterator
from typing import Any

import pytest

from cms.models import ArticlePage
from tests import comment_factories, factories
from tests.mail_server import MailServer, mail_server


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server(settings) as running:
        yield running


@pytest.fixture
def moderator() -> Any:
    return comment_factories.moderator(
        "moderate_comment", "reply_as_newsroom", first_name="Ada", last_name="Berg"
    )


@pytest.fixture
def article() -> ArticlePage:
    return factories.article(title="Der Preis")
