"""Query strings that ask for the same thing again and again, or for very much."""

from urllib.parse import urlencode

_MANY = [str(number) for number in range(1, 2701)]


def _list(name: str, values: list[str], **more: str) -> str:
    return urlencode({name: ",".join(values), **more})


# The path of an endpoint, a query that it refuses, and the parameter and code of the first error.
REFUSED: tuple[tuple[str, str, str, str], ...] = (
    ("articles/", _list("fields", ["title"] * 2), "fields", "repeated"),
    ("articles/", _list("fields", ["body"] * 2700, profile="full", limit="100"), "fields", "repeated"),
    ("articles/", _list("fields", ["image.src", "title", "image.src"]), "fields", "repeated"),
    ("articles/", _list("fields", ["title", ""]), "fields", "unknown"),
    ("articles/", _list("fields", _MANY), "fields", "unknown"),
    ("articles/", urlencode({"fields": ".".join(["body"] * 9000)}), "fields", "unknown"),
    ("articles/", urlencode({"fields": "." * 9000}), "fields", "unknown"),
    ("articles/", urlencode({"fields": "x" * 50_000}), "fields", "unknown"),
    *(("articles/", f"fields={names}", "fields", "unknown") for names in ("title,title.x", "title.x,title")),
    ("articles/1/", "fields=image,image.src,image.x", "fields", "unknown"),
    ("articles/by-slug/neu/", "fields=title,title.x.y", "fields", "unknown"),
    ("articles/", "fields=title&fields=title", "fields", "repeated"),
    ("articles/1/", _list("fields", ["title"] * 2), "fields", "repeated"),
    ("articles/by-slug/neu/", _list("fields", ["title"] * 2), "fields", "repeated"),
    ("articles/", _list("ids", ["1", "1"]), "ids", "repeated"),
    ("articles/", _list("ids", ["1", "01"]), "ids", "invalid"),
    ("articles/", _list("ids", _MANY), "ids", "too_large"),
    *(
        ("articles/", _list(name, values), name, code)
        for name in ("section", "author", "tag", "tag_all")
        for values, code in ((["a", "a"], "repeated"), (["a"] * 2700, "repeated"), (_MANY, "too_large"))
    ),
    ("articles/", _list("tag", ["ünal", "u\u0308nal"]), "tag", "repeated"),
    ("articles/", urlencode({"order": "title" * 9000}), "order", "unknown"),
    ("comments/counts/", _list("article", ["1", "1"]), "article", "repeated"),
    ("comments/counts/", _list("article", _MANY), "article", "too_large"),
    ("articles/", urlencode([(f"unknown_{name}", "1") for name in _MANY[:900]]), "unknown_1", "unknown"),
    ("resolve/", urlencode([("path", "/de/")] * 900), "path", "repeated"),
)
