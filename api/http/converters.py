"""What may stand in a path: ids that no database overflows, and picture sizes that exist."""

from django.urls import register_converter

from api.http.parameters import MAX_ID
from cms.renditions import FORMATS


class IdConverter:
    """A content id."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > MAX_ID:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)


class PictureSpecConverter:
    """A width and a format, such as `640.avif`."""

    regex = rf"[1-9][0-9]{{0,3}}\.(?:{'|'.join(FORMATS)})"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register_converters() -> None:
    """This will make the converters known to Django."""
    register_converter(IdConverter, "id")
    register_converter(PictureSpecConverter, "picture")
