"""Generated requests to every endpoint: the answer is always one that the document describes."""

from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from comments.moderation import Status
from config.wsgi import application
from tests import comment_factories
from tests.contracts import rich_article
from tests.contracts.document import document
from tests.fuzz import existing, hooks


def served(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer as behind a real server: a request without a body has a length, and what was sent is closed."""
    length = environ.get("CONTENT_LENGTH") or "0"
    with closing(application({**environ, "CONTENT_LENGTH": length}, start_response)) as response:
        return list(response)


# Made when the test runs: every worker of a parallel run collects all tests, and the requests take a second to make.
operations = schemathesis.pytest.from_fixture("api")


@pytest.mark.slow
@pytest.mark.django_db
@operations.parametrize()
@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_gets_an_answer_that_is_not_documented(case: Any) -> None:
    case.call_and_validate()


@pytest.fixture(scope="module")
def values(module_transaction: None) -> existing.Values:
    """Make an article with everything and a comment, and return what leads to them."""
    article = rich_article.published()
    comment_factories.comment(article=article, status=Status.PUBLISHED)
    client = Client()

    def get(path: str) -> Any:
        response = client.get(path)
        is_json = response.status_code == 200 and response["Content-Type"] == "application/json"
        return orjson.loads(response.content) if is_json else None

    return existing.existing_values(get, document())


@pytest.fixture
def api(
    request: Any, values: existing.Values, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """Return what is documented, with every challenge answered, and requests that leave the connection open."""
    # schemathesis 4 names the test of each operation by this attribute, which pytest 9 no longer has.
    request.node._nodeid = request.node.nodeid
    hooks.know(values)
    settings.TRUSTED_PROXIES = 1
    monkeypatch.setattr("comments.services.submitting.verify_challenge", lambda **given: timezone.now())
    moments = (request_started, request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    config = SchemathesisConfig.from_path(Path(hooks.__file__).with_name("schemathesis.toml"))
    # A copy, because schemathesis changes the examples in what it is given.
    schema = schemathesis.openapi.from_dict(deepcopy(document()), config=config)
    schema.app = served
    yield schema
    for moment in moments:
        moment.connect(close_old_connections)
