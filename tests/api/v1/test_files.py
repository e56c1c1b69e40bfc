"""Renditions under `/images/` and files under `downloads/{id}/file/`."""

import io
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Pillow
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import Image
from cms.picture_specs import FORMATS, specs
from cms.renditions import rendition_url
from tests import factories

pytestmark = pytest.mark.django_db
client = Client()
# Where a range has a number.
RANGES = ("bytes={}-", "bytes=-{}", "bytes=0-{}")


def path_of(image: Image, spec: str) -> str:
    return rendition_url(image, spec).removeprefix("http://testserver")


def get(path: str, **headers: str) -> Any:
    """Fetch a path and read the response to its end; `sent` has the bytes."""
    response: Any = client.get(path, headers=headers)
    response.sent = response.getvalue()
    return response


def private_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Presse")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


class TestImage:
    @pytest.mark.parametrize(("spec", "kind"), [("320.jpg", "image/jpeg"), ("320.avif", "image/avif")])
    def test_comes_in_the_size_and_format_of_its_address(self, spec: str, kind: str) -> None:
        image = factories.image(file=factories.image_file(width=800, height=400))
        response = get(path_of(image, spec))
        assert (response.status_code, response["Content-Type"]) == (200, kind)
        assert Pillow.open(io.BytesIO(response.sent)).size == (320, 160)

    def test_is_kept_for_ever_under_its_version(self) -> None:
        assert "immutable" in get(path_of(factories.image(), "64.jpg"))["Cache-Control"]

    def test_of_an_old_version_is_the_one_of_today_for_a_short_time(self) -> None:
        image = factories.image()
        old = path_of(image, "64.jpg")
        image.file = factories.image_file(color="#ff0000", name="neu.jpg")
        image.save()
        response = get(old)
        assert response.status_code == 200
        assert response["Cache-Control"] == "public, max-age=60"
        assert Pillow.open(io.BytesIO(response.sent)).getpixel((5, 5))[0] > 200  # type: ignore[index]

    def test_is_made_once(self) -> None:
        image = factories.image()
        for _ in range(2):
            get(path_of(image, "64.jpg"))
        assert image.renditions.filter(filter_spec__contains="width-64").count() == 1

    def test_whose_rendition_file_was_lost_is_made_again(self) -> None:
        image = factories.image()
        get(path_of(image, "64.jpg"))
        rendition = image.renditions.get(filter_spec__contains="width-64")
        rendition.file.storage.delete(rendition.file.name)
        assert get(path_of(image, "64.jpg")).status_code == 200

    def test_has_no_metadata_in_any_rendition(self) -> None:
        exif = Pillow.Exif()
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x010E] = "Sternwarte"
        buffer = io.BytesIO()
        metadata = {"exif": exif, "xmp": b"<x>Sternwarte</x>", "comment": b"Sternwarte"}
        Pillow.new("RGB", (400, 300)).save(buffer, "JPEG", **metadata)
        assert buffer.getvalue().count(b"Sternwarte") == 3
        image = factories.image(file=ContentFile(buffer.getvalue(), name="ort.jpg"))
        for spec in specs(image):
            answer = get(path_of(image, spec)).sent
            assert b"Sternwarte" not in answer
            assert not dict(Pillow.open(io.BytesIO(answer)).getexif())

    def test_is_never_the_original_wherever_an_answer_names_it(self) -> None:
        image = factories.image()
        article = factories.compiled_article(image=image)
        pages = [f"articles/{article.pk}/", "articles/?profile=full", "snapshot/", "changes/"]
        answers = b"".join(get(f"/api/v1/{page}").sent for page in pages).decode()
        assert "original_images" not in answers
        assert "/media/" not in answers
        with image.file.open("rb") as file:
            original = file.read()
        urls = set(re.findall(r"http://testserver(/images/[^\s\"\\,{]+\?[^\s\"\\,]+)", answers))
        assert len(urls) == len(FORMATS)
        assert all(get(url).sent != original for url in urls)

    @pytest.mark.parametrize("change", ["s=", "s=x", "t=1"])
    def test_needs_its_signature(self, change: str) -> None:
        path = path_of(factories.image(), "64.jpg").split("?")[0]
        assert get(f"{path}?{change}").status_code == 404

    def test_takes_no_other_parameter(self) -> None:
        assert get(f"{path_of(factories.image(), '64.jpg')}&t=1").status_code == 400

    def test_of_a_private_collection_is_not_found(self) -> None:
        image = factories.image(collection=private_collection())
        assert get(path_of(image, "64.jpg")).status_code == 404

    def test_whose_file_is_missing_is_not_found_and_says_so_in_articles(self, now: Any) -> None:
        image = factories.image()
        image.file.storage.delete(image.file.name)
        assert get(path_of(image, "64.jpg")).status_code == 404

    def test_answers_304_to_a_client_that_has_it(self) -> None:
        path = path_of(factories.image(), "64.jpg")
        first = get(path)
        etag = first["ETag"]
        assert get(path, **{"If-None-Match": etag}).status_code == 304

    def test_never_comes_from_the_media_folder(self) -> None:
        image = factories.image()
        response = get(f"/media/{image.file.name}")
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]


