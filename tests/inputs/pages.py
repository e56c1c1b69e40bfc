"""Ways in which scripts and importers make an article live without Wagtail's form, and pages that they leave incomplete."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from cms.models import ArticlePage
from tests import factories


def _article(**fields: Any) -> ArticlePage:
    return ArticlePage(**{"title": "Importiert", "slug": "importiert", "lead": "Ein Satz.", **fields})


def _added() -> ArticlePage:
    return factories.home().add_child(instance=_article(live=True))


def _added_in_a_section() -> ArticlePage:
    return factories.section().add_child(instance=_article(live=True))


def _added_as_a_sibling() -> ArticlePage:
    return factories.section().add_sibling("right", instance=_article(live=True))


def _added_without_a_slug() -> ArticlePage:
    return factories.home().add_child(instance=_article(live=True, slug=""))


def _saved() -> ArticlePage:
    page = factories.home().add_child(instance=_article(live=False))
    page.live = True
    page.save()
    return page


def _saved_by_one_field() -> ArticlePage:
    page = factories.home().add_child(instance=_article(live=False))
    page.live = True
    page.save(update_fields=["live"])
    return page


def _updated() -> ArticlePage:
    page = factories.home().add_child(instance=_article(live=False))
    Page.objects.filter(pk=page.pk).update(live=True)
    return page


def _published_by_a_revision() -> ArticlePage:
    page = factories.home().add_child(instance=_article(live=False))
    page.save_revision().publish()
    return page


def _copied_live() -> ArticlePage:
    original = factories.home().add_child(instance=_article(live=True, slug="original"))
    return original.copy(update_attrs={"slug": "importiert"}, keep_live=True)


# Each makes an article that is delivered, in lists as well.
DELIVERED: tuple[Callable[[], ArticlePage], ...] = (
    _added,
    _added_in_a_section,
    _added_as_a_sibling,
    _added_without_a_slug,
    _saved,
    _saved_by_one_field,
    _updated,
    _published_by_a_revision,
    _copied_live,
)


def _without(**fields: str) -> Page:
    page = factories.article()
    Page.objects.filter(pk=page.pk).update(**fields)
    return page


def _without_its_own_row() -> Page:
    home = factories.home()
    page = Page(
        path=f"{home.path}00ZZ",
        depth=3,
        title="Halb",
        slug="halb",
        url_path="/home/halb/",
        live=True,
        first_published_at=timezone.now(),
        content_type=ContentType.objects.get_for_model(ArticlePage),
        locale=home.locale,
    )
    [made] = Page.objects.bulk_create([page])
    return made


# Each makes a page that cannot be delivered, with what the report says of it.
INCOMPLETE: tuple[tuple[Callable[[], Page], str], ...] = (
    (lambda: _without(title=""), "empty: title"),
    (lambda: _without(title=" ", slug=""), "empty: title, slug"),
    (lambda: _without(url_path="/falsch/"), "url_path /falsch/ does not lie in the site"),
    (_without_its_own_row, "the row of its own type is missing"),
)
