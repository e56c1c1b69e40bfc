"""Fixtures of the moderation desk."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.admin import client_of
from tests.integration.comments_admin.desk import moderator


@pytest.fixture
def ada(db: None) -> User:
    return moderator()


@pytest.fixture
def ben(db: None) -> User:
    return moderator(first_name="Ben", last_name="Zweiter")


@pytest.fixture
def desk(ada: User) -> Client:
    """Return a client that Ada has logged in."""
    return client_of(ada)
