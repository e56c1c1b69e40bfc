"""The index of the API: every resource with its URL, read from the table of contents."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal, get_args

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern
from pydantic import Field, WithJsonSchema

from api.http.parameters import Query
from api.http.views import Answer, ReadView
from delivery.caching.tags import CONTRACT
from delivery.content.schema import Content
from delivery.serialization import to_json

Method = Literal["GET", "POST", "PATCH", "DELETE"]
_METHODS: tuple[Method, ...] = get_args(Method)
_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")


class ResourceOut(Content):
    """One resource, by the name that it keeps."""

    name: str
    href: Annotated[str, WithJsonSchema({"type": "string", "format": "uri-template"})] = Field(
        description="Absolute. A URI template (RFC 6570), such as `…/articles/{article_id}/`."
    )
    methods: list[Method] = Field(
        description="What the resource answers. `HEAD` goes with `GET`; parameters are in the OpenAPI document."
    )


class IndexOut(Content):
    """Every resource of this version of the API."""

    items: list[ResourceOut]


class IndexView(ReadView):
    """`GET` of the base."""

    operation_id, summary = "listResources", "All resources and their URLs"
    tags = ("index",)
    out = IndexOut
    resources: Sequence[URLPattern] = ()

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        return Answer(to_json(IndexOut(items=[_resource_out(one) for one in self.resources])), CONTRACT)


def _resource_out(resource: URLPattern) -> ResourceOut:
    template = _VARIABLE.sub(r"{\1}", str(resource.pattern))
    view: Any = resource.callback
    return ResourceOut(
        name=str(resource.name),
        href=f"{settings.PUBLIC_URL}{settings.API_ROOT}{template}",
        methods=[method for method in _METHODS if hasattr(view.view_class, method.lower())],
    )
