"""Names of topics as editors type and paste them."""

import unicodedata

# Each line is one topic; the first spelling is the one that is stored.
ONE_TOPIC = (
    ("Klima", "KLIMA", "klima", " Klima ", "Klima\u200b", "\ufeffklima", "kli\u00adma", '"Klima"'),
    ("Straße", "STRASSE", "strasse", "STRAẞE"),
    (
        "Über Übergänge",
        unicodedata.normalize("NFD", "Über Übergänge"),
        "über  übergänge",
        "ÜBER\u00a0ÜBERGÄNGE",
    ),
    ("İstanbul", "I\u0307stanbul", "i\u0307stanbul"),
    ("Łódź", "ŁÓDŹ", unicodedata.normalize("NFD", "łódź")),
    ("ΟΔΟΣ", "οδος", "οδοσ"),
    ("Москва", "МОСКВА", "москва"),
    ("می‌خواهم", "میخواهم"),
    ("한국", unicodedata.normalize("NFD", "한국")),
    ("❤️", "❤"),
    ("Smart City", "Smart \u200c City", "SMART CITY", '"Smart  City"', "\u202dSmart City\u202c"),
    ("Ǆungla", "ǆungla", "ǅungla"),
)
# Each is a topic of its own, although slugs alone could not tell them apart.
DIFFERENT = ("C", "C++", "C#", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "Köln", "Koeln", "Istanbul", "Öl 1", "Öl-1", "王", "हिन्दी", "हन्दी")
# What the field contains, and the names in it.
FIELDS = {
    "Klima, Stadt,Land": ["Klima", "Land", "Stadt"],
    '"Meier, Hans", Stadt': ["Meier, Hans", "Stadt"],
    "Smart City": ["Smart City"],
    '"Smart City", Rat': ["Rat", "Smart City"],
    'Das "Neue" Haus': ["Das Neue Haus"],
    'offen "bis hier, Rat': ["Rat", "offen bis hier"],
    " , ,, \u200b, \u200d,\t": [],
    "": [],
    "Zeile\neins\x07, a\tb": ["Zeile eins", "a b"],
}
# Nothing of these can be seen.
INVISIBLE = (
    "",
    " ",
    "\u200b",
    "\u200c",
    "\u200d \u200e",
    "\ufe0f",
    "\u3164",
    "\u2800",
    "\u115f\u1160",
    "\u034f",
    '"\u200f"',
)
TOO_LONG = ("x" * 101, "Wort " * 30, "王" * 101)
LONG = ("x" * 100, "ä" * 100, unicodedata.normalize("NFD", "ä" * 100), "ﬃ" * 100, "🌳" * 100)
