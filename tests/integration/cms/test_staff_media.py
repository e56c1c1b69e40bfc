"""Stored files under `/media/`, for users of the admin; a browser runs none of them."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from cms import staff_media as media
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chefin"))
    return client


def get(client: Client, name: str, **headers: str) -> Any:
    """Fetch a stored file and read the response to its end; `sent` has the bytes."""
    response: Any = client.get(f"/media/{name}", headers=headers)
    response.sent = response.getvalue()
    return response


def stored(name: str, content: bytes = b"0123456789") -> str:
    return default_storage.save(name, ContentFile(content))


class TestStaff:
    @pytest.fixture(params=["disk", pytest.param("bucket", marks=pytest.mark.slow)], autouse=True)
    def _storage(self, request: pytest.FixtureRequest) -> None:
        if request.param == "bucket":
            request.getfixturevalue("bucket")

    def test_sees_an_original_and_its_sizes(self, staff: Client) -> None:
        image = factories.image()
        for file in (image.file, image.get_rendition("max-165x165").file):
            response = get(staff, file.url.removeprefix("/media/"))
            assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
            assert response["Content-Disposition"].startswith("inline")
            with file.storage.open(file.name) as kept:
                assert response.sent == kept.read()

    def test_asks_again_each_time_and_gets_only_what_changed(self, staff: Client) -> None:
        name = stored("images/bild.png")
        first = get(staff, name)
        assert first["Cache-Control"] == "private, no-cache"
        again = get(staff, name, **{"If-None-Match": first["ETag"]})
        assert (again.status_code, again.sent, again["Cache-Control"]) == (304, b"", "private, no-cache")

    def test_may_ask_for_a_part(self, staff: Client) -> None:
        response = get(staff, stored("documents/heft.pdf"), Range="bytes=2-4")
        assert (response.status_code, response.sent) == (206, b"234")

    @pytest.mark.parametrize(
        "name",
        [
            "nicht/da.jpg",
            "images",
            "images/",
            "images/../../test.sqlite3",
            "%2e%2e/%2e%2e/etc/passwd",
            "/etc/passwd",
            "images/bild.png/x",
            "a%00b.jpg",
            "x" * 300 + ".jpg",
        ],
    )
    def test_finds_nothing_else(self, staff: Client, name: str) -> None:
        stored("images/bild.png")
        assert staff.get(f"/media/{name}").status_code == 404

    def test_can_only_read(self, staff: Client) -> None:
        assert staff.post(f"/media/{stored('images/bild.png')}").status_code == 405


class TestOthers:
    @pytest.mark.parametrize("who", ["nobody", "an account without admin"])
    def test_are_sent_to_the_login_whether_there_is_a_file_or_not(self, who: str) -> None:
        client = Client()
        if who != "nobody":
            client.force_login(factories.user())
        for name in (stored("images/bild.png"), "nicht/da.jpg"):
            response = get(client, name)
            assert response.status_code == 302
            assert response["Location"].startswith("/admin/login/")


def in_group(name: str) -> Client:
    client = Client()
    client.force_login(factories.user(groups=Group.objects.filter(name=name)))
    return client


class TestSomebodyInTheAdmin:
    @pytest.mark.parametrize(("group", "status"), [("Redaktion", 200), ("Kommentarmoderation", 404)])
    def test_gets_what_the_library_shows(self, group: str, status: int) -> None:
        image, download = factories.image(), factories.download()
        for file in (image.file, image.get_rendition("max-165x165").file, download.file):
            assert get(in_group(group), file.name).status_code == status

    def test_gets_the_pictures_of_users(self) -> None:
        UserProfile.objects.create(user=factories.user(), avatar=factories.image_file())
        name = UserProfile.objects.get().avatar.name
        assert get(in_group("Kommentarmoderation"), name).status_code == 200

    def test_gets_an_upload_that_waits_for_its_form_if_it_is_the_own_one(self) -> None:
        client = in_group("Redaktion")
        owner = User.objects.get(pk=client.session["_auth_user_id"])
        for person, status in ((owner, 200), (factories.user(), 404)):
            upload = UploadedFile.objects.create(file=factories.image_file(), uploaded_by_user=person)
            assert get(client, upload.file.name).status_code == status

    def test_gets_no_file_that_belongs_to_nothing(self) -> None:
        assert get(in_group("Redaktion"), stored("images/bild.png")).status_code == 404


class TestAFileThatABrowserWouldRun:
    @pytest.mark.parametrize("name", ["seite.html", "bild.svg", "heft.xml", "heft.pdf", "code.js", "ohne"])
    def test_is_handed_out_and_not_shown(self, staff: Client, name: str) -> None:
        response = get(staff, stored(f"documents/{name}", b"<script>alert(1)</script>"))
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize("name", ["bild.jpg", "seite.html"])
    def test_has_no_rights_of_the_admin(self, staff: Client, name: str) -> None:
        path = stored(f"images/{name}", b"<script>alert(1)</script>")
        for response in (get(staff, path), get(staff, path, Range="bytes=99-")):
            policy = response["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "sandbox" in policy
            assert response["X-Content-Type-Options"] == "nosniff"

    def test_is_no_image_that_can_be_uploaded(self) -> None:
        assert sorted(media._IMAGE_TYPES) == sorted(django_settings.WAGTAILIMAGES_EXTENSIONS)
