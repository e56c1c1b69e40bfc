"""The desk as one moderator sees it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.admin import client_of
from tests.integration.comments_admin.desk import moderator


@pytest.fixture
def ada(db: None) -> User:
    return moderator()


@pytest.fixture
def desk(ada: User) -> Client:
    """The desk as Ada sees it, in English."""
    return client_of(ada)
