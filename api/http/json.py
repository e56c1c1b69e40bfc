"""JSON in UTF-8: what request bodies are read as, and responses written as."""

from typing import Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from delivery.serialization import to_json


class JSONParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise ParseError(str(error)) from error


class JSONRenderer(BaseRenderer):
    """The only renderer: there is nothing to negotiate, and so no `Vary: Accept`."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        # Of 204, which has no content.
        return b"" if data is None else to_json(data)
