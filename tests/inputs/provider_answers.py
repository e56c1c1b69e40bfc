"""What the provider of a video may answer, or not."""

from typing import Any

import requests

SILENCE: dict[str, Exception] = {
    "no route": requests.ConnectionError("no route to host"),
    "time-out": requests.Timeout("timed out"),
    "too many redirects": requests.TooManyRedirects("30 of them"),
    "several lines": requests.ConnectionError("first\nsecond"),
    "a fault of the library": KeyError("url"),
}
# Bodies with status 200; a string is no JSON.
NONSENSE: dict[str, Any] = {
    "a page": "<html>Sign in</html>",
    "nothing": "",
    "null": None,
    "a number": 7,
    "a text": '"type"',
    "a list": [],
    "no type": {"html": "<iframe></iframe>"},
    "a photo without an address": {"type": "photo"},
    "a text that is JSON": '"type and more"',
}
# Answers that can be stored, some of them only without the part that makes no sense.
ODD: dict[str, dict[str, Any]] = {
    "nothing but a type": {"type": "video"},
    "no title and no provider": {"type": "video", "title": None, "provider_name": None, "html": None},
    "sizes in per cent": {"type": "video", "width": "100%", "height": "auto"},
}
# The columns of one database or the other are too small for these.
UNSTORABLE: dict[str, dict[str, Any]] = {
    "a huge width": {"type": "video", "width": 10**30},
    "a long type": {"type": "video" * 9},
    "a control character": {"type": "video", "title": "Film\0"},
    "a cache for ever": {"type": "video", "cache_age": 10**30},
}


def response(body: Any) -> requests.Response:
    """Return what `requests` gives for this body."""
    answer = requests.Response()
    answer.status_code = 200
    answer._content = body.encode() if isinstance(body, str) else str.encode(requests.compat.json.dumps(body))
    return answer
