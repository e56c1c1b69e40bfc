"""What every endpoint that takes a body has in common."""

from collections.abc import Mapping
from typing import Any

from django.http.response import HttpResponseBase
from rest_framework.views import APIView


class WriteView(APIView):
    """A DRF view whose answers are never cached and tell the limits, also when they are refusals."""

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self._told: dict[str, str] = {}
        return super().initialize_request(request, *args, **kwargs)

    def tell(self, headers: Mapping[str, str]) -> None:
        """This will put headers on whatever the answer is going to be."""
        self._told.update(headers)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")
        for name, value in self._told.items():
            answer.headers.setdefault(name, value)
        return answer
