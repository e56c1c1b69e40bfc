"""Files in a bucket of an S3 server: all URLs are those of the service."""

import io
import json
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from botocore import UNSIGNED
from botocore.config import Config
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import Collection, CollectionViewRestriction

from cms.jobs import make_renditions
from cms.models import Image
from cms.picture_specs import specs
from cms.renditions import rendition_url
from cms.storage import ClosedBucket
from config.settings import base
from jobs.processing import Processed
from tests import factories
from tests.buckets import BUCKET, KEY, SECRET, Bucket

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chefin"))
    return client


@pytest.fixture
def tasks(settings: Any) -> None:
    """Run Wagtail's tasks, which delete files."""
    settings.TASKS = base.TASKS


def get(path: str, client: Client | None = None, **headers: str) -> Any:
    """Fetch a path and read the response to its end; `sent` has the bytes."""
    response: Any = (client or Client()).get(path, headers=headers)
    response.sent = response.getvalue()
    return response


def path_of(image: Image, spec: str) -> str:
    return rendition_url(image, spec).removeprefix("http://testserver")


def upload(name: str, *, color: str = "#2b6a4d") -> SimpleUploadedFile:
    content = factories.image_file(width=400, height=300, color=color).read()
    return SimpleUploadedFile(name, content, "image/jpeg")


def form(**values: Any) -> dict[str, Any]:
    root = Collection.get_first_root_node()
    return {"title": "Sternwarte", "alt_text": "", "collection": root.pk, "tags": "", **values}


def private_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Presse")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


