"""Stories of the section on projects that exist in German only. They and their people are invented."""

from cms.demo.stories.parts import Part, Shelf, Story, Words, box, heading, links, mail, said, table, text
from cms.models import CommentPolicy


def _crossing(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Am Westtor schaltet die Ampel jetzt früher auf Grün, wenn sich Fahrräder nähern. Eine Kamera zählt die "
            "Umrisse; Gesichter und Kennzeichen werden gar nicht erst erfasst.",
        ),
        shelf.picture("crossing"),
        heading("Erste Ergebnisse"),
        table(
            "Mittlere Wartezeit am Westtor",
            [
                ["", "Vorher", "Nachher"],
                ["Fahrrad", "48 s", "21 s"],
                ["Zu Fuß", "52 s", "39 s"],
                ["Auto", "35 s", "37 s"],
                ["Bus", "30 s", "24 s"],
            ],
        ),
        said(
            "Zwei Sekunden mehr im Auto, das merkt niemand. Eine halbe Minute auf dem Rad schon.",
            "Uwe Speiche",
        ),
    ]


def _budget(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Ein Haushaltsplan hat achthundert Seiten und wenige Leser. Die neue Ansicht im Netz hat Farben: Ein Klick "
            "auf „Schulen“ zeigt die Schulen, ein weiterer deren Heizkosten.",
        ),
        shelf.picture("budget"),
        heading("Vom Ring zur Rechnung"),
        text(
            "Hinter jeder Zahl steht, woher sie stammt und wann sie sich geändert hat. Wer rechnen möchte, lädt alles "
            "als Tabelle herunter.",
        ),
        box(
            "Hintergrund: Wer hat das gebaut?",
            text(
                "Zwei Auszubildende der Kämmerei und ein Verein, der sich um offene Daten kümmert, in neun Wochen."
            ),
        ),
    ]


def _lessons(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Dienstags um drei wird im Nachbarschaftshaus gewischt, und zwar über Bildschirme. Wer ein Telefon hat, "
            "das klüger tut, als es erklärt, kommt vorbei und fragt.",
            "Geübt wird, was im Alltag hilft: <b>Fahrpläne</b>, <b>Termine beim Amt</b>, <b>Bilder der Enkel</b>.",
        ),
        said(
            "Es gibt keine dummen Fragen, nur schlecht beschriftete Knöpfe.",
            "Hanne Stift",
            "Kursleiterin, 71",
        ),
        links("Anmelden", mail("Platz reservieren", "nachbarschaft@example.org")),
    ]


def _way_to_school(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Wo parken morgens die Autos im Weg? Wo ist die Lücke in der Hecke? Die Klassen drei und vier haben ihren "
            "Schulweg selbst kartiert, mit Klebepunkten und einem ausgeliehenen Messgerät.",
        ),
        shelf.picture(
            "map", "Zeichnung eines Stadtplans, auf dem vier Stellen eines Schulwegs markiert sind"
        ),
        text(
            "Aus 214 Klebepunkten wurden sieben Vorschläge. Zwei davon sind schon umgesetzt: eine Bank zum "
            "Schnürsenkelbinden und ein Zebrastreifen.",
            "Woher das Gerät kam, steht "
            + shelf.inline("in unserem Bericht über die Bücherei", "messgeraete-zum-ausleihen")
            + ".",
        ),
    ]


def _interview(shelf: Shelf) -> list[Part]:
    return [
        text(
            "<i>Sie misst von Berufs wegen und wirft das meiste wieder weg. Ein Gespräch mit Dr. Eva Maß.</i>"
        ),
        heading("Frau Maß, wozu sammelt eine Stadt Daten?", level=3),
        text(
            "Um weniger raten zu müssen. Wenn ich weiß, wann ein Spielplatz voll ist, pflege ich ihn davor."
        ),
        heading("Und was sammeln Sie nicht?", level=3),
        text(
            "Alles, was ich nicht brauche. Daten sind wie Einmachgläser: Jedes will beschriftet und abgestaubt sein."
        ),
        said("Die beste Datensparsamkeit ist eine gute Frage.", "Dr. Eva Maß", "Statistikerin"),
        heading("Woran scheitern Vorhaben?", level=3),
        text("Selten an der Technik. Meist daran, dass niemand gesagt hat, wer den Akku wechselt."),
    ]


MORE_PROJECTS = [
    Story(
        "projects",
        24 * 37,
        "phone",
        ("aylin-sommer",),
        Words(
            "sprechstunde-telefon",
            "Nachbarschaft",
            "Sprechstunde für widerspenstige Telefone",
            "Dienstags hilft man sich im Nachbarschaftshaus gegenseitig über die ersten Klicks.",
            ("Bildung", "Ehrenamt"),
            _lessons,
        ),
    ),
    Story(
        "projects",
        24 * 23,
        "budget",
        ("mara-winter",),
        Words(
            "haushalt-zum-anklicken",
            "Offene Daten",
            "Der Haushalt zum Anklicken",
            "Achthundert Seiten Zahlen, auf einen Blick sortiert: Der Etat der Stadt steht jetzt als Ring im Netz.",
            ("Offene Daten", "Stadtverwaltung"),
            _budget,
        ),
        policy=CommentPolicy.CLOSED,
    ),
    Story(
        "projects",
        24 * 10,
        "harbour",
        ("mara-winter",),
        Words(
            "gespraech-daten",
            "Gespräch",
            "„Daten sind wie Einmachgläser“",
            "Warum eine Statistikerin lieber weniger misst und was ein Akku mit Verwaltung zu tun hat.",
            ("Sensoren", "Stadtverwaltung"),
            _interview,
        ),
        related=("haushalt-zum-anklicken",),
    ),
    Story(
        "projects",
        24 * 5,
        "map",
        ("aylin-sommer", "jonas-feld"),
        Words(
            "kinder-planen-schulweg",
            "Schule",
            "Grundschule plant ihren Schulweg selbst",
            "214 Klebepunkte, sieben Vorschläge, ein Zebrastreifen: Kinder haben ihren Weg vermessen.",
            ("Schule", "Verkehr"),
            _way_to_school,
        ),
        related=("messgeraete-zum-ausleihen",),
    ),
    Story(
        "projects",
        24 * 2,
        "crossing",
        ("jonas-feld",),
        Words(
            "ampel-erkennt-raeder",
            "Verkehr",
            "Die Ampel, die Fahrräder früher sieht",
            "Am Westtor wartet man auf dem Rad nur noch halb so lang. Autos verlieren zwei Sekunden.",
            ("Verkehr", "Sensoren"),
            _crossing,
        ),
        related=("licht-nach-bedarf", "kinder-planen-schulweg"),
    ),
]
