"""Random actions of editors on what frames every page: settings, menus and texts, and a second language."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import SiteSettings, SiteTexts
from tests import factories

pick = st.integers(min_value=0, max_value=10**6)
_NO_TARGET = {"text": "", "page": None, "download": None, "url": "", "email": ""}


class SiteEditors(RuleBasedStateMachine):
    """The rules of a state machine with articles, which does each action as a request does."""

    sections: list[Any]
    images: list[Any]
    download: Any

    def _do(self, act: Callable[[], object]) -> None:
        raise NotImplementedError

    @rule(number=pick, other=pick)
    def edit_the_menus(self, number: int, other: int) -> None:
        pages = list(Page.objects.filter(depth__gt=1).order_by("pk"))
        first, second = pages[number % len(pages)], pages[other % len(pages)]
        links = [{**_NO_TARGET, "page": second}, {**_NO_TARGET, "download": self.download}]
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        texts = SiteTexts(locale=factories.home().locale, footer=f"<p>Fuß {number}</p>", imprint=second)
        texts.main_menu = [("entry", {**_NO_TARGET, "page": first, "items": links[: number % 3]})]
        settings.texts = [texts] if number % 4 else []
        self._do(settings.save)

    @rule(number=pick)
    def edit_the_publisher(self, number: int) -> None:
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        settings.name = f"Blatt {number}" if number % 2 else ""
        settings.publisher_logo_id = self.images[number % 2].pk if number % 3 else None
        self._do(settings.save)

    @rule(number=pick)
    def change_the_rules_of_comments(self, number: int) -> None:
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        settings.comments_enabled = bool(number % 3)
        self._do(settings.save)

    @rule()
    def restrict_the_english_home_page_or_lift_it(self) -> None:
        page = factories.english_home()
        found = PageViewRestriction.objects.filter(page=page).first()
        made = PageViewRestriction(page=page, restriction_type="login")
        self._do(found.delete if found else made.save)
