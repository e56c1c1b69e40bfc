"""Slugs in one normal form."""

from typing import Any

from django.db import models

from cms.addresses import nfc


class NormalSlugField(models.SlugField):  # type: ignore[type-arg]
    """A slug that is stored and looked up in NFC, the form of the filters of articles; also by a bulk update."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return nfc(prepared) if isinstance(prepared, str) else prepared
