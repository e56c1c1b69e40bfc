"""Paths of pages in any script and form, the ways in which they are asked for, and old addresses of other systems."""

import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

# Slugs as editors and importers store them.
SLUGS = (
    "umlaut-über-größe",
    unicodedata.normalize("NFD", "zerlegt-über-größe"),
    "łódź-i-żółw",
    "новости-города",
    "مرحبا-بالعالم",
    "हिन्दी",
    "tilde~punkt.und_strich",
    "%d0%bd%d0%be",
    "100%25",
    "東" * 240,
)
# Asked for instead of a page: nothing of this may be an error of the server or lead to another host.
BROKEN = (
    "/%",
    "/%zz/",
    "/%ff/",
    "/de/%C3%28/",
    "/de/%ED%A0%80/",
    "/de/100%/",
    "//evil.example",
    "//evil.example/de/",
    "/\\evil.example",
    "/%5C%5Cevil.example/",
    "/%2F%2Fevil.example/",
    "/https://evil.example/",
    "/de/../admin/",
    "/de/%2e%2e/%2e%2e/etc/passwd",
    "/de/a%00b/",
    "/de/a%2500b/",
    "/de/%0d%0aLocation:%20https://evil.example/",
    "/de/\U0001f600/",
    "/de/?",
    "/de/x/#%zz",
    "/de/x/?%zz=%ff&&=",
    f"/de/{'ä' * 250}/",
    f"/de/{'x/' * 800}",
)
_SUFFIXES = ("", "?", "?utm_source=brief&fbclid=x", "?q=%zz", "#", "#abschnitt", "#%zz", "?a=b#c:d")


def spellings(path: str) -> Iterator[str]:
    """Yield the addresses under which a browser, a link or a client may ask for the page with this path."""
    for form in ("NFC", "NFD"):
        plain = unicodedata.normalize(form, path)
        encoded = quote(plain)
        for spelling in (plain, encoded, encoded.lower()):
            yield from (spelling, spelling.rstrip("/"))
    yield from (f"{quote(path)}{suffix}" for suffix in _SUFFIXES)


# An old address, as it is stored, and visits that mean it.
OLD_ADDRESSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("/alt", ("/alt", "/alt/", "/alt/?utm_source=x", "/alt#oben", "/alt/#%zz", "/%61lt")),
    ("/alt/seite.html", ("/alt/seite.html", "/alt/seite.html/", "/alt/seite.html?fbclid=1")),
    (
        "/index.php?id=5",
        (
            "/index.php?id=5",
            "/index.php/?id=5",
            "/index.php?utm_source=x&id=5",
            "/index.php?id=5&utm_medium=mail&fbclid=1&gclid=2",
            "/index.php?id=5&&",
            "/index.php?id=5#oben",
            "/index.php?id=%35",
            "/index.php?id=5&bad=%zz",
            "/index.php?id=5&id=5",
            "/index.php?id=5&" + "&".join(f"p{number}={number}" for number in range(300)),
            "/index.php?" + "&".join(f"p{number}={number}" for number in range(300)) + "&id=5",
        ),
    ),
    (
        "/index.php?option=com_content&view=article&id=7&Itemid=3",
        (
            "/index.php?option=com_content&view=article&id=7&Itemid=3",
            "/index.php?Itemid=3&id=7&view=article&option=com_content&utm_source=x",
            "/index.php?fbclid=1&utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&gclid=e&Itemid=3&id=7"
            "&view=article&option=com_content&mc_cid=f&mc_eid=g&msclkid=h&hsa_acc=i",
            "/index.php?option=com_content&view=article&id=7&Itemid=3&"
            + "&".join(f"p{number}=x" for number in range(40)),
        ),
    ),
    ("/liste?sort=&seite=2", ("/liste?seite=2&sort", "/liste?sort=&seite=2&x=", "/liste?seite=2&sort=&=")),
    ("/weiter?u=/x?y", ("/weiter?u=/x?y", "/weiter?u=%2Fx%3Fy", "/weiter?u=%2fx%3fy&utm_source=z")),
    ("/a+b", ("/a+b", "/a%2Bb", "/a%2bb/")),
    ("/a&b=c", ("/a&b=c", "/a%26b%3Dc")),
    ("//alt.example/ohne-schema?nr=1", ("/ohne-schema?nr=1", "/ohne-schema/?nr=1&x=2")),
    (
        "/" + "%C3%A4" * 100,
        (
            "/" + "ä" * 100,
            "/" + "%c3%a4" * 100 + "/",
        ),
    ),
    ("/?p=123", ("/?p=123", "/?p=123&utm_campaign=x", "?p=123")),
    ("/de/?page_id=9", ("/de/?page_id=9", "/de?page_id=9", "/de/?fbclid=1&page_id=9")),
    (
        "/über-uns/",
        ("/über-uns/", "/%C3%BCber-uns", "/%c3%bcber-uns/", "/u\u0308ber-uns", "/u%CC%88ber-uns/"),
    ),
    ("/%C3%BCbersicht", ("/übersicht", "/%C3%BCbersicht/", "/%c3%bcbersicht")),
    (unicodedata.normalize("NFD", "/köln/"), ("/köln", "/k%C3%B6ln/", "/ko%CC%88ln")),
    ("/alte seite (1)", ("/alte seite (1)", "/alte%20seite%20(1)/", "/alte%20seite%20%281%29")),
    ("/alte%20akte", ("/alte akte", "/alte%20akte/")),
    ("/latin1/%FCber", ("/latin1/%FCber", "/latin1/%fcber/")),
    ("/hundert%25", ("/hundert%25", "/hundert%25/")),
    ("/suche?titel=große+städte", ("/suche?titel=große+städte", "/suche?titel=gro%C3%9Fe%20st%C3%A4dte&x=1")),
    ("https://alt.example/ressort/x?nr=1#y", ("/ressort/x?nr=1", "/ressort/x/?nr=1&utm_source=y")),
    ("ohne/strich", ("/ohne/strich", "/ohne/strich/")),
    ("/artikel;jsessionid=1", ("/artikel;jsessionid=1",)),
    ("/новости/", ("/новости", f"/{quote('новости')}/")),
)
# Visits of the same paths that no redirect above means.
NOT_REDIRECTED = (
    "/index.php",
    "/index.php?id=50",
    "/index.php?ID=5",
    "/index.php?id=7&view=article",
    "/index.php?utm_source=id=5",
    "/suche?titel=städte",
    "/ressort/x",
)
# What the form refuses as an old address: nothing is left of it, or it is longer than the column.
REFUSED_AS_OLD = (
    "/",
    "#x",
    "https://alt.example/",
    "//alt.example",
    "/?",
    "/?=",
    " ",
    "/" + "ä" * 255,
    "/" + "\u0958" * 254,
)
# The target of a redirect, and where it leads; None if nowhere.
TARGETS: tuple[tuple[str, str | None], ...] = (
    ("https://example.org/neu/", "https://example.org/neu/"),
    ("https://müller.example/straße?q=ü#ä", "https://xn--mller-kva.example/stra%C3%9Fe?q=%C3%BC#%C3%A4"),
    ("/de/neu/ä ö/", "http://testserver/de/neu/%C3%A4%20%C3%B6/"),
    ("de/neu/", "http://testserver/de/neu/"),
    ("//example.org/x", "http://example.org/x"),
    ("/\\evil.example", "http://testserver/%5Cevil.example"),
    ("javascript:alert(1)", None),
    (" java\tscript:alert(1)", None),
    ("data:text/html,x", None),
    ("mailto:a@example.org", None),
    ("https://[kaputt/", None),
    ("", None),
)
