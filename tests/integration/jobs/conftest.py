"""An operator in the admin."""

import pytest
from django.test import Client

from tests.admin import client_of, staff
from tests.integration.jobs.stage import all_jobs_well


@pytest.fixture
def operator(db: None) -> Client:
    """Return a client that may see the background work, in English; all jobs are well."""
    all_jobs_well()
    return client_of(staff("view_jobstate"))
