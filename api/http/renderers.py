"""How answers become bytes."""

from typing import Any

from rest_framework.renderers import BaseRenderer

from delivery.serialization import to_json


class JSONRenderer(BaseRenderer):
    """The only renderer: there is nothing to negotiate, and so no `Vary: Accept`."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else to_json(data)
