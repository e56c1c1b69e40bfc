"""The background work as one administrator sees it."""

import pytest
from django.test import Client

from tests.admin import client_of, staff
from tests.integration.jobs.stage import all_jobs_well


@pytest.fixture
def backstage(db: None) -> Client:
    """The admin as somebody sees it who may look behind the scenes, in English; all jobs are well."""
    all_jobs_well()
    return client_of(staff("view_jobstate"))
