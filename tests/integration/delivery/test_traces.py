"""An article that is shown again after it was taken off: its new edition takes up what the page has kept."""

import pytest
from django.test import Client

from comments.moderation import Status
from delivery.models import Edition, GonePath
from tests import comment_factories, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """Return the new edition of an article with a comment that was taken off and is shown again."""
    article = factories.compiled_article()
    comment_factories.comment(article=article, status=Status.PUBLISHED)
    article.unpublish()
    factories.settle()
    assert GonePath.objects.filter(page_id=article.pk).exists()
    article.save_revision().publish()
    factories.settle()
    return Edition.objects.get(pk=article.pk)


def test_it_has_the_number_of_its_comments(edition: Edition, client: Client) -> None:
    assert client.get(f"/api/v1/articles/{edition.pk}/").json()["comments"]["count"] == 1


def test_its_path_is_gone_no_more(edition: Edition) -> None:
    assert not GonePath.objects.filter(path=edition.path).exists()
