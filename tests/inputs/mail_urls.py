"""Values of `EMAIL_URL`: every way to write a mail server, and what others write that means something else here."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

# Scheme: port, STARTTLS, TLS.
SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}
HOSTS = {
    "mail.example.org": "mail.example.org",
    "localhost": "localhost",
    "192.0.2.1": "192.0.2.1",
    "[2001:db8::1]": "2001:db8::1",
    "MAIL.example.org": "mail.example.org",
    "müller.example": "müller.example",
    "mail_1": "mail_1",
}
PORTS = (None, 1, 25, 2525, 65_535)
CREDENTIALS = (
    ("", ""),
    ("zeitung", "geheim"),
    ("zeitung@example.org", "p@ss:w/o?r#d%"),
    ("EXAMPLE\\zeitung", "a+b=c&d e"),
    ("apikey", "SG.x-_~!$'()*,;|[]{}<>^`\""),
)


def understood() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield URLs and the settings that they mean."""
    for (scheme, meaning), (host, name), port, credentials in product(
        SCHEMES.items(), HOSTS.items(), PORTS, CREDENTIALS
    ):
        user, password = credentials
        login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
        default, starttls, tls = meaning
        yield (
            f"{scheme}://{login}{host}{f':{port}' if port else ''}",
            {
                "EMAIL_HOST": name,
                "EMAIL_PORT": port or default,
                "EMAIL_HOST_USER": user,
                "EMAIL_HOST_PASSWORD": password,
                "EMAIL_USE_TLS": starttls,
                "EMAIL_USE_SSL": tls,
            },
        )


REFUSED = (
    "mail.example.org",
    "mail.example.org:587",
    "//mail.example.org",
    "smtp",
    "smtp:",
    "smtp://",
    "smtp://:25",
    "smtp://geheim:geheim@",
    "smtp:mail.example.org",
    "smtp:/mail.example.org",
    "http://mail.example.org",
    "smtp+ssl://mail.example.org",
    "smtp+starttls://mail.example.org",
    "smtptls://mail.example.org",
    "submission://mail.example.org",
    "consolemail://",
    "dummymail://",
    "filemail:///tmp",
    "console://geheim",
    "console://#geheim",
    "smtp://mail.example.org?tls=True",
    "smtp://mail.example.org/?ssl=True",
    "smtp://mail.example.org?",
    "smtp://mail.example.org#",
    "smtp://mail.example.org/geheim",
    "smtp://mail.example.org:0",
    "smtp://mail.example.org:65536",
    "smtp://mail.example.org:smtp",
    "smtp://mail.example.org:-25",
    "smtp://a.example,b.example",
    "smtp://zeitung@mail.example.org",
    "smtp://:geheim@mail.example.org",
    "smtp://zeitung:@mail.example.org",
    "smtp://zeitung:geheim/x@mail.example.org",
    "smtp://zeitung:geheim?x@mail.example.org",
    "smtp://zeitung:geheim#x@mail.example.org",
    "smtp://zeitung:geheim%@mail.example.org",
    "smtp://zeitung:geheim%4@mail.example.org",
    "smtp://zeitung:geheim%zz@mail.example.org",
    "smtp://zeitung:geheim%00@mail.example.org",
    "smtp://zeitung:geheim%C3%BC@mail.example.org",
    "smtp://zeitüng:geheim@mail.example.org",
    "smtp://[2001:db8::1",
    "smtp://2001:db8::1",
    "smtp://mail.example.org\n",
    "smtp://mail.exam\tple.org",
    " smtp://mail.example.org",
    "smtp://mail.example.org smtps://mail.example.org",
    '"smtp://mail.example.org"',
    "smtp://mail.exam%70le.org",
)
SENDERS = (
    "redaktion@example.org",
    "Zeitung <redaktion@example.org>",
    '"Zeitung, die" <redaktion@example.org>',
    "Müller & Söhne <redaktion@example.org>",
    "redaktion@müller.example",
)
NO_SENDERS = (
    "redaktion",
    "redaktion@",
    "@example.org",
    "Zeitung",
    "Zeitung <>",
    "Zeitung <redaktion>",
    "a@example.org, b@example.org",
    "a@example.org\nBcc: b@example.org",
    "a@exa mple.org",
)
