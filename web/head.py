"""The head of a page, printed from its compiled JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.safestring import SafeString

# Within a script element only `</script>` and `<!--` end or change what the browser reads as JSON. As escapes of JSON
# these characters mean the same.
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


@dataclass(frozen=True)
class Head:
    """What a template prints. `properties` has one pair for each element."""

    title: str
    description: str
    canonical: str
    languages: list[tuple[str, str]]
    properties: list[tuple[str, str]]
    json_ld: SafeString


def head_of(page: Mapping[str, Any]) -> Head:
    """Return the head of a page from its JSON."""
    seo = page["seo"]
    return Head(
        title=seo["title"],
        description=seo["description"],
        canonical=seo["canonical"],
        languages=list(seo["hreflang"].items()),
        properties=[(name, one) for name, value in seo["open_graph"].items() for one in _values(value)],
        json_ld=SafeString(orjson.dumps(seo["json_ld"]).decode().translate(_ESCAPES)),
    )


def _values(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
