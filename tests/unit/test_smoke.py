import pytest

from cms.selectors import public_articles
from tests import factories


@pytest.mark.django_db
def test_a_published_article_is_public() -> None:
    article = factories.article(parent=factories.section())
    assert public_articles(now=factories.MORNING).get() == article
    assert article.full_url.startswith("http://testserver/de/rubrik-")
