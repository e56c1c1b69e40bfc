"""What editors do with the front page, as rules of the random test."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from wagtail.models import Page

from cms.models import ArticlePage, SectionPage, Topic
from tests import factories

pick = st.integers(min_value=0, max_value=10**6)


class FrontPageEditors:
    """Rules of the state machine; they need the articles and sections of the class that they are mixed into."""

    sections: list[SectionPage]
    _do: Callable[[Callable[[], object]], None]
    _article: Callable[[int], ArticlePage]

    def arrange(self, rows: list[tuple[str, Any]]) -> None:
        home = factories.home()
        home.rows = rows
        home.save_revision().publish()

    @rule(number=pick, other=pick)
    def arrange_the_front_page(self, number: int, other: int) -> None:
        section = Page.objects.get(pk=self.sections[number % 2].pk)
        rows = [
            ("lead", {"article": self._article(number)}),
            ("automatic", {"section": section, "number": 1 + number % 3}),
            ("curated", {"title": "Gewählt", "articles": [self._article(other), self._article(number)]}),
            ("automatic", {"tag": Topic.objects.order_by("pk")[0], "number": 2}),
            ("automatic", {"number": 2 + other % 3}),
        ]
        first = other % len(rows)
        self._do(lambda: self.arrange(rows[first:] + rows[: number % 3]))

    @rule(number=pick)
    def date_an_article(self, number: int) -> None:
        article = self._article(number)
        article.published_at = factories.MORNING + timedelta(days=number % 5)
        self._do(lambda: article.save_revision().publish())
