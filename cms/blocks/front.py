"""The rows of a front page: one large article, articles chosen by hand, and the newest ones of a list."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.coreutils import resolve_model_string

from cms.blocks.imported import readable_body
from cms.editor.topic_chooser import topic_chooser

_ARTICLE = "cms.ArticlePage"
# What an automatic row lists the articles of.
_LISTS = ("section", "tag")
_MOST_CHOSEN, _MOST_NEWEST, _MOST_ROWS = 12, 24, 20


class TopicBlock(blocks.ChooserBlock):
    """A choice of one topic."""

    @cached_property
    def target_model(self) -> Any:
        return resolve_model_string("cms.Topic")

    @cached_property
    def widget(self) -> Any:
        return topic_chooser.widget_class()


class LeadRow(blocks.StructBlock):
    """One article, shown large."""

    article = blocks.PageChooserBlock(page_type=_ARTICLE, label=_("Article"))

    class Meta:
        label = _("Lead story")
        icon = "pick"
        description = _("One article, shown large.")
        template = "cms/rows/lead.html"
        preview_template = "cms/preview/row_sample.html"


class CuratedRow(blocks.StructBlock):
    """Articles chosen by hand, in their order."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    articles = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=_ARTICLE, label=_("Article")),
        label=_("Articles"),
        min_num=1,
        max_num=_MOST_CHOSEN,
    )

    class Meta:
        label = _("Chosen articles")
        icon = "list-ol"
        description = _("Articles that you choose, in your order.")
        template = "cms/rows/curated.html"
        preview_template = "cms/preview/row_sample.html"


class AutomaticValue(blocks.StructValue):
    """The value of an automatic row. `gone` has the id of the chosen section or topic if that was deleted."""

    gone: dict[str, int] = {}


class AutomaticRow(blocks.StructBlock):
    """The newest articles of a section, of a topic, or of the whole language."""

    title = blocks.CharBlock(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("Empty: the name of the section or topic."),
    )
    section = blocks.PageChooserBlock(
        page_type="cms.SectionPage",
        label=pgettext_lazy("newspaper", "Section"),
        required=False,
        help_text=_("With all sections below it. Neither section nor topic: all articles of the language."),
    )
    tag = TopicBlock(label=_("Topic"), required=False)
    number = blocks.IntegerBlock(label=_("How many articles"), min_value=1, max_value=_MOST_NEWEST, default=6)

    class Meta:
        label = _("Newest articles")
        icon = "history"
        description = _("The newest articles of a section or topic. It fills itself and repeats no article.")
        template = "cms/rows/automatic.html"
        preview_template = "cms/preview/row_sample.html"
        value_class = AutomaticValue

    def bulk_to_python(self, values: list[dict[str, Any]]) -> list[AutomaticValue]:
        rows: list[AutomaticValue] = super().bulk_to_python(values)
        for stored, row in zip(values, rows, strict=True):
            row.gone = {name: stored[name] for name in _LISTS if stored.get(name) and not row[name]}
        return rows

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        # A row that has lost its list is empty; without the id it would be the list of all articles.
        return {**super().get_prep_value(value), **value.gone}

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value.get("section") and value.get("tag"):
            error = ValidationError(_("Choose a section or a topic, not both."))
            raise StructBlockValidationError(block_errors={"tag": error})
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["articles"] = context["page"].newest_articles(value)
        return context


class FrontBlock(blocks.StreamBlock):
    """All rows of a front page."""

    lead = LeadRow()
    curated = CuratedRow()
    automatic = AutomaticRow()

    class Meta:
        max_num = _MOST_ROWS

    def to_python(self, value: Any) -> Any:
        readable, left_out = readable_body(self, value)
        stream = super().to_python(readable)
        stream.left_out = getattr(stream, "left_out", left_out)
        return stream


def default_rows() -> list[dict[str, Any]]:
    """Return the rows of a front page that nobody has arranged: the newest articles of its language."""
    return [{"type": "automatic", "value": {"title": "", "section": None, "tag": None, "number": 10}}]
