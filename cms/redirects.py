"""The old addresses of redirects: each is kept in one spelling, in which a visit is looked up as well."""

import re
from itertools import combinations
from typing import Any

from django.db.models.signals import pre_save
from wagtail.contrib.redirects.models import Redirect

from cms.addresses import decoded

_ORIGIN = re.compile(r"\A[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*")
# `# % & + / ?` would mean something else if they were decoded, also when a key is made from a key.
_RESERVED = re.compile("%(2[356BF]|3F)", re.IGNORECASE)
# A visit is looked up by every selection from its query parameters; with eight there are 255.
_PARAMETERS = 8


def redirect_key(address: str) -> str:
    """Return the spelling in which an old address is kept, such as `/über/index.php?a=1&id=5`.

    It is plain text without a slash at its end, with the query parameters in order. It takes the place of Wagtail's
    `Redirect.normalise_path`, which leaves several spellings of one address. The key of a key is the same.
    """
    path, parameters = _split(address)
    return _key(path, parameters)


def redirect_keys(address: str) -> list[str]:
    """Return the keys of the redirects that a visit of this address may mean, the most specific first.

    The last one has no query. Further parameters of a visit, such as `utm_source`, do not matter.
    """
    path, parameters = _split(address)
    chosen = dict.fromkeys(parameters[:_PARAMETERS])
    selections = [
        selection for size in range(len(chosen), -1, -1) for selection in combinations(chosen, size)
    ]
    return list(dict.fromkeys(_key(path, selection) for selection in [parameters, *selections]))


def keep_one_spelling() -> None:
    """Make Wagtail's forms, imports and automatic redirects, and every save, keep the old address as its key."""
    Redirect.normalise_path = staticmethod(redirect_key)
    pre_save.connect(_normalise, sender=Redirect, dispatch_uid="cms.redirects")


def _normalise(instance: Redirect, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        instance.old_path = redirect_key(instance.old_path)


def _split(address: str) -> tuple[str, list[str]]:
    """Return the path of an address and its query parameters, both as plain text."""
    address = _ORIGIN.sub("", address.strip()).partition("#")[0]
    path, _mark, query = address.partition("?")
    parameters = [_plain(part.replace("+", " ")) for part in query.split("&") if part]
    return "/" + _plain(path).strip("/"), parameters


def _plain(text: str) -> str:
    return decoded(_RESERVED.sub(lambda found: f"%25{found[1].upper()}", text))


def _key(path: str, parameters: Any) -> str:
    return f"{path}?{'&'.join(sorted(parameters))}" if parameters else path
