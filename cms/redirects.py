"""The old addresses of redirects: each is kept in one spelling, in which a visit is looked up as well."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, combinations, islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect

from cms.addresses import decoded

_ORIGIN = re.compile(r"\A(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*")
# What would mean something else if it were decoded, also when a key is made from a key: `# % / ?` in a path,
# `# % & +` in a query.
_RESERVED_IN_PATH = re.compile("%(2[35F]|3F)", re.IGNORECASE)
_RESERVED_IN_QUERY = re.compile("%(2[356B])", re.IGNORECASE)
# How parameters begin that others add to a link. A redirect seldom names one, so they are chosen last.
_ADDED = tuple(
    "utm_ mtm_ pk_ piwik_ matomo_ hsa_ _hs gad_ mc_ oly_ wt_ at_ _ga _gl fbclid gclid dclid yclid twclid ttclid"  # noqa: SIM905
    " msclkid gbraid wbraid li_fat_id igsh srsltid mkt_tok xtor".split()
)
# A visit is looked up by at most so many selections from its query parameters: by all of nine, by all singles and
# pairs of thirty, and by its first parameters together.
_SELECTIONS = 600
_BEGINNINGS = 20
_EDGES = re.compile(r"\A[\s/]+|[\s/]+\Z")


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
    selections = [parameters, *islice(_selections(parameters), _SELECTIONS), []]
    selections.sort(key=len, reverse=True)
    return list(dict.fromkeys(_key(path, selection) for selection in selections))


def _selections(parameters: Iterable[str]) -> Iterable[Sequence[str]]:
    """Return what a redirect may name of these parameters, the likely selections first."""
    chosen = sorted(dict.fromkeys(parameters), key=lambda parameter: parameter.startswith(_ADDED))
    # Redirects name few parameters. What a link had from the start comes before what was added to it.
    beginnings = (chosen[:number] for number in range(2, min(len(chosen), _BEGINNINGS) + 1))
    sizes = range(1, len(chosen) + 1)
    return chain(beginnings, chain.from_iterable(combinations(chosen, size) for size in sizes))


def respell(redirects: QuerySet[Any]) -> None:
    """Rewrite the old addresses that are stored in another spelling than their key."""
    taken = set(redirects.values_list("old_path", "site_id"))
    for redirect in redirects.order_by("pk").iterator():
        key = redirect_key(redirect.old_path)
        # Of several spellings of one address the first is kept, and the others are not found any more.
        if key != redirect.old_path and (key, redirect.site_id) not in taken:
            taken.add((key, redirect.site_id))
            redirects.filter(pk=redirect.pk).update(old_path=key)


class OldAddress(forms.CharField):
    """The old address in the form of a redirect: its key, whose length counts, not that of what was typed."""

    def __init__(self, **kwargs: Any) -> None:
        longest = Redirect._meta.get_field("old_path").max_length
        super().__init__(validators=[MaxLengthValidator(longest)], **kwargs)

    def to_python(self, value: Any) -> str:
        address = super().to_python(value)
        key = redirect_key(address) if address else ""
        if key == "/":
            raise ValidationError(
                _("This path always leads to the home page. Enter another, such as /old/page.")
            )
        return key


def keep_one_spelling() -> None:
    """Make Wagtail's forms, imports and automatic redirects, and every save, keep the old address as its key."""
    # Wagtail's form needs its admin, which is not loaded before the apps are ready.
    from wagtail.contrib.redirects.forms import RedirectForm

    typed = RedirectForm.base_fields["old_path"]
    RedirectForm.base_fields["old_path"] = OldAddress(label=typed.label, help_text=typed.help_text)
    Redirect.normalise_path = staticmethod(redirect_key)
    pre_save.connect(_normalise, sender=Redirect, dispatch_uid="cms.redirects")


def _normalise(instance: Redirect, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        instance.old_path = redirect_key(instance.old_path)


def _split(address: str) -> tuple[str, list[str]]:
    """Return the path of an address and its query parameters, both as plain text."""
    address = _ORIGIN.sub("", address.strip()).partition("#")[0]
    path, _mark, query = address.partition("?")
    plain = (_plain(part.replace("+", " "), _RESERVED_IN_QUERY).strip() for part in query.split("&"))
    # `?id=` means `?id`.
    parameters = [part.removesuffix("=") if part.count("=") == 1 else part for part in plain]
    return "/" + _EDGES.sub("", _plain(path, _RESERVED_IN_PATH)), [part for part in parameters if part]


def _plain(text: str, reserved: re.Pattern[str]) -> str:
    return decoded(reserved.sub(lambda found: f"%25{found[1].upper()}", text))


def _key(path: str, parameters: Any) -> str:
    return f"{path}?{'&'.join(sorted(parameters))}" if parameters else path