class TestDownload:
    def test_is_sent_whole_with_its_name(self) -> None:
        download = factories.public_download(file=ContentFile(b"0123456789", name="Heft.txt"))
        response = get(f"/api/v1/downloads/{download.pk}/file/")
        assert response.sent == b"0123456789"
        assert "attachment" in response["Content-Disposition"]
        assert response["Accept-Ranges"] == "bytes"

    @pytest.mark.parametrize(
        ("asked", "status", "sent", "content_range"),
        [
            ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
            ("bytes=8-", 206, b"89", "bytes 8-9/10"),
            ("bytes=-3", 206, b"789", "bytes 7-9/10"),
            ("bytes=5-99", 206, b"56789", "bytes 5-9/10"),
            ("bytes=0-1,4-5", 200, b"0123456789", None),
            ("bytes=abc", 200, b"0123456789", None),
            ("bytes=5-1", 200, b"0123456789", None),
            ("bytes=\u0662-", 200, b"0123456789", None),
            *((form.format("9" * 5000), 200, b"0123456789", None) for form in RANGES),
            (f"bytes=-{'9' * 18}", 200, b"0123456789", None),
        ],
    )
    def test_is_sent_in_part(self, asked: str, status: int, sent: bytes, content_range: str | None) -> None:
        download = factories.public_download(file=ContentFile(b"0123456789", name="Heft.txt"))
        response = get(f"/api/v1/downloads/{download.pk}/file/", Range=asked)
        assert response.status_code == status
        assert response.sent == sent
        assert response.headers.get("Content-Range") == content_range

    @pytest.mark.parametrize(
        ("named", "sent"),
        [
            ("{}", b"234"),
            ('"another"', b"0123456789"),
            ("W/{}", b"0123456789"),
            ("Sat, 01 Jan 2000 00:00:00 GMT", b"0123456789"),
        ],
    )
    def test_is_sent_in_part_only_if_it_is_the_file_that_the_caller_began(
        self, named: str, sent: bytes
    ) -> None:
        download = factories.public_download(file=ContentFile(b"0123456789", name="Heft.txt"))
        path = f"/api/v1/downloads/{download.pk}/file/"
        condition = {"Range": "bytes=2-4", "If-Range": named.format(get(path)["ETag"])}
        assert get(path, **condition).sent == sent

    def test_answers_304_to_a_client_that_has_it(self) -> None:
        path = f"/api/v1/downloads/{factories.public_download().pk}/file/"
        first = get(path)
        again = get(path, **{"If-None-Match": first["ETag"], "Range": "bytes=0-1"})
        assert (again.status_code, again["ETag"], again.sent) == (304, first["ETag"], b"")
        assert again["Cache-Control"] == first["Cache-Control"]

    def test_refuses_a_part_that_it_does_not_have(self) -> None:
        download = factories.public_download(file=ContentFile(b"0123456789", name="Heft.txt"))
        response = get(f"/api/v1/downloads/{download.pk}/file/", Range="bytes=10-")
        assert response.status_code == 416
        assert response["Content-Range"] == "bytes */10"

    def test_of_a_private_collection_is_not_found(self) -> None:
        download = factories.public_download(collection=private_collection())
        assert get(f"/api/v1/downloads/{download.pk}/file/").status_code == 404

    def test_that_a_biography_links_to_is_found_while_a_public_article_names_the_author(self) -> None:
        download = factories.download()
        bio = f'<p><a linktype="document" id="{download.pk}">Lebenslauf</a></p>'
        article = factories.compiled_article(authors=[factories.author(bio=bio)])
        factories.settle()
        path = f"/api/v1/downloads/{download.pk}/file/"
        assert get(path).status_code == 200
        article.unpublish()
        assert get(path).status_code == 404

    def test_whose_file_is_missing_is_not_found(self) -> None:
        download = factories.public_download()
        download.file.storage.delete(download.file.name)
        assert get(f"/api/v1/downloads/{download.pk}/file/").status_code == 404
