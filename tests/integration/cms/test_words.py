"""Words and choices of Wagtail's forms that were wrong here."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.admin.localization import get_available_admin_time_zones

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("de", "Eine andere Seite dort hat das URL-Kürzel „termine“ bereits."),
        ("en", "Another page there already has the slug “termine”."),
    ],
)
def test_a_slug_that_is_taken_is_refused_in_words(language: str, message: str) -> None:
    factories.section(slug="termine")
    other = factories.section()
    other.slug = "termine"
    with translation.override(language), pytest.raises(ValidationError) as refused:
        other.full_clean()
    assert refused.value.message_dict == {"slug": [message]}


def test_the_account_offers_only_time_zones_that_browsers_know() -> None:
    assert not {"Factory", "localtime"} & {*get_available_admin_time_zones()}
    assert {"Europe/Berlin", "UTC"} <= {*get_available_admin_time_zones()}
