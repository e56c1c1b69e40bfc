"""Invented articles, and what is found in them: a query, and the slugs of the articles in the order of the hits."""

from typing import Any

# By slug: language, title, lead, text.
ARTICLES: dict[str, tuple[str, str, str, str]] = {
    "preis": (
        "de",
        "Preisverleihung im Hafenviertel",
        "Die Jury zeichnet drei Städte aus.",
        "Zur Feier kamen Gäste aus Köln und Bad Oeynhausen. Das Netz „Smart City“ gewann.",
    ),
    "stadt": (
        "de",
        "Eine Stadt misst ihre Luft",
        "Sensoren hängen nun an jeder Straße.",
        "Die Messung begann 2019. Das Café am Markt hat den ersten Sensor.",
    ),
    "baeume": (
        "de",
        "Wenn Bäume Durst haben",
        "Gießkannen und Fußwege, sagt Müller.",
        "In der Strasse am Wall stehen 1.250 Linden. Wer gießt, schreibt an baum@example.org.",
    ),
    "rathaus": (
        "de",
        "Neues Rathaus, neue Räume",
        "Die neuen Büros öffnen im Mai.",
        "Jérôme Dupont plant den E-Bus und das Donaudampfschiff. Israel und Österreich schicken Grüße.",
    ),
    "haushalt": (
        "de",
        "Der Haushalt steht",
        "Der Rat der Stadt hat entschieden.",
        "Mehr Geld für Radwege und die Bücherei. Der Preis dafür ist hoch.",
    ),
    "bridge": (
        "en",
        "A bridge for cyclists",
        "Cycling to work becomes easier.",
        "The cities built bridges in 2019. Engineers were running tests at the café.",
    ),
    "prize": (
        "en",
        "Winners of the prize",
        "Three projects won the prizes.",
        "A naïve jury? “Not at all,” says Anna O’Neill. Smart city networks win.",
    ),
    "arabic": ("de", "Grüße auf Arabisch", "", "مُحَمَّد يكتب عن المدينة الذكية"),
    "persian": ("de", "Grüße auf Persisch", "", "من می‌خواهم بروم"),
    "japanese": ("de", "Grüße auf Japanisch", "", "東京タワーは高いです。"),
    "thai": ("de", "Grüße auf Thai", "", "สวัสดีชาวเมือง"),
    "greek": ("de", "Grüße auf Griechisch", "", "Η πόλη της Αθήνας"),
    "russian": ("de", "Grüße auf Russisch", "", "Ёлка стоит в городе"),
    "emoji": ("de", "Ein Herz ❤️ für 👩‍🚀 & <b>Code</b>", "", "Nur 50 % glauben „C++“ oder C#."),
}

