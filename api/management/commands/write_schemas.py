"""Write a JSON Schema of each type of content, from the OpenAPI document."""

import re
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand

from api.v1.openapi import document

FOLDER = Path(settings.BASE_DIR) / "docs" / "schemas"
# The components of the document by the names of the files.
TYPES = {
    "article": "ArticleFullOut",
    "article-card": "ArticleCardOut",
    "author": "AuthorOut",
    "block": "BlockOut",
    "comment": "CommentOut",
    "download": "DownloadOut",
    "home": "HomeOut",
    "image": "ImageOut",
    "section": "SectionFullOut",
    "site": "SiteOut",
}
_REFERENCE = re.compile(rb'"#/components/schemas/(\w+)"')


class Command(BaseCommand):
    help = "Writes a JSON Schema of each type of content to docs/schemas/."

    def handle(self, *args: Any, **options: Any) -> None:
        FOLDER.mkdir(exist_ok=True)
        for name, schema in json_schemas().items():
            text = orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
            (FOLDER / f"{name}.json").write_bytes(text)


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return each schema by the name of its file, with everything to which it refers."""
    components = orjson.loads(document())["components"]["schemas"]
    return {name: _json_schema(component, components) for name, component in TYPES.items()}


def _json_schema(component: str, components: dict[str, Any]) -> dict[str, Any]:
    raw = {name: orjson.dumps(schema) for name, schema in components.items()}
    needed, waiting = dict[str, Any](), [component]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = orjson.loads(_REFERENCE.sub(rb'"#/$defs/\1"', raw[name]))
            waiting += [found.decode() for found in _REFERENCE.findall(raw[name])]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/$defs/{component}",
        "$defs": dict(sorted(needed.items())),
    }
