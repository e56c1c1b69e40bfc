"""Addresses as people type and paste them into links, and schemes that could run something in every disguise."""

from collections.abc import Iterator

# What was typed, what is sent, and its kind. `{page}` is the address of the article, `{site}` that of the site.
KEPT: tuple[tuple[str, str, str], ...] = (
    ("https://example.org", "https://example.org", "EXTERNAL"),
    ("HTTPS://EXAMPLE.ORG/Pfad", "https://example.org/Pfad", "EXTERNAL"),
    ("https://müller.example/", "https://xn--mller-kva.example/", "EXTERNAL"),
    (
        "https://MÜLLER.example/ä?ö=ü#ß",
        "https://xn--mller-kva.example/%C3%A4?%C3%B6=%C3%BC#%C3%9F",
        "EXTERNAL",
    ),
    ("https://straße.example/", "https://xn--strae-oqa.example/", "EXTERNAL"),
    ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/", "EXTERNAL"),
    ("https://i❤.example/", "https://xn--i-7iq.example/", "EXTERNAL"),
    ("https://example.org/a b/c d?e f", "https://example.org/a%20b/c%20d?e%20f", "EXTERNAL"),
    ("https://example.org/%C3%A4/%2f?a=%26", "https://example.org/%C3%A4/%2f?a=%26", "EXTERNAL"),
    ("https://example.org/100%", "https://example.org/100%25", "EXTERNAL"),
    ("https://example.org/?q=%zz", "https://example.org/?q=%25zz", "EXTERNAL"),
    ("https://example.org/a:b;c,d@e!f$g'h(i)*+=", "https://example.org/a:b;c,d@e!f$g'h(i)*+=", "EXTERNAL"),
    ("https://example.org/[a]{b}|c^d`", "https://example.org/%5Ba%5D%7Bb%7D%7Cc%5Ed%60", "EXTERNAL"),
    ("https://example.org:8080/", "https://example.org:8080/", "EXTERNAL"),
    ("https://user:pässword@example.org:8443/", "https://example.org:8443/", "EXTERNAL"),
    ("https://[2001:db8::1]:80/x", "https://[2001:db8::1]:80/x", "EXTERNAL"),
    ("https://192.0.2.1/x", "https://192.0.2.1/x", "EXTERNAL"),
    ("https://my_host.example/", "https://my_host.example/", "EXTERNAL"),
    ("https://example.org/\U0001f600", "https://example.org/%F0%9F%98%80", "EXTERNAL"),
    ("  https://example.org/x\n", "https://example.org/x", "EXTERNAL"),
    ("https://example.org/a\nb\tc", "https://example.org/abc", "EXTERNAL"),
    ("\u00a0https://example.org/", "https://example.org/", "EXTERNAL"),
    ("http://example.org/a#b:c", "http://example.org/a#b:c", "EXTERNAL"),
    ("//example.org/x", "http://example.org/x", "EXTERNAL"),
    ("/wiki/Spezial:Suche", "{site}/wiki/Spezial:Suche", "EXTERNAL"),
    ("/straße/ä ö", "{site}/stra%C3%9Fe/%C3%A4%20%C3%B6", "EXTERNAL"),
    ("?q=a:b", "{page}?q=a:b", "PAGE"),
    ("seite/", "{page}seite/", "EXTERNAL"),
    ("../andere/", "{site}/de/andere/", "EXTERNAL"),
    ("./a:b", "{page}a:b", "EXTERNAL"),
    ("www.example.org/x:y", "{page}www.example.org/x:y", "EXTERNAL"),
    ("/\\evil.example", "{site}/%5Cevil.example", "EXTERNAL"),
    ("\\\\evil.example", "{page}%5C%5Cevil.example", "EXTERNAL"),
    ("\u200bhttps://example.org", "https://example.org", "EXTERNAL"),
    ("\u2060\u202ahttps://example.org/x\u202c\ufeff", "https://example.org/x", "EXTERNAL"),
    ("\u2066https://example.org/\u2069\u00ad", "https://example.org/", "EXTERNAL"),
    ("\u200e/wiki/x\u200b", "{site}/wiki/x", "EXTERNAL"),
    ("\u200bmailto:a@example.org", "mailto:a@example.org", "EMAIL"),
    ("https://" + "x" * 63 + ".example/", "https://" + "x" * 63 + ".example/", "EXTERNAL"),
    ("ftp://müller.example/x", "ftp://xn--mller-kva.example/x", "EXTERNAL"),
    ("news:de.test", "news:de.test", "EXTERNAL"),
    ("#kapitel:1", "#kapitel:1", "ANCHOR"),
    ("#größe", "#gr%C3%B6%C3%9Fe", "ANCHOR"),
    ("#%zz", "#%25zz", "ANCHOR"),
    ("#javascript:alert(1)", "#javascript:alert(1)", "ANCHOR"),
    (" #oben", "#oben", "ANCHOR"),
    ("\ufeff#oben", "#oben", "ANCHOR"),
    ("mailto:a@example.org", "mailto:a@example.org", "EMAIL"),
    ("MAILTO:a@example.org", "mailto:a@example.org", "EMAIL"),
    (
        "mailto:müller@example.org?subject=Grüße a&b",
        "mailto:m%C3%BCller@example.org?subject=Gr%C3%BC%C3%9Fe%20a&b",
        "EMAIL",
    ),
    ("tel:+49 30 123", "tel:+49%2030%20123", "EXTERNAL"),
    ("TEL:110", "tel:110", "EXTERNAL"),
    ("sms:+4930123?body=ja", "sms:+4930123?body=ja", "EXTERNAL"),
    ("whatsapp://send?text=schön", "whatsapp://send?text=sch%C3%B6n", "EXTERNAL"),
    ("tg://resolve?domain=x", "tg://resolve?domain=x", "EXTERNAL"),
    ("sgnl://signal.me/#p/+49", "sgnl://signal.me/#p/+49", "EXTERNAL"),
    ("geo:52.5,13.4", "geo:52.5,13.4", "EXTERNAL"),
    ("ftp://ftp.example.org/x", "ftp://ftp.example.org/x", "EXTERNAL"),
    ("webcal://example.org/x.ics", "webcal://example.org/x.ics", "EXTERNAL"),
    ("magnet:?xt=urn:btih:1", "magnet:?xt=urn:btih:1", "EXTERNAL"),
    ("xmpp:a@example.org", "xmpp:a@example.org", "EXTERNAL"),
)
# No target at all, or none that anything could open.
REFUSED = (
    "https://",
    "https://[kaputt/",
    "https://example.org:99999/",
    "https://example.org:port/",
    "https://a b.example/",
    "https://exa<mple.org/",
    "mailto:",
    "ftp:x",
    "ftps:/x",
    "webcal:x.ics",
    "https://" + "x" * 64 + ".example/",
    "https://" + "ü" * 63 + ".example/",
    "file:///etc/passwd",
    "about:blank",
    "Spezial:Suche",
    "unbekannt:etwas",
)
_SCRIPTS = ("javascript:alert(1)", "vbscript:x", "data:text/html,<script>x</script>", "livescript:x")
_WRAPPERS = ("blob:", "filesystem:", "view-source:", "jar:", "feed:", "ms-its:")


def scripts() -> Iterator[str]:
    """Yield addresses that a browser would run, or might."""
    for script in _SCRIPTS:
        scheme, _colon, rest = script.partition(":")
        yield from (
            script,
            script.upper(),
            script.title(),
            f"{scheme}://%0a{rest}",
            f"{scheme}:{rest}#https://example.org/",
        )
        for blank in (" ", "\t", "\n", "\r\n", "\x00", "\x01", "\x1f", "\u00a0", "\u2003", "\ufeff ", "\x0b"):
            yield from (f"{blank}{script}", f"{blank}{blank}{script}")
        for place in (1, 4, len(scheme)):
            for blank in ("\t", "\n", "\r"):
                yield f"{script[:place]}{blank}{script[place:]}"
        yield from (f"{wrapper}{script}" for wrapper in _WRAPPERS)
        yield from (
            "".join(f"&#{ord(character)};" for character in script),
            "".join(f"&#x{ord(character):x}" for character in script),
            script.replace(":", "&colon;"),
            script.replace("s", "&Tab;s", 1),
            script.replace("s", "&NewLine;s", 1),
        )
