"""Random actions of chief editors: taking articles down, with what only they show, and lifting it."""

from collections.abc import Callable

from hypothesis.stateful import initialize, rule

from cms.models import ArticlePage, Takedown
from cms.takedowns import NotPublic
from delivery.read.own_media import own_downloads, own_images
from tests.journeys.site_editors import SiteEditors, pick
from tests.takedowns import lift, take_down


class ChiefEditors(SiteEditors):
    """The rules of a state machine with articles, which does each action as a request does."""

    _article: Callable[[int], ArticlePage]

    @initialize(number=pick)
    def begin_with_a_takedown(self, number: int) -> None:
        self._take_down(self._article(number), number=number)

    @rule(number=pick)
    def take_an_article_down_or_lift_it(self, number: int) -> None:
        article = self._article(number)
        found = Takedown.objects.filter(page=article.pk, lifted_at=None).first()
        if found:
            self._do(lambda: lift(found))
        else:
            self._take_down(article, number=number)

    @rule()
    def lift_the_first_takedown(self) -> None:
        if found := Takedown.objects.filter(lifted_at=None).order_by("pk").first():
            self._do(lambda: lift(found))

    def _take_down(self, article: ArticlePage, *, number: int) -> None:
        own = [*own_images(article.pk), *own_downloads(article.pk)]

        def act() -> None:
            try:
                take_down(article, media=own[: number % 3])
            except NotPublic:
                return

        self._do(act)
