"""Files of every kind through the real forms: what is stored of them, and under which name readers get them."""

import hashlib
import io
import tempfile
import unicodedata
from email.message import Message
from email.policy import HTTP
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from hypothesis import example, given

from cms import pdf_pages
from cms.file_names import MAX_BYTES, file_name
from cms.models import Download
from tests import factories
from tests.inputs import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chefin"))
    return client


def form(content: bytes, name: str, **fields: str) -> dict[str, Any]:
    return {"file": ContentFile(content, name=name), "title": "Heft", "collection": "1", "tags": "", **fields}


def upload(admin: Client, content: bytes, name: str, **fields: str) -> Download:
    """Upload a file through the form for several at once, and return what was stored."""
    sent = {"files[]": ContentFile(content, name=name), "collection": "1", **fields}
    answer = admin.post(reverse("wagtaildocs:add_multiple"), sent)
    assert answer.status_code == 200
    assert answer.json()["success"], answer.json()
    download: Download = Download.objects.get(pk=answer.json()["doc_id"])
    return download


def pages_of(content: bytes) -> int | None:
    """Count as `pages_in` does, without the process that limits the parser."""
    if not content.lstrip(b"\r\n").startswith(b"%PDF-"):
        return None
    # A real file: the parser can seek further in memory than in a file.
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        try:
            return pdf_pages.count(file) or None
        except Exception:  # The parser may raise anything; its process ends then.
            return None


class TestPdf:
    @pytest.mark.parametrize("kind", [kind for kind in files.UNCOUNTED if kind not in files.UPLOADED])
    def test_that_cannot_be_counted_has_no_count(self, kind: str) -> None:
        assert pages_of(files.UNCOUNTED[kind]) is None

    @pytest.mark.parametrize("kind", files.COUNTED)
    def test_is_counted(self, kind: str) -> None:
        content, pages = files.COUNTED[kind]
        assert pages_of(content) == pages

    @pytest.mark.parametrize("kind", files.UPLOADED)
    def test_that_cannot_be_counted_is_stored_without_a_count(self, kind: str, admin: Client) -> None:
        content = files.UNCOUNTED[kind]
        download = upload(admin, content, "heft.pdf")
        with download.file.open("rb") as stored:
            assert stored.read() == content
        assert (download.pages, download.file_size) == (None, len(content))
        assert download.sha256 == hashlib.sha256(content).hexdigest()

    @pytest.mark.parametrize("kind", ["blank lines before", "24 megabytes"])
    def test_is_counted_in_the_form(self, kind: str, admin: Client) -> None:
        content, pages = files.COUNTED[kind]
        assert upload(admin, content, "heft.pdf").pages == pages

    def test_without_content_is_refused_with_a_word(self, admin: Client) -> None:
        sent = {"files[]": ContentFile(b"", name="heft.pdf"), "collection": "1"}
        answer = admin.post(reverse("wagtaildocs:add_multiple"), sent).json()
        assert (answer["success"], bool(answer["error_message"])) == (False, True)
        assert factories.download(file=ContentFile(b"", name="heft.pdf")).pages is None

    def test_that_keeps_the_parser_busy_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_pages, "_SECONDS", 0.001)
        assert pdf_pages.pages_in(io.BytesIO(files.pdf(3))) is None

    def test_is_measured_in_the_other_forms_too(self, admin: Client) -> None:
        admin.post(reverse("wagtaildocs:add"), form(files.pdf(2), "heft.pdf"))
        chosen = {f"document-chooser-upload-{k}": v for k, v in form(files.pdf(4), "heft.pdf").items()}
        assert admin.post(reverse("wagtaildocs_chooser:create"), chosen).status_code == 200
        assert list(Download.objects.order_by("pk").values_list("pages", flat=True)) == [2, 4]

    def test_whose_title_is_given_in_a_second_step_is_measured(self, admin: Client) -> None:
        sent = {"files[]": ContentFile(files.pdf(2), name="heft.pdf"), "collection": "1", "title": "x" * 256}
        upload_id = admin.post(reverse("wagtaildocs:add_multiple"), sent).json()["uploaded_file_id"]
        address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[upload_id])
        prefix = f"uploaded-document-{upload_id}"
        answer = admin.post(address, {f"{prefix}-title": "Heft", f"{prefix}-collection": "1"})
        download = Download.objects.get(pk=answer.json()["doc_id"])
        assert (download.pages, len(download.sha256), download.filename) == (2, 64, "heft.pdf")