class TestImage:
    def test_lands_in_the_bucket_when_an_editor_uploads_it(self, bucket: Bucket, editor: Client) -> None:
        file = upload("Stern warte.jpg")
        content = file.read()
        file.seek(0)
        answer = editor.post(reverse("wagtailimages:add"), form(file=file))
        assert answer.status_code == 302
        image = Image.objects.get(title="Sternwarte")
        assert bucket.content(image.file.name) == content
        assert (image.width, image.file_size, bool(image.thumbhash)) == (400, len(content), True)
        listing = editor.get(reverse("wagtailimages:index"))
        assert b"/media/images/" in listing.content
        assert BUCKET.encode() not in listing.content
        assert editor.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200

    @pytest.mark.parametrize(("spec", "kind"), [("320.jpg", "JPEG"), ("320.avif", "AVIF")])
    def test_is_delivered_from_it(self, bucket: Bucket, spec: str, kind: str) -> None:
        image = factories.image(file=factories.image_file(width=400, height=300))
        for _ in range(2):
            response = get(path_of(image, spec))
            picture = Pillow.open(io.BytesIO(response.sent))
            assert (response.status_code, picture.format, picture.size) == (200, kind, (320, 240))
            assert int(response["Content-Length"]) == len(response.sent)
        assert image.renditions.get().file.name in bucket.names()

    def test_has_one_object_for_each_rendition(self, bucket: Bucket, now: Any) -> None:
        image = factories.image(file=factories.image_file(width=400, height=300))
        assert make_renditions(now) == Processed(done=1)
        names = {rendition.file.name for rendition in image.renditions.all()}
        assert len(names) == len(specs(image))
        assert bucket.names() == {image.file.name} | names

    def test_whose_object_was_lost_is_made_again(self, bucket: Bucket) -> None:
        image = factories.image()
        get(path_of(image, "64.jpg"))
        bucket.lose(image.renditions.get().file.name)
        assert get(path_of(image, "64.jpg")).status_code == 200
        assert image.renditions.get().file.name in bucket.names()

    def test_whose_original_was_lost_is_not_found(self, bucket: Bucket) -> None:
        image = factories.image()
        bucket.empty()
        assert get(path_of(image, "64.jpg")).status_code == 404

    def test_of_a_private_collection_is_not_found(self, bucket: Bucket) -> None:
        image = factories.image(collection=private_collection())
        assert get(path_of(image, "64.jpg")).status_code == 404

    @pytest.mark.usefixtures("tasks")
    def test_that_is_replaced_leaves_no_object_behind_and_is_seen_under_the_old_address(
        self, bucket: Bucket, editor: Client, now: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        editor.post(reverse("wagtailimages:add"), form(file=upload("alt.jpg")))
        image = Image.objects.get(title="Sternwarte")
        make_renditions(now)
        before, old = bucket.names(), path_of(image, "320.jpg")
        assert len(before) >= 5
        with django_capture_on_commit_callbacks(execute=True):
            answer = editor.post(
                reverse("wagtailimages:edit", args=[image.pk]),
                form(file=upload("alt.jpg", color="#ff0000")),
            )
        assert answer.status_code == 302
        assert not bucket.names() & before
        for path in (old, path_of(Image.objects.get(pk=image.pk), "320.jpg")):
            response = get(path)
            pixel: Any = Pillow.open(io.BytesIO(response.sent)).getpixel((5, 5))
            assert (response.status_code, pixel[0] > 200) == (200, True)

    @pytest.mark.usefixtures("tasks")
    def test_that_is_deleted_takes_its_objects_with_it(
        self, bucket: Bucket, now: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        image = factories.image()
        make_renditions(now)
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()
        assert bucket.names() == set()


class TestDownload:
    @pytest.mark.parametrize(
        ("asked", "status", "sent"),
        [(None, 200, b"0123456789"), ("bytes=2-4", 206, b"234"), ("bytes=-3", 206, b"789")],
    )
    def test_is_sent_whole_and_in_part(
        self, bucket: Bucket, asked: str | None, status: int, sent: bytes
    ) -> None:
        download = factories.public_download(file=ContentFile(b"0123456789", name="Heft.txt"))
        headers = {"Range": asked} if asked else {}
        response = get(f"/api/v1/downloads/{download.pk}/file/", **headers)
        assert (response.status_code, response.sent) == (status, sent)
        assert int(response["Content-Length"]) == len(sent)
        assert response["Content-Disposition"] == 'attachment; filename="Heft.txt"'

    def test_is_read_from_the_bucket_only_where_it_is_asked_for(self, bucket: Bucket) -> None:
        content = bytes(range(256)) * 8_000
        download = factories.public_download(file=ContentFile(content, name="Heft.pdf"))
        asked: list[str] = []
        default_storage.connection.meta.client.meta.events.register(
            "before-call.s3.GetObject", lambda params, **_: asked.append(params["headers"]["Range"])
        )
        path = f"/api/v1/downloads/{download.pk}/file/"
        assert get(path).sent == content
        assert get(path, Range="bytes=2000000-2000009").sent == content[2_000_000:2_000_010]
        assert Client().head(path)["Content-Length"] == str(len(content))
        assert asked == ["bytes=0-", "bytes=2000000-"]

    def test_whose_object_was_lost_is_not_found(self, bucket: Bucket) -> None:
        download = factories.public_download()
        bucket.empty()
        assert get(f"/api/v1/downloads/{download.pk}/file/").status_code == 404

    def test_of_a_private_collection_is_not_found(self, bucket: Bucket) -> None:
        download = factories.public_download(collection=private_collection())
        assert get(f"/api/v1/downloads/{download.pk}/file/").status_code == 404


class TestBucket:
    def test_refuses_a_request_without_a_key(self, bucket: Bucket, s3_server: str) -> None:
        image = factories.image()
        address = f"{s3_server}/{BUCKET}/{quote(image.file.name)}"
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(address)  # noqa: S310
        refusal.value.close()
        assert refusal.value.code == 403

    def test_is_named_in_no_answer(self, bucket: Bucket, s3_server: str) -> None:
        article = factories.compiled_article(
            image=factories.image(), body=[("download", factories.public_download())]
        )
        pages = ["articles/?profile=full", f"articles/{article.pk}/", "snapshot/", "changes/"]
        sent = b"".join(get(f"/api/v1/{page}").sent for page in pages)
        assert b"/images/" in sent
        for secret in (s3_server.removeprefix("http://"), BUCKET, KEY, SECRET, "original_images", "/media/"):
            assert secret.encode() not in sent

    def test_gives_each_file_a_name_that_was_never_used(self, bucket: Bucket) -> None:
        names = {default_storage.save("images/bild.jpg", ContentFile(b"x")) for _ in range(5)}
        assert len(names) == 5
        assert {name.rpartition("/")[2] for name in names} == {"bild.jpg"}
        assert len(default_storage.save("images/" + "lang" * 30 + ".jpg", ContentFile(b"x"), 100)) <= 100

    def test_takes_files_that_lay_on_a_disk_under_the_names_they_have(
        self, bucket: Bucket, tmp_path: Path
    ) -> None:
        (tmp_path / "bild.jpg").write_bytes(b"x")
        default_storage.bucket.upload_file(str(tmp_path / "bild.jpg"), "original_images/bild.jpg")
        with default_storage.open("original_images/bild.jpg") as file:
            assert file.read() == b"x"

    def test_has_urls_of_files_below_the_media_path_of_the_admin(self, bucket: Bucket) -> None:
        assert default_storage.url("images/a b/bild ü.jpg") == "/media/images/a%20b/bild%20%C3%BC.jpg"

    def test_hands_its_keys_to_no_task(self, bucket: Bucket) -> None:
        assert json.dumps(default_storage.deconstruct()) == '["cms.storage.ClosedBucket", [], {}]'

    def test_has_files_that_are_read_like_those_of_a_disk(self, bucket: Bucket) -> None:
        name = default_storage.save("text.txt", ContentFile(b"0123456789"))
        with default_storage.open(name) as file:
            assert (file.size, file.read(3), file.tell(), file.seek(-2, 2), file.read()) == (
                10,
                b"012",
                3,
                8,
                b"89",
            )
            assert (file.seek(20), file.read(), file.seek(1), file.read(2)) == (20, b"", 1, b"12")
        with default_storage.open(default_storage.save("leer.txt", ContentFile(b""))) as file:
            assert (file.size, file.read()) == (0, b"")
        with pytest.raises(ValueError, match="saved whole"):
            default_storage.open(name, "wb")
        with pytest.raises(FileNotFoundError):
            default_storage.open("nicht/da.txt")
        with pytest.raises(FileNotFoundError):
            default_storage.size("nicht/da.txt")


class TestABucketThatIsAway:
    @pytest.fixture(autouse=True)
    def _at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Leave out the pauses between the attempts of the client."""
        monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))

    def away(self, settings: Any) -> None:
        # A port without a server.
        settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"
        settings.STORAGES = {**settings.STORAGES}

    def test_makes_images_and_downloads_unavailable(self, bucket: Bucket, settings: Any) -> None:
        image, download = factories.image(), factories.public_download()
        self.away(settings)
        for path in (path_of(image, "64.jpg"), f"/api/v1/downloads/{download.pk}/file/"):
            response = get(path)
            assert response.status_code == 503
            assert response.json()["type"].endswith("/problems/unavailable/")
            assert response["Cache-Control"] == "no-store"

    def test_is_reported_to_the_admin_as_well(self, bucket: Bucket, settings: Any, editor: Client) -> None:
        image = factories.image()
        self.away(settings)
        assert get(f"/media/{image.file.name}", editor).status_code == 503
        assert editor.get(reverse("wagtailimages:index")).status_code == 200

    def test_stops_no_article_and_reports_no_image_as_missing(self, bucket: Bucket, settings: Any) -> None:
        image = factories.image()
        self.away(settings)
        article = factories.compiled_article(image=image)
        out = get(f"/api/v1/articles/{article.pk}/").json()
        assert out["image"]["state"] == "OK"

    def test_is_tried_again_for_renditions(
        self, bucket: Bucket, settings: Any, s3_server: str, now: Any
    ) -> None:
        image = factories.image()
        self.away(settings)
        with pytest.raises(ConnectionError):
            make_renditions(now)
        settings.S3_ENDPOINT_URL = s3_server
        settings.STORAGES = {**settings.STORAGES}
        # The image has no failure of its own, so it is tried again without a pause.
        assert make_renditions(now) == Processed(done=1)
        image.refresh_from_db()
        assert image.renditions_version == image.version

    def test_that_refuses_us_is_not_taken_for_an_empty_one(self, bucket: Bucket) -> None:
        name = default_storage.save("text.txt", ContentFile(b"x"))
        stranger = ClosedBucket(client_config=Config(signature_version=UNSIGNED))
        for ask in (stranger.open, stranger.exists, stranger.size, stranger.get_modified_time):
            with pytest.raises(ConnectionError):
                ask(name)
