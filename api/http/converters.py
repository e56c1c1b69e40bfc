"""What the paths of the API may hold."""

from api.http.parameters import MAX_ID


class IdConverter:
    """A content id that no database overflows."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > MAX_ID:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)
