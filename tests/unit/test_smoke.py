import pytest

from cms.selectors import public_ids
from tests import factories


@pytest.mark.django_db
def test_a_published_article_is_public() -> None:
    article = factories.article(parent=factories.section())
    assert article.pk in public_ids([article.pk], now=factories.MORNING)
    assert article.full_url.startswith("http://testserver/de/rubrik-")
