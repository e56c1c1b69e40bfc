"""Characters that no database stores: NUL, and halves of a character (surrogates), as broken imports have them."""

import re
from typing import Any

_UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")


def storable(value: Any) -> Any:
    """Return a text, or JSON with all its texts, without characters that no database stores."""
    match value:
        case str():
            return _UNSTORABLE.sub("", value)
        case list():
            return [storable(part) for part in value]
        case dict():
            return {storable(name): storable(part) for name, part in value.items()}
    return value
