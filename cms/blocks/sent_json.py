"""JSON from the scripts of the editor's form, as PostgreSQL and UTF-8 can store it. Pure functions."""

import json
import math
import re
from typing import Any

# NUL and lone surrogates. JSON can write both, and neither can be stored.
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
# Deeper than any value of the editor.
_DEEPEST = 20


def storable_json(text: str) -> Any:
    """Return the value of a JSON text, without characters that cannot be stored; infinite numbers become text.

    :raises ValueError: if it is not JSON, or is nested deeper than the editor does
    """
    try:
        value = json.loads(text, parse_constant=str, parse_float=_number)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return _storable(value, _DEEPEST)


def _number(digits: str) -> float | str:
    number = float(digits)
    # As JavaScript writes it: "Infinity" or "-Infinity".
    return number if math.isfinite(number) else f"{'-' * (number < 0)}Infinity"


def _storable(value: Any, depth: int) -> Any:
    if not depth:
        raise ValueError("nested too deep")
    match value:
        case str():
            return _NOT_STORABLE.sub("", value)
        case list():
            return [_storable(item, depth - 1) for item in value]
        case dict():
            return {_storable(key, depth - 1): _storable(item, depth - 1) for key, item in value.items()}
    return value