_STADT = ("stadt", "haushalt", "preis")
QUERIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Umlauts and ß in all of their spellings, in singular and plural.
    ("Stadt", _STADT),
    *((query, ("stadt", "preis", "haushalt")) for query in ("Städte", "Staedte", "STÄDTE", "sta\u0308dte")),
    *((query, ("stadt", "baeume")) for query in ("Straße", "Strasse", "STRASSE", "Straßen")),
    *(
        (query, ("baeume",))
        for query in ("Bäume", "Baeume", "Baum", "Müller", "Mueller", "Gießkanne", "giesst")
    ),
    *((query, ("rathaus",)) for query in ("Büros", "Buero", "Österreich", "Oesterreich", "Israel", "Räume")),
    *((query, ("preis",)) for query in ("Köln", "Koeln", "Bad Oeynhausen", "Gäste", "Gast")),
    *((query, ("haushalt",)) for query in ("Bücherei", "Radweg", "Geld")),
    # Accents are left out or not.
    *((query, ("stadt", "bridge")) for query in ("Café", "Cafe", "cafe\u0301")),
    *((query, ("rathaus",)) for query in ("Jérôme", "jerome dupont", "Dupont Jérôme")),
    ("naive", ("prize",)),
    # The last word is the beginning of others.
    ("Preisverleihung", ("preis",)),
    ("Preisverl", ("preis",)),
    ("Preis", ("preis", "haushalt")),
    ("Preis Hafen", ()),
    ("Hafenviertel Preis", ("preis",)),
    ("Hafen", ("preis",)),
    ("viertel", ()),
    ("Pr", ()),
    # Phrases, which know no stems and no beginnings.
    ('"Rat der Stadt"', ("haushalt",)),
    ('"Stadt der Rat"', ()),
    ("„Smart City“", ("preis", "prize")),
    ('"drei Stadt"', ()),
    ('"Preisver"', ()),
    ('Jury "Smart City"', ("preis", "prize")),
    ('"Smart City', ("preis", "prize")),
    # No phrase goes on from the title to the lead.
    ('"Haushalt steht Der"', ()),
    # Hyphens, names, numbers, addresses.
    *((query, ("preis", "prize")) for query in ("smart-city", "smart city", "Smart-City")),
    ("E-Bus", ("rathaus",)),
    *((query, ("prize",)) for query in ("O’Neill", "O'Neill", "Anna O'Neill")),
    ("Donau", ("rathaus",)),
    ("Donaudampf­schiff", ("rathaus",)),
    ("2019", ("stadt", "bridge")),
    ("1.250", ("baeume",)),
    ("1250", ()),
    ("baum@example.org", ("baeume",)),
    # English stems.
    *((query, ("bridge",)) for query in ("bridges", "cyclist", "run", "cities built", "engineer")),
    *((query, ("prize",)) for query in ("prizes", "project", "winner")),
    # All words must be there.
    ("Rathaus Preis", ()),
    ("neue", ("rathaus",)),
    # Other scripts.
    *((query, ("arabic",)) for query in ("محمد", "المدينة", "مُحَمَّد")),
    *((query, ("persian",)) for query in ("می‌خواهم", "میخواهم")),
    *((query, ("japanese",)) for query in ("東京", "タワー", "京タ")),
    ("京東", ()),
    ("เมือง", ("thai",)),
    *((query, ("greek",)) for query in ("πολη", "ΠΌΛΗ", "Αθήνας")),
    *((query, ("russian",)) for query in ("ёлка", "Елка")),
    # What databases would take for syntax is none.
    *((query, ("haushalt",)) for query in ("Haushalt*", "(Haushalt)", "Haushalt & | ! <->", "^Haushalt")),
    *(
        (query, ())
        for query in (
            "Haushalt AND Rathaus",
            "NEAR(Haushalt steht)",
            "NOT Rathaus",
            "a OR b",
            "title:Haushalt",
        )
    ),
    *((query, ("emoji",)) for query in ("C++", "50 %", "👩‍🚀 Code", "<b>Code</b>")),
)

# A query that finds nothing, and the one that is suggested.
SUGGESTED: tuple[tuple[str, str | None], ...] = (
    ("Haushlat", "Haushalt"),
    ("Rathhaus", "Rathaus"),
    ("Rathas", "Rathaus"),
    ("Preisverleihnug", "Preisverleihung"),
    ("Bäime", "Bäume"),
    ("brigde", "bridge"),
    ("Eine Stadt misst ihre Lutf", "Eine Stadt misst ihre Luft"),
    ("Xylophon", None),
    ("Rathhaus Preisverleihung", None),
)


def refused() -> dict[str, Any]:
    """Return queries that are refused, with the code of the error and what is allowed."""
    return {
        "": ("invalid", []),
        "   ": ("invalid", []),
        '"': ("invalid", []),
        "❤️ 👩‍🚀": ("invalid", []),
        "?!… --- ***": ("invalid", []),
        "\ufffd\ufffd": ("invalid", []),
        "x" * 201: ("too_large", ["200"]),
        '"(' * 5000: ("too_large", ["200"]),
        " ".join("abcdefghijklm"): ("too_large", ["12"]),
        "東" * 13: ("too_large", ["12"]),
    }
