"""XML without a template: the characters that it can carry."""

import re
from typing import Any

# What XML 1.0 has no place for, not even escaped (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(value: Any) -> Any:
    """Return JSON data without the characters that no XML document may contain."""
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    if isinstance(value, list):
        return [for_xml(one) for one in value]
    if isinstance(value, dict):
        return {key: for_xml(one) for key, one in value.items()}
    return value
