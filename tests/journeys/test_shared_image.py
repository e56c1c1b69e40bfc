"""An image in more articles than a request compiles is replaced: the editor does not wait, no image URL breaks."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import ArticlePage, Image
from delivery import invalidation, jobs
from delivery import publish as publisher
from delivery.models import Edition, Invalidation, Recompilation
from delivery.receivers import commits
from tests import factories

pytestmark = [pytest.mark.usefixtures("committed_site"), pytest.mark.slow]
FEW = 4


@pytest.fixture(autouse=True)
def _small_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a request compile fewer articles, so that a few are too many. The benchmark takes 5,000."""
    monkeypatch.setattr(invalidation, "IN_REQUEST", FEW)
    monkeypatch.setattr(commits, "IN_REQUEST", FEW)


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chefin", password="geheim-genug-1"))
    return client


def shown_by(image: Image, count: int) -> list[ArticlePage]:
    # In one transaction, so that each page is compiled once.
    with transaction.atomic():
        articles = [factories.article(image=image) for _ in range(count)]
        factories.settle()
    return articles


def replace(editor: Client, image: Image) -> int:
    """Send the image's form with another file, and return how many queries the request took."""
    form = {
        "title": image.title,
        "file": factories.image_file(width=90, height=60, color="#aa0000", name=f"neu-{image.pk}.jpg"),
        "alt_text": "Ein rotes Rechteck",
        "collection": str(image.collection_id),
        "tags": "",
    }
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = editor.post(reverse("wagtailimages:edit", args=[image.pk]), form)
    assert response.status_code == 302
    return len(queries)


def seen_by_a_reader(article: ArticlePage) -> dict[str, Any]:
    """Read an article, and fetch every rendition of its image."""
    answer = Client().get(f"/api/v1/articles/{article.pk}/")
    assert answer.status_code == 200
    image = answer.json()["image"]
    sizes = [size.split(" ")[0] for source in image["sources"] for size in source["srcset"].split(", ")]
    for url in [image["src"], *sizes]:
        response: Any = Client().get(url.removeprefix("http://testserver"))
        assert response.status_code == 200, url
        assert response.getvalue()
    return dict(image)


def test_the_form_takes_as_many_queries_for_many_articles_as_for_few_more(editor: Client) -> None:
    few, many = factories.image(), factories.image()
    shown_by(few, FEW + 1)
    shown_by(many, FEW * 4)
    replace(editor, factories.image())
    assert replace(editor, many) == replace(editor, few) <= 60


def test_readers_get_images_that_work_until_every_article_is_compiled(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = factories.image()
    articles = shown_by(image, FEW * 3)
    monkeypatch.setattr(publisher, "_BATCH", FEW)
    before = seen_by_a_reader(articles[0])
    replace(editor, image)
    # The articles, and the image itself.
    assert Invalidation.objects.count() == len(articles) + 1
    assert Recompilation.objects.get().total == len(articles) + 1
    while Invalidation.objects.exists():
        images = [seen_by_a_reader(article) for article in articles[::5]]
        assert all(image["state"] == "OK" for image in images)
        jobs.compile_invalidated(timezone.now())
    after = [seen_by_a_reader(article) for article in articles]
    assert {image["alt"] for image in after} == {"Ein rotes Rechteck"}
    assert before["src"] not in {image["src"] for image in after}
    assert not Recompilation.objects.exists()


def test_an_image_that_turns_private_for_many_articles_is_in_no_response_at_once(editor: Client) -> None:
    image = factories.image(alt_text="Geheimes Treffen")
    articles = shown_by(image, FEW * 2)
    private = image.collection.add_child(name="Intern")
    private.view_restrictions.create(restriction_type="login")
    image.collection = private
    image.save()
    assert Edition.objects.filter(needs_recompilation=True).count() >= len(articles)
    for article in articles:
        assert Client().get(f"/api/v1/articles/{article.pk}/").json()["image"]["state"] == "PRIVATE"
