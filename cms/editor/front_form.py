"""The form of a front page: what it refuses to publish."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from cms.editor.forms import SitePageForm


class HomePageForm(SitePageForm):
    """The form of a home page. A draft may hold anything, because a translation begins as a copy."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "rows" in data:
            _keep_lost_lists(before=self.instance.rows, rows=data["rows"])
        if not self.is_deferred_validation and "rows" in data:
            try:
                _refuse_rows(data["rows"], self.instance.locale_id)
            except ValidationError as error:
                self.add_error("rows", error)
        return data


def _keep_lost_lists(*, before: StreamValue, rows: StreamValue) -> None:
    """Let the rows whose section or topic was deleted know it, because the form has an empty field for it."""
    gone = {row.id: row.value.gone for row in before if row.block_type == "automatic"}
    for row in rows:
        if row.block_type == "automatic" and not row.value["section"] and not row.value["tag"]:
            row.value.gone = gone.get(row.id, {})


def _refuse_rows(rows: StreamValue, locale_id: int) -> None:
    """Refuse what is of another language than the page, articles that are chosen twice, and rows that lost their list.

    :raises StreamBlockValidationError: with an error at each of these choices
    """
    seen: set[int] = set()
    errors = {place: error for place, row in enumerate(rows) if (error := _error_of(row, locale_id, seen))}
    if errors:
        raise StreamBlockValidationError(block_errors=errors)


def _error_of(row: Any, locale_id: int, seen: set[int]) -> ValidationError | None:
    match row.block_type:
        case "lead":
            return _at("article", _refusal_of_article(row.value["article"], locale_id, seen))
        case "curated":
            refused = [_refusal_of_article(article, locale_id, seen) for article in row.value["articles"]]
            return _at("articles", ListBlockValidationError(block_errors=refused) if any(refused) else None)
    if row.value.gone:
        return _at(next(iter(row.value.gone)), _refusal_of_deleted())
    section = row.value["section"]
    return _at("section", _refusal_of_language(section, locale_id) if section else None)


def _at(name: str, error: ValidationError | None) -> ValidationError | None:
    return StructBlockValidationError(block_errors={name: error}) if error else None


def _refusal_of_article(article: Page, locale_id: int, seen: set[int]) -> ValidationError | None:
    if article.pk in seen:
        return ValidationError(_("“%(title)s” is on this page already.") % {"title": article.title})
    seen.add(article.pk)
    return _refusal_of_language(article, locale_id)


def _refusal_of_language(page: Page, locale_id: int) -> ValidationError | None:
    if page.locale_id == locale_id:
        return None
    return ValidationError(_("“%(title)s” is in another language than this page.") % {"title": page.title})


def _refusal_of_deleted() -> ValidationError:
    return ValidationError(
        _("The section or topic of this row has been deleted. Choose another one, or remove the row.")
    )
