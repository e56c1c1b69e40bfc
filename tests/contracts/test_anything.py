"""Generated requests to every endpoint: the answer is always one that the document describes."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from comments.moderation import Status
from config.wsgi import application
from tests import comment_factories, factories
from tests.contracts.document import document

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
schema = schemathesis.openapi.from_dict(document())
schema.app = application
# The answer to other methods, 405, is documented once and not for each endpoint.
schema.config.phases.coverage.unexpected_methods = set()
# A file is sent with its own media type, which the document cannot name.
requests = schema.exclude(path_regex="/file/$").include(method=["GET", "POST"])


@pytest.mark.slow
@pytest.mark.django_db
@requests.parametrize()
@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_gets_an_answer_that_is_not_documented(case: Any, one_article: Any) -> None:
    parameters = case.path_parameters or {}
    # Half of the generated ids are replaced by that of an existing article.
    if str(parameters.get("article_id", ""))[-1:] in set("02468"):
        parameters["article_id"] = one_article.pk
    checks = [check for check in CHECKS if check is not response_schema_conformance or not is_sparse(case)]
    case.call_and_validate(checks=checks)


def is_sparse(case: Any) -> bool:
    """Return whether the request asks by `fields` for less than the described object."""
    return "fields" in (case.query or {})


@pytest.fixture
def one_article(db: None) -> Iterator[Any]:
    """Make an article with a comment, and keep the end of a request from closing the connection of the test."""
    article = factories.compiled_article()
    comment_factories.comment(article=article, status=Status.PUBLISHED)
    moments = (request_started, request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    yield article
    for moment in moments:
        moment.connect(close_old_connections)
