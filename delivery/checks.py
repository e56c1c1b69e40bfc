"""System checks of what scripts and importers leave behind; `manage.py check --database default` and `migrate` run them."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError
from django.db.models import Count, Q, Value
from django.db.models.functions import Concat
from wagtail.models import Page

from cms.selectors import site_roots
from delivery.models import Edition

# So many objects are named in a message.
_NAMED = 20


@register(Tags.database)
def check_pages(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of live pages that readers cannot reach."""
    if not databases:
        return []
    try:
        return [*_outside_of_the_site(), *_shared_slugs(), *_in_other_languages()]
    except DatabaseError:
        # The tables have not been made yet.
        return []


def _outside_of_the_site() -> list[CheckMessage]:
    paths = site_roots().values_list("path", flat=True)
    inside = Q(*[("path__startswith", path) for path in paths], _connector=Q.OR)
    live = Page.objects.live().filter(content_type__app_label="cms")
    outside = (live.exclude(inside) if inside else live).order_by("pk").values_list("pk", flat=True)
    return _warning(
        "W001", "live pages do not lie in the tree of the default site, so they are not public", list(outside)
    )


def _shared_slugs() -> list[CheckMessage]:
    listed = Edition.objects.filter(is_listed=True).order_by().values("slug", "locale")
    shared = listed.annotate(Count("pk")).filter(pk__count__gt=1).order_by("slug", "locale")
    slugs = [f"{row['slug']} ({row['locale']})" for row in shared]
    message = "slugs belong to several articles of a language; `by-slug` finds the one with the lowest id"
    return _warning("W002", message, slugs)


def _in_other_languages() -> list[CheckMessage]:
    own = Concat(Value("/"), "locale", Value("/"))
    paths = (
        Edition.objects.exclude(path="")
        .exclude(path__startswith=own)
        .order_by("pk")
        .values_list("path", "locale")
    )
    message = "pages lie below pages of another language, so their path begins with that"
    return _warning("W003", message, [f"{path} ({locale})" for path, locale in paths])


def _warning(code: str, message: str, found: Sequence[object]) -> list[CheckMessage]:
    named = ", ".join(map(str, found[:_NAMED])) + (", …" if len(found) > _NAMED else "")
    return [Warning(f"{len(found)} {message}: {named}", id=f"delivery.{code}")] if found else []
