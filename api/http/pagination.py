"""Keyset cursors: opaque, signed, bound to the list that they belong to, stable when rows are added."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from api.http.parameters import ParameterError, invalid

_signer = signing.Signer(salt="api.cursor")


def encode_cursor(position: list[Any], *, of: Mapping[str, Any]) -> str:
    """Sign a position (JSON values) in the list that `of` describes."""
    return _signer.sign_object([_fingerprint(of), *position], compress=False)


def decode_cursor(text: str | None, *, of: Mapping[str, Any]) -> list[Any] | None:
    """Return the position that `encode_cursor` signed for the same list, or None without a cursor.

    :raises api.http.problems.Problem: `invalid-parameter` for a forged cursor or one of another list
    """
    if text is None:
        return None
    try:
        fingerprint, *position = _signer.unsign_object(text)
    except (signing.BadSignature, ValueError) as error:
        detail = _("This cursor is damaged. Start again without it.")
        raise invalid("cursor", ParameterError("invalid", detail)) from error
    if fingerprint != _fingerprint(of):
        detail = _("This cursor belongs to another list. Start again without it.")
        raise invalid("cursor", ParameterError("invalid", detail))
    return position


def page_url(
    path: str, position: list[Any] | None, *, of: Mapping[str, Any], query: Mapping[str, Any] | None = None
) -> str | None:
    """Return the absolute URL of the page that begins at a position: the same query with another cursor."""
    if position is None:
        return None
    kept = urlencode({name: value for name, value in (query or {}).items() if name != "cursor"})
    # Only the colon has to be encoded, for which `urlencode` takes longer than the signature.
    cursor = encode_cursor(position, of=of).replace(":", "%3A")
    return f"{settings.PUBLIC_URL}{path}?{kept}{'&' if kept else ''}cursor={cursor}"


def _fingerprint(of: Mapping[str, Any]) -> str:
    text = repr(sorted((name, str(value)) for name, value in of.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