class TestAnotherFile:
    """The facts follow the file, however it is replaced."""

    NEW = files.pdf(2)

    def check(self, download: Download) -> None:
        download.refresh_from_db()
        facts = (download.pages, download.file_size, download.sha256, download.filename)
        assert facts == (2, len(self.NEW), hashlib.sha256(self.NEW).hexdigest(), "heft.pdf")

    def test_in_the_form(self, admin: Client) -> None:
        download = factories.download(file=ContentFile(files.pdf(3), name="heft.pdf"))
        admin.post(reverse("wagtaildocs:edit", args=[download.pk]), form(self.NEW, "heft.pdf"))
        self.check(download)

    def test_that_is_no_pdf_has_no_pages(self, admin: Client) -> None:
        download = factories.download(file=ContentFile(files.pdf(3), name="heft.pdf"))
        admin.post(reverse("wagtaildocs:edit", args=[download.pk]), form(b"Text", "heft.txt"))
        download.refresh_from_db()
        assert (download.pages, download.file_size, download.media_type) == (None, 4, "text/plain")

    @pytest.mark.parametrize(
        ("name", "title"), [("neu.html", "Heft"), ("neu.pdf", "")], ids=["another type", "without a title"]
    )
    def test_that_is_refused_leaves_the_stored_one(self, name: str, title: str, admin: Client) -> None:
        image, download = factories.image(), factories.download()
        picture = factories.image_file().read()
        for kind, item, content in [("wagtaildocs", download, b"<p>"), ("wagtailimages", image, picture)]:
            new = name.replace("pdf", "jpg") if item is image else name
            address = reverse(f"{kind}:edit", args=[item.pk])
            answer = admin.post(address, form(content, new, title=title))
            assert answer.context["form"].errors
            messages = [str(message) for message in answer.context["messages"]]
            assert not any("gefunden" in message for message in messages), messages

    @pytest.mark.parametrize("saves", [True, False])
    def test_by_a_program(self, saves: bool) -> None:
        download = factories.download(file=ContentFile(b"Text", name="heft.txt"))
        download.file.save("heft.pdf", ContentFile(self.NEW), save=saves)
        download.save()
        self.check(download)

    def test_that_is_lost_stops_no_edit(self) -> None:
        download = factories.download()
        download.file.storage.delete(download.file.name)
        Download.objects.filter(pk=download.pk).update(sha256="")
        download = Download.objects.get(pk=download.pk)
        download.title = "Trotzdem"
        download.save()
        assert Download.objects.get(pk=download.pk).title == "Trotzdem"


class TestFileName:
    @given(files.WRITTEN_NAMES)
    def test_keeps_every_letter_mark_and_symbol(self, name: str) -> None:
        assert file_name(name) == name

    @given(files.ANY_NAME)
    @example("\u0338.")
    def test_can_be_stored_everywhere(self, given_name: str) -> None:
        name = file_name(given_name)
        assert 0 < len(name.encode()) <= MAX_BYTES
        assert not set(name) & set('/\\<>:"|?*')
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in name)
        assert name == name.rstrip(" .") == unicodedata.normalize("NFC", name) == file_name(name)

    @pytest.mark.parametrize(("name", "stored"), files.UNUSUAL_NAMES.items())
    def test_of_a_program_is_made_usable(self, name: str, stored: str) -> None:
        assert file_name(name) == stored


class TestNameOfAnUpload:
    def test_is_kept_or_cleaned(self, admin: Client) -> None:
        wanted = {**{name: name for name in files.KEPT_NAMES}, **files.CHANGED_NAMES}
        found = {name: upload(admin, b"Text", name).filename for name in wanted}
        assert found == {name: unicodedata.normalize("NFC", stored) for name, stored in wanted.items()}

    @pytest.mark.parametrize("script", files.LONG_NAMES)
    def test_that_is_too_long_loses_its_end_and_not_its_extension(self, script: str, admin: Client) -> None:
        name = files.LONG_NAMES[script]
        stored = upload(admin, b"Text", name, title="Lang").filename
        assert stored.endswith(".txt")
        assert name.startswith(stored.removesuffix(".txt"))

    def test_is_the_title_unless_there_is_another(self, admin: Client) -> None:
        name = "हिन्दी में रिपोर्ट.txt"
        assert upload(admin, b"Text", name).title == name
        assert upload(admin, b"Text", name, title="รายงาน").title == "รายงาน"

    @pytest.mark.parametrize("name", ["Heft.exe", "Heft.pdf.html", "Heft\u202efdp.exe", "Heft"])
    def test_with_another_extension_is_refused_with_a_word(self, name: str, admin: Client) -> None:
        answer = admin.post(reverse("wagtaildocs:add"), form(b"Text", name))
        assert answer.context["form"].errors["file"]
        assert not Download.objects.exists()

    def test_is_missing_where_no_file_was_chosen(self, admin: Client) -> None:
        body = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n'
        answer = admin.post(reverse("wagtaildocs:add"), body, content_type="multipart/form-data; boundary=x")
        assert answer.context["form"].errors["file"]

    def test_reaches_readers_in_json_and_in_the_header(self) -> None:
        for name in files.KEPT_NAMES:
            name = unicodedata.normalize("NFC", name)
            download = factories.public_download(file=ContentFile(b"Text", name=name))
            answer = Client().get(f"/api/v1/downloads/{download.pk}/file/")
            assert answer.getvalue() == b"Text"
            assert name_in(answer["Content-Disposition"]) == name

    def test_may_be_that_of_another_file(self) -> None:
        first, second = (factories.download(file=ContentFile(b"Text", name="heft.txt")) for _ in range(2))
        assert first.filename == second.filename == "heft.txt"
        assert first.file.name != second.file.name


def name_in(disposition: str) -> str | None:
    """Return the name in `Content-Disposition`, as RFC 6266 has it, read by the parser of the standard library."""
    assert disposition.isascii()
    assert disposition.startswith("attachment; ")
    message = Message(policy=HTTP)
    message["Content-Disposition"] = disposition
    return message.get_filename()
