"""The language of an answer, and the one that it may have instead."""

from django.conf import settings

from api.http.parameters import LOCALES, Parameter, Query, choice
from api.http.views import Answer
from delivery.caching.tags import UNRESOLVED, header

FALLBACK = choice(
    "fallback",
    "The language to take if there is nothing in `locale`; `Content-Language` says which it is.",
    *LOCALES,
)


def wanted_locale(description: str) -> Parameter:
    """Return the parameter `locale` of an endpoint that answers in one language."""
    return choice("locale", description, *LOCALES, default=settings.LANGUAGE_CODE)


def wanted_locales(query: Query) -> list[str]:
    """Return the languages in which an answer is looked for, the preferred one first."""
    return [locale for locale in (query["locale"], query["fallback"]) if locale]


def in_language(answer: Answer, query: Query) -> Answer:
    """Return an answer that caches drop when something is published that it stands in for."""
    if answer.language == query["locale"]:
        return answer
    return answer._replace(tags=header([UNRESOLVED], answer.tags))
