"""The report *Broken parts* in the admin: what readers do not see as its editor intended. Reads only."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, JSONField, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column, LocaleColumn, Table, TitleColumn
from wagtail.admin.ui.tables.pages import ParentPageColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models import ArticlePage, Author
from delivery.models import Edition
from delivery.subjects import Kind, key_offset, subject_of

_BROKEN = Edition.objects.filter(has_defects=True)
# The sentences for a part and its state; the second one is for a part without a name.
_SENTENCES: dict[tuple[str, str], tuple[str | Promise, str | Promise]] = {
    ("image", "MISSING"): (
        gettext_lazy("Image “%(what)s”: the file is missing or cannot be read"),
        gettext_lazy("An image that was chosen does not exist any more"),
    ),
    ("image", "PRIVATE"): (
        gettext_lazy("Image “%(what)s”: its collection is not public"),
        gettext_lazy("An image lies in a collection that is not public"),
    ),
    ("download", "MISSING"): (
        gettext_lazy("Download “%(what)s”: the file is missing"),
        gettext_lazy("A download that was chosen does not exist any more"),
    ),
    ("download", "PRIVATE"): (
        gettext_lazy("Download “%(what)s”: its collection is not public"),
        gettext_lazy("A download lies in a collection that is not public"),
    ),
    ("link", "GONE"): (
        gettext_lazy("Link “%(what)s”: what it leads to is not public, or does not exist any more"),
        gettext_lazy("A link without text leads to something that is not public"),
    ),
    ("link", "REFUSED"): (
        gettext_lazy("Link “%(what)s”: its URL is not one that readers can follow"),
        gettext_lazy("A link without text has a URL that readers cannot follow"),
    ),
    ("embed", "PENDING"): (
        gettext_lazy("Video %(what)s: the provider has not answered yet"),
        gettext_lazy("A video: the provider has not answered yet"),
    ),
    ("language", "OTHER"): (
        gettext_lazy("The page lies below pages of another language: its path begins with /%(what)s/"),
        gettext_lazy("The page lies below pages of another language"),
    ),
    ("related", "ERROR"): (
        gettext_lazy("Related article “%(what)s”: cannot be shown; the error is in the log"),
        gettext_lazy("A related article cannot be shown; the error is in the log"),
    ),
    ("row_article", "GONE"): (
        gettext_lazy("Front page: the article “%(what)s” is not public, so it is left out"),
        gettext_lazy("Front page: an article that was chosen does not exist any more"),
    ),
    ("row_article", "OTHER"): (
        gettext_lazy("Front page: the article “%(what)s” is in another language, so it is left out"),
        gettext_lazy("Front page: an article is in another language, so it is left out"),
    ),
    ("row_section", "GONE"): (
        gettext_lazy("Front page: the section “%(what)s” is not public, so its row is left out"),
        gettext_lazy("Front page: the section of a row does not exist any more"),
    ),
    ("row_section", "OTHER"): (
        gettext_lazy("Front page: the section “%(what)s” is in another language, so its row is left out"),
        gettext_lazy("Front page: the section of a row is in another language, so it is left out"),
    ),
    ("row_tag", "GONE"): (
        gettext_lazy("Front page: the topic “%(what)s” does not exist any more"),
        gettext_lazy("Front page: the topic of a row does not exist any more"),
    ),
    ("row", "ERROR"): (
        gettext_lazy("Front page: “%(what)s” cannot be shown; the error is in the log"),
        gettext_lazy("Front page: a row cannot be shown; the error is in the log"),
    ),
}


def sentence(defect: dict[str, str]) -> str:
    """Return the sentence for editors about one of the `Edition.defects`."""
    part, state, what = (defect.get(key, "") for key in ("part", "state", "what"))
    named, unnamed = _SENTENCES.get((part, state), ("", ""))
    if named:
        return str(named) % {"what": what} if what else str(unnamed)
    if state == "UNKNOWN":
        return _("A block of the type “%(what)s” is not shown: it is unknown in this place") % {"what": part}
    blocks = ArticlePage._meta.get_field("body").stream_block.child_blocks
    label = blocks[part].label if part in blocks else part
    return _("Block “%(what)s”: cannot be shown; the error is in the log") % {"what": label}


def _sentences(page: Any) -> Iterator[str]:
    yield from map(sentence, page.defects or [])
    for defect in page.defects_of_site or []:
        yield _("Newsroom settings: %(sentence)s") % {"sentence": sentence(defect)}


def _broken(kind: Kind) -> Q:
    """Select the pages whose edition of this kind has defects: their own, or that of the site that they begin."""
    page_id = F("pk") - key_offset(kind)
    return Q(pk__in=_BROKEN.annotate(page_id=page_id).values("page_id"))


def _defects(kind: Kind) -> Subquery:
    edition = _BROKEN.filter(pk=OuterRef("pk") + key_offset(kind))
    return Subquery(edition.values("defects"), output_field=JSONField())


class DefectsColumn(Column):
    cell_template_name = "delivery/defects_cell.html"


_AUTHOR_COLUMNS = [
    TitleColumn(
        "name",
        label=gettext_lazy("Author"),
        get_url=lambda author: reverse("wagtailsnippets_cms_author:edit", args=[author.pk]),
        width="30%",
    ),
    DefectsColumn("sentences", label=gettext_lazy("What is broken")),
]


def _broken_authors(user: Any) -> list[Author]:
    """Return the public authors whose portrait or biography has defects, with the sentences about them.

    None if the user may not mend them.
    """
    if not user.has_perm("cms.change_author"):
        return []
    broken = _BROKEN.filter(type="author").values_list("pk", "defects")
    defects = {subject_of(key).object_id: found for key, found in broken}
    authors = list(Author.objects.filter(pk__in=defects))
    for author in authors:
        # In the columns of pages, for the export.
        author.title, author.section, author.locale = author.name, "", ""
        author.sentences = list(dict.fromkeys(map(sentence, defects[author.pk])))
    return authors


class BrokenParts(ReportView):
    """A row for each published page with broken parts that the user may edit; a home page names those of its site.

    Authors, who are no pages, have a table of their own.
    """

    model = Page
    results_template_name = "delivery/broken_parts_results.html"
    page_title = gettext_lazy("Broken parts")
    header_icon = "warning"
    default_ordering = "title"
    any_permission_required = ["add", "change", "publish", "bulk_delete", "lock", "unlock"]
    index_url_name = "broken_parts"
    index_results_url_name = "broken_parts_results"
    no_results_message = gettext_lazy(
        "Every published page shows everything that its editor meant it to show."
    )
    export_filename = "broken-parts"
    list_export = ["title", "section", "locale", "sentences"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "section": pgettext_lazy("newspaper", "Section"),
        "locale": gettext_lazy("Language"),
        "sentences": gettext_lazy("What is broken"),
    }
    columns = [
        TitleColumn(
            "title",
            accessor="get_admin_display_title",
            label=gettext_lazy("Title"),
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
            sort_key="title",
            width="30%",
        ),
        ParentPageColumn("parent", label=pgettext_lazy("newspaper", "Section"), width="15%"),
        LocaleColumn(label=gettext_lazy("Language"), width="10%"),
        DefectsColumn("sentences", label=gettext_lazy("What is broken")),
    ]

    def get_base_queryset(self) -> PageQuerySet:
        mine = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        broken = _broken("page") | _broken("site")
        columns = {"defects": _defects("page"), "defects_of_site": _defects("site")}
        return mine.filter(broken).annotate(**columns).select_related("locale")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        table = Table(_AUTHOR_COLUMNS, _broken_authors(self.request.user), caption=_("Authors"))
        return super().get_context_data(authors=table, **kwargs)

    def order_queryset(self, queryset: PageQuerySet) -> PageQuerySet:
        return queryset.order_by(self.ordering, "pk")

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet([*queryset, *_broken_authors(self.request.user)], spreadsheet_format)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        # Render now: when the response is sent, the language of the user is no longer active.
        return iter(list(super().stream_csv(queryset)))

    def decorate_paginated_queryset(self, pages: Any) -> list[Page]:
        decorated = list(pages)
        Page.objects.annotate_parent_page(decorated)
        for page in decorated:
            page.sentences = list(dict.fromkeys(_sentences(page)))
            page.section = page._parent_page.get_admin_display_title()
        return decorated
