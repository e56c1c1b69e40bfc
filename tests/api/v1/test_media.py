"""`images/{id}/` and `downloads/{id}/`: the same objects as in articles, as long as something public shows them."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.models import ArticlePage, Download, Image
from delivery.models import Edition, PendingPurge
from tests import factories

pytestmark = pytest.mark.django_db
client = Client()


def get(path: str, **headers: str) -> Any:
    return client.get(f"/api/v1/{path}", headers=headers)


def offering(download: Download, **fields: Any) -> ArticlePage:
    return factories.compiled_article(body=[("download", download)], **fields)


def restrict(collection: Collection) -> None:
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


@pytest.fixture
def image() -> Image:
    collection = Collection.get_first_root_node().add_child(name="Bilder")
    translations = {"en": {"alt_text": "A harbour"}}
    return factories.image(alt_text="Ein Hafen", translations=translations, collection=collection)


class TestImage:
    def test_is_the_same_object_as_in_an_article(self, image: Image) -> None:
        article = factories.compiled_article(image=image)
        in_article = get(f"articles/{article.pk}/").json()["image"]
        assert orjson.dumps(in_article) == get(f"images/{image.pk}/").content

    def test_has_the_texts_of_a_language(self, image: Image) -> None:
        factories.compiled_article(image=image)
        answers = {locale: get(f"images/{image.pk}/?locale={locale}") for locale in ("de", "en")}
        assert {locale: answer.json()["alt"] for locale, answer in answers.items()} == {
            "de": "Ein Hafen",
            "en": "A harbour",
        }
        assert answers["en"]["Content-Language"] == "en"
        assert get(f"images/{image.pk}/?locale=fr").json()["errors"][0]["allowed"] == ["de", "en"]

    def test_is_read_by_one_query(self, image: Image, django_assert_num_queries: Any) -> None:
        factories.compiled_article(image=image)
        with django_assert_num_queries(1):
            answer = get(f"images/{image.pk}/")
        with django_assert_num_queries(1):
            assert get(f"images/{image.pk}/", **{"If-None-Match": answer["ETag"]}).status_code == 304

    def test_changes_when_it_is_saved(self, image: Image) -> None:
        factories.compiled_article(image=image)
        image.caption = "Neu"
        image.save()
        factories.settle()
        assert get(f"images/{image.pk}/").json()["caption"] == "Neu"

    def test_that_no_article_shows_is_not_found(self, image: Image) -> None:
        factories.settle()
        factories.article(live=False, image=image)
        answers = [get(f"images/{pk}/") for pk in (image.pk, 999_999, 2**62)]
        assert {answer.status_code for answer in answers} == {404}
        assert len({(answer.json()["title"], answer.json()["detail"]) for answer in answers}) == 1

    def test_in_the_body_of_an_article_or_as_the_portrait_of_an_author_is_shown(self) -> None:
        portrait, drawing = factories.image(), factories.image()
        body = [("image", {"image": drawing, "alt_text": "", "decorative": True})]
        factories.compiled_article(body=body, authors=[factories.author(image=portrait)])
        assert [get(f"images/{one.pk}/").status_code for one in (portrait, drawing)] == [200, 200]
        assert get(f"images/{drawing.pk}/").json()["alt_status"] == "EDITOR"

    @pytest.mark.parametrize("way", ["unpublish", "restrict", "expire", "delete", "remove"])
    def test_ceases_with_the_only_article_that_shows_it(self, image: Image, way: str) -> None:
        article = factories.compiled_article(image=image)
        assert get(f"images/{image.pk}/").status_code == 200
        match way:
            case "unpublish":
                article.unpublish()
            case "restrict":
                PageViewRestriction.objects.create(page=article, restriction_type="login")
            case "expire":
                past = timezone.now() - timedelta(seconds=1)
                Edition.objects.filter(pk=article.pk).update(expires_at=past)
            case "delete":
                article.delete()
            case "remove":
                article.image = None
                article.save()
                factories.settle()
        assert get(f"images/{image.pk}/").status_code == 404

    @pytest.mark.parametrize("way", ["hide", "expire"])
    def test_of_an_author_ceases_with_their_last_public_article(self, image: Image, way: str) -> None:
        article = factories.compiled_article(authors=[factories.author(image=image)])
        assert get(f"images/{image.pk}/").status_code == 200
        past = timezone.now() - timedelta(seconds=1)
        change: dict[str, Any] = {"hide": {"hidden": True}, "expire": {"expires_at": past}}[way]
        Edition.objects.filter(pk=article.pk).update(**change)
        assert get(f"images/{image.pk}/").status_code == 404

    def test_in_a_private_collection_is_not_found_and_is_found_again_without(self, image: Image) -> None:
        article = factories.compiled_article(image=image)
        restrict(image.collection)
        assert get(f"images/{image.pk}/").status_code == 404
        assert get(f"articles/{article.pk}/").json()["image"]["state"] == "PRIVATE"
        CollectionViewRestriction.objects.all().delete()
        factories.settle()
        assert get(f"images/{image.pk}/").status_code == 200

    def test_whose_file_is_lost_says_so_as_in_articles(self, image: Image) -> None:
        factories.compiled_article(image=image)
        image.file.storage.delete(image.file.name)
        image.save()
        factories.settle()
        assert (get(f"images/{image.pk}/").json()["state"]) == "MISSING"

    def test_is_kept_by_caches_no_longer_than_the_article(self, image: Image) -> None:
        factories.compiled_article(image=image, expire_at=timezone.now() + timedelta(seconds=20))
        seconds = get(f"images/{image.pk}/")["Cache-Control"].partition("s-maxage=")[2].partition(",")[0]
        assert 0 < int(seconds) <= 20

    def test_is_purged_when_it_begins_and_ceases_to_be_shown(self, image: Image, settings: Any) -> None:
        settings.CACHE_PURGERS = {"varnish": {"urls": []}}
        factories.settle()
        for change in (
            lambda: factories.compiled_article(image=image),
            lambda: ArticlePage.objects.get().delete(),
        ):
            PendingPurge.objects.all().delete()
            change()
            factories.settle()
            assert f"images:{image.pk}" in PendingPurge.objects.values_list("tag", flat=True)

    def test_is_in_no_report_and_in_no_copy(self, image: Image) -> None:
        factories.compiled_article(image=image)
        restrict(image.collection)
        factories.settle()
        assert Edition.objects.filter(has_defects=True).values_list("type", flat=True).get() == "article"
        lines = b"".join(get("snapshot/").streaming_content).splitlines()
        assert "image" not in [orjson.loads(line).get("type") for line in lines]
        assert "image" not in [item["type"] for item in get("changes/").json()["items"]]


class TestDownload:
    def test_is_the_same_object_as_in_an_article(self, image: Image) -> None:
        download = factories.download(cover=image)
        article = offering(download)
        in_article = get(f"articles/{article.pk}/").json()["body"][0]["value"]
        answer = get(f"downloads/{download.pk}/")
        assert orjson.dumps(in_article) == answer.content
        file: Any = client.get(answer.json()["url"])
        assert file.getvalue() == b"Text"
        assert get(f"downloads/{download.pk}/?locale=en").json()["cover"]["alt"] == "A harbour"

    def test_is_read_by_one_query(self, django_assert_num_queries: Any) -> None:
        download = factories.download()
        offering(download)
        with django_assert_num_queries(1):
            get(f"downloads/{download.pk}/")

    def test_that_nothing_offers_is_not_found_unless_it_is_public_on_its_own(self) -> None:
        download = factories.download()
        factories.settle()
        assert get(f"downloads/{download.pk}/").status_code == 404
        download.public_on_its_own = True
        download.save()
        factories.settle()
        assert get(f"downloads/{download.pk}/").json()["title"] == download.title
        download.public_on_its_own = False
        download.save()
        factories.settle()
        assert get(f"downloads/{download.pk}/").status_code == 404

    def test_in_a_private_collection_is_not_found(self) -> None:
        collection = Collection.get_first_root_node().add_child(name="Presse")
        offered, alone = (
            factories.download(collection=collection, public_on_its_own=own) for own in (False, True)
        )
        offering(offered)
        assert [get(f"downloads/{one.pk}/").status_code for one in (offered, alone)] == [200, 200]
        restrict(collection)
        assert [get(f"downloads/{one.pk}/").status_code for one in (offered, alone)] == [404, 404]

    def test_whose_file_is_lost_is_not_found(self) -> None:
        download = factories.public_download()
        download.file.storage.delete(download.file.name)
        download.sha256 = ""
        download.save()
        factories.settle()
        assert get(f"downloads/{download.pk}/").status_code == 404
