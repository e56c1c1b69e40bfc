"""Why something was not done to an object, in words for editors."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Model, ProtectedError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField

logger = logging.getLogger(__name__)

# Objects that a message names; the others are counted.
NAMED = 10


def check_complete(page: Any, *, now: datetime) -> None:
    """Validate a page with its rows and blocks, as its form does before it publishes the page.

    :raises ValidationError: with the messages of all fields
    """
    errors: dict[str, list[ValidationError]] = {}
    checks = (
        page.full_clean,
        lambda: _check_schedule(page, now),
        lambda: _check_rows(page),
        lambda: _check_blocks(page),
    )
    for validate in checks:
        try:
            validate()
        except ValidationError as error:
            error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)


def _check_schedule(page: Any, now: datetime) -> None:
    if not page.expire_at:
        return
    if page.expire_at <= now:
        raise ValidationError({"expire_at": _("This moment is over.")})
    if page.go_live_at and page.go_live_at >= page.expire_at:
        raise ValidationError({"expire_at": _("The page would expire before it goes live.")})


def _check_rows(page: Any) -> None:
    for relation in get_all_child_relations(page):
        for row in getattr(page, relation.get_accessor_name()).all():
            try:
                row.full_clean(
                    exclude=[relation.field.name], validate_unique=False, validate_constraints=False
                )
            except ValidationError as error:
                raise ValidationError({NON_FIELD_ERRORS: list(_messages(error, row))}) from error


def _check_blocks(page: Any) -> None:
    for field in page._meta.fields:
        if not isinstance(field, StreamField):
            continue
        try:
            field.stream_block.clean(getattr(page, field.name))
        except StreamBlockValidationError as error:
            raise ValidationError(
                {field.name: list(_block_messages(error, getattr(page, field.name)))}
            ) from error


def _block_messages(error: StreamBlockValidationError, stream: Any) -> Iterator[str]:
    yield from error.non_block_errors
    for index in error.block_errors:
        yield _("Block %(number)d (%(name)s) is not complete.") % {
            "number": index + 1,
            "name": stream[index].block.label,
        }


def reason_of(error: Exception, item: Model) -> str:
    """Return why `error` prevented an action on `item`. An error that nobody expected is logged."""
    match error:
        case ValidationError():
            return " ".join(_messages(error, getattr(item, "specific", item)))
        case ProtectedError():
            return _("It is named by: %(objects)s") % {"objects": names_of(error.protected_objects)}
        case PermissionDenied():
            return _("You do not have the permission.")
    logger.error("an action on %s %s failed", type(item).__name__, item.pk, exc_info=error)
    return _("An error occurred. The log of the server says which.")


def _messages(error: ValidationError, item: Model) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    labels = {
        field.name: field.verbose_name for field in item._meta.get_fields() if hasattr(field, "verbose_name")
    }
    for name, messages in error.message_dict.items():
        label = labels.get(name)
        prefix = f"{capfirst(label)}: " if label and name != NON_FIELD_ERRORS else ""
        yield from (f"{prefix}{message}" for message in messages)


def names_of(rows: Iterable[Model]) -> str:
    """Return the names of objects in quotation marks; beyond `NAMED` they are counted."""
    names = sorted({_("“%(name)s”") % {"name": _owner(row)} for row in rows})
    further = [_("%(number)d more") % {"number": len(names) - NAMED}] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *further])


def _owner(row: Model) -> Any:
    """Return the page of a child row, or the object itself."""
    keys = [field.name for field in row._meta.fields if isinstance(field, ParentalKey)]
    return getattr(row, keys[0]) if keys else row


def refusal_list(refused: list[tuple[Model, str]]) -> SafeString:
    """Return a message that names the objects to which something was not done, each with the reason."""
    rows = format_html_join("", "<li>{}: {}</li>", refused)
    return format_html("{}<ul>{}</ul>", _("Not done, because:"), rows)
