"""How texts of one kind are taken or refused."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError

from comments.text import normalise


def codes(clean: Callable[[str], str], typed: Iterable[str]) -> dict[str, str | None]:
    """Return the code with which each text is refused, or None."""
    found: dict[str, str | None] = {}
    for text in typed:
        try:
            found[text] = None if clean(text) == normalise(text) else "changed"
        except ValidationError as error:
            found[text] = error.code
    return found
