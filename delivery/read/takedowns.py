"""What readers are told of articles that were taken down."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from cms.models import TakenDownPage


class Notice(NamedTuple):
    """What became of an article: a sentence by language, at least in that of the article."""

    locale: str
    sentences: dict[str, str]

    def sentence(self, language: str | None) -> tuple[str, str]:
        """Return the sentence in this language, or else in that of the article, and the language that it is in."""
        chosen = language if language in self.sentences else self.locale
        return self.sentences[chosen], chosen


def notice_of_page(page_id: int) -> Notice | None:
    """Return the notice of an article, or of an alias of one, that is taken down."""
    return _first(TakenDownPage.objects.filter(pk=page_id))


def notice_of_slug(slugs: Sequence[str], *, locales: Sequence[str]) -> Notice | None:
    """Return the notice of an article with one of the slugs in one of the locales that is taken down."""
    found = TakenDownPage.objects.filter(page__slug__in=slugs, page__alias_of=None)
    return _first(found.filter(page__locale__language_code__in=locales).order_by("pk"))


def _first(found: QuerySet[TakenDownPage]) -> Notice | None:
    values = found.values_list("takedown__locale", "takedown__sentences")[:1]
    return next((Notice(*one) for one in values), None)
