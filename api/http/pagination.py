"""Keyset cursors: opaque, signed, bound to the list that they belong to, stable when rows are added."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from api.http import problems
from api.http.parameters import Refusal, error_of
from api.http.problems import Text

_signer = signing.Signer(salt="api.cursor")


def encode_cursor(position: list[Any], *, of: Mapping[str, Any]) -> str:
    """This will sign a position (JSON values) in the list that the parameters `of` describe."""
    return _signer.sign_object([_fingerprint(of), *position], compress=False)


def decode_cursor(text: str, *, of: Mapping[str, Any]) -> list[Any]:
    """This will return the position that `encode_cursor` signed for the same list.

    :raises api.http.problems.Problem: `invalid-parameter` for a forged cursor or one of another list
    """
    try:
        fingerprint, *position = _signer.unsign_object(text)
    except (signing.BadSignature, ValueError) as error:
        raise _refused(_("This cursor is damaged. Start again without it.")) from error
    if fingerprint != _fingerprint(of):
        raise _refused(_("This cursor belongs to another list. Start again without it."))
    return position


def next_link(path: str, query: Mapping[str, Any], cursor: str | None) -> str | None:
    """This will return the absolute address of the next page: the same query with another cursor."""
    if cursor is None:
        return None
    return f"{settings.PUBLIC_URL}{path}?{urlencode({**query, 'cursor': cursor})}"


def _fingerprint(of: Mapping[str, Any]) -> str:
    text = repr(sorted((name, str(value)) for name, value in of.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _refused(detail: Text) -> problems.Problem:
    return problems.Problem(
        problems.INVALID_PARAMETER, errors=[error_of("cursor", Refusal("invalid", detail))]
    )
