"""Random actions of chief editors: taking articles down, with what only they show, and lifting it."""

from collections.abc import Callable

from hypothesis.stateful import precondition, rule

from cms.models import ArticlePage, Takedown
from cms.takedowns import TakedownRefusal
from delivery.read.own_media import own_downloads, own_images
from tests.journeys.site_editors import SiteEditors, pick
from tests.takedowns import lift, take_down


class ChiefEditors(SiteEditors):
    """The rules of a state machine with articles, which does each action as a request does."""

    _article: Callable[[int], ArticlePage]

    @rule(number=pick)
    def take_an_article_down(self, number: int) -> None:
        article = self._article(number)
        own = [*own_images(article.pk), *own_downloads(article.pk)]

        def act() -> None:
            try:
                take_down(article, media=own[: number % 3])
            except TakedownRefusal:
                # It is not public, or taken down already.
                return

        self._do(act)

    @precondition(lambda self: Takedown.objects.filter(lifted_at=None).exists())
    @rule(number=pick)
    def lift_a_takedown(self, number: int) -> None:
        active = list(Takedown.objects.filter(lifted_at=None).order_by("pk"))
        self._do(lambda: lift(active[number % len(active)]))
