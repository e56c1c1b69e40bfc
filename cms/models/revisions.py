"""Rows of a page that its revisions hold as JSON, with the keys of the objects that they name."""

from typing import Any, Self

from django.db import models
from modelcluster.models import model_from_serializable_data
from wagtail.models import Orderable


class RevisedRow(Orderable):
    """A child row of a page that may name an object by a protected foreign key.

    The database protects the object from deletion as long as a stored row names it, but not if only a revision does.
    A revision whose object is gone is loaded without the row; modelcluster would raise an exception, so that the page
    could neither be opened nor published.
    """

    class Meta(Orderable.Meta):
        abstract = True

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        protected = [
            field
            for field in cls._meta.concrete_fields
            if field.remote_field and field.remote_field.on_delete is models.PROTECT
        ]
        for field in protected:
            named = field.related_model._default_manager.filter(pk=data[field.name])
            if data[field.name] is not None and not named.exists():
                return None
        row: Self | None = model_from_serializable_data(cls, data, check_fks=check_fks, strict_fks=strict_fks)
        return row
