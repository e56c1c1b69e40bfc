"""What readers are told of articles that were taken down."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from cms.models import Takedown


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
    return _first(Takedown.objects.filter(pages=page_id))


def notice_of_slug(slugs: Sequence[str], *, locales: Sequence[str]) -> Notice | None:
    """Return the notice of an article that had one of the slugs in one of the locales when it was taken down."""
    found = Takedown.objects.filter(lifted_at=None, slug__in=slugs, locale__in=locales)
    return _first(found.order_by("pk"))


def _first(found: QuerySet[Takedown]) -> Notice | None:
    return next((Notice(*one) for one in found.values_list("locale", "sentences")[:1]), None)
