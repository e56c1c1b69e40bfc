"""What images and downloads have in common, as they are answered for themselves."""

from django.conf import settings

from api.http import problems
from api.http.parameters import choice
from api.http.views import Answer
from delivery.caching.tags import header, own_tag
from delivery.read.editions import EditionRow

TEXTS_LOCALE = choice(
    "locale",
    "The language of caption and alternative text, where the image has them in several.",
    *(code for code, _name in settings.LANGUAGES),
)


def part_answer(row: EditionRow | None) -> Answer:
    """Return an image or a download under its own tag and the tags of what it shows.

    :raises problems.Problem: if there is none
    """
    if row is None:
        raise problems.Problem(problems.NOT_FOUND)
    return Answer(row.body, header([own_tag(row.id)], row.cache_tags), row.etag, row.fresh_until, row.locale)
