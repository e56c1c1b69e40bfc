"""The index of the API: every resource with its URL, read from the table of contents."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern
from pydantic import Field, WithJsonSchema

from api.http.parameters import Query
from api.http.views import Answer, ReadView
from delivery.caching.tags import CONTRACT
from delivery.content.schema import Content
from delivery.serialization import to_json

_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")


class ResourceOut(Content):
    """One resource, by the name that it keeps."""

    name: str
    href: Annotated[str, WithJsonSchema({"type": "string", "format": "uri-template"})] = Field(
        description="Absolute. A URI template (RFC 6570), such as `…/articles/{article_id}/`."
    )


class IndexOut(Content):
    """Every resource of this version of the API."""

    items: list[ResourceOut]


class IndexView(ReadView):
    """`GET` of the base."""

    operation_id, summary = "index", "All resources and their URLs"
    tags = ("index",)
    out = IndexOut
    resources: Sequence[URLPattern] = ()

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        root = f"{settings.PUBLIC_URL}{settings.API_ROOT}"
        items = [
            ResourceOut(name=str(one.name), href=root + _VARIABLE.sub(r"{\1}", str(one.pattern)))
            for one in self.resources
        ]
        return Answer(to_json(IndexOut(items=items)), CONTRACT)
