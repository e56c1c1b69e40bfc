"""The work of the database for a page of a thread."""

import pytest

from comments.selectors.threads import ORDERS, thread_page
from tests import comment_factories, factories
from tests.costs.work import work_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("order", ORDERS)
def test_a_root_with_many_replies_costs_what_one_with_some_does(order: str) -> None:
    article = factories.article()
    root = comment_factories.comment(article=article, status="PUBLISHED")

    def work_after(replies: int) -> int:
        for _reply in range(replies):
            comment_factories.comment(parent=root, status="PUBLISHED")
        return work_of(lambda: thread_page(article_id=article.pk, limit=20, order=order))

    some, many = work_after(20), work_after(130)
    assert many < some * 1.25 + 20
