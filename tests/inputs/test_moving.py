"""Pages are moved to another site, in which slugs may be taken."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.models import HomePage, SectionPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chefredaktion"))
    return client


@pytest.fixture
def elsewhere() -> HomePage:
    """Return the home page of another site, with an article of the slug `preis`."""
    home = factories.other_home()
    factories.article(parent=home, slug="preis")
    return home


@pytest.fixture
def section() -> SectionPage:
    return factories.section()


def is_moved(chief: Client, page: Page, destination: Page, *, way: str) -> bool:
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])
    values = {}
    if way == "list":
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={page.pk}"
        values = {"chooser": destination.pk}
    answer = chief.post(address, values)
    assert answer.status_code == 302
    return Page.objects.get(pk=page.pk).is_child_of(destination)


@pytest.mark.parametrize("way", ["form", "list"])
class TestAMove:
    def test_to_a_site_that_has_the_slug_is_refused(
        self, way: str, chief: Client, section: SectionPage, elsewhere: HomePage
    ) -> None:
        factories.article(parent=section, slug="preis")
        assert not is_moved(chief, section, elsewhere, way=way)
        assert "auf jener Website" in chief.get(reverse("wagtailadmin_home")).content.decode()

    def test_of_a_draft_with_it_is_done(
        self, way: str, chief: Client, section: SectionPage, elsewhere: HomePage
    ) -> None:
        factories.article(parent=section, slug="preis", live=False)
        assert is_moved(chief, section, elsewhere, way=way)

    def test_within_the_site_is_done_whatever_an_import_has_left(
        self, way: str, chief: Client, section: SectionPage
    ) -> None:
        first, second = factories.article(parent=section), factories.article()
        Page.objects.filter(pk__in=[first.pk, second.pk]).update(slug="gleich")
        assert is_moved(chief, section, factories.section(), way=way)
