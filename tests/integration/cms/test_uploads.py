"""Truncated image files: the forms of the admin refuse them and save nothing."""

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from cms.models import Image
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chefin", password="geheim-genug-1"))
    return client


def truncated_image() -> ContentFile[bytes]:
    return ContentFile(factories.image_file(width=400, height=300).read()[:700], name="kaputt.jpg")


def test_a_broken_file_is_refused_with_a_word(admin: Client) -> None:
    form = {"title": "Kaputt", "file": truncated_image(), "collection": "1", "tags": ""}
    response = admin.post(reverse("wagtailimages:add"), form)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Image.objects.exists()


def test_a_broken_file_replaces_nothing(admin: Client) -> None:
    image = factories.image()
    form = {
        "title": image.title,
        "file": truncated_image(),
        "collection": str(image.collection_id),
        "tags": "",
    }
    response = admin.post(reverse("wagtailimages:edit", args=[image.pk]), form)
    assert response.context["form"].errors["file"]
    assert Image.objects.get(pk=image.pk).version == image.version


def test_several_at_once_are_refused_one_by_one(admin: Client) -> None:
    form = {"files[]": truncated_image(), "title": "Kaputt", "collection": "1"}
    response = admin.post(reverse("wagtailimages:add_multiple"), form)
    assert response.json()["success"] is False
    assert not Image.objects.exists()
