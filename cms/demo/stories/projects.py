"""Stories of the section on projects that exist in German and English. They and their people are invented."""

from cms.demo.stories.parts import (
    Part,
    Shelf,
    Story,
    Words,
    box,
    heading,
    links,
    mail,
    printed,
    said,
    table,
    text,
    video,
)

TRIAL_FILM = "https://vimeo.com/1084537"


def _trees(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Ein Stadtbaum sagt nicht Bescheid, wenn er Durst hat. Neben jedem dritten Baum im Nordpark steckt deshalb "
            "seit dem Frühjahr ein Fühler in der Erde. Er misst, wie feucht der Boden ist, und meldet es dem "
            "<b>Grünflächenamt</b>.",
        ),
        said(
            "Früher sind wir nach Plan gefahren. Jetzt fahren wir dahin, wo Wasser fehlt.",
            "Ina Laub",
            "Gärtnermeisterin im Nordpark",
        ),
        heading("Weniger Wege, weniger Wasser"),
        table(
            "Ein Sommer im Vergleich",
            [
                ["", "Vorher", "Mit Fühlern"],
                ["Fahrten je Woche", "42", "27"],
                ["Wasser je Woche", "190 m³", "120 m³"],
                ["Nachgepflanzte Bäume", "31", "12"],
            ],
        ),
        printed("Ein alter Baum kühlt seine Straße besser als zehn junge.", "Merkblatt Stadtgrün, Seite 3"),
        text("Die Messwerte sind öffentlich. Wer mag, gießt den Baum vor der eigenen Tür gleich mit."),
    ]


def _trees_english(shelf: Shelf) -> list[Part]:
    return [
        text(
            "A tree in a city does not say when it is thirsty. Since spring, a sensor has been sitting in the ground "
            "beside every third tree in the north park. It measures how moist the soil is and tells the <b>parks "
            "department</b>.",
        ),
        said(
            "We used to drive by the timetable. Now we drive to where water is missing.",
            "Ina Laub",
            "head gardener of the north park",
        ),
        heading("Fewer trips, less water"),
        table(
            "One summer compared",
            [
                ["", "Before", "With sensors"],
                ["Trips a week", "42", "27"],
                ["Water a week", "190 m³", "120 m³"],
                ["Trees replanted", "31", "12"],
            ],
        ),
        printed("One old tree cools its street better than ten young ones.", "Leaflet on city trees, page 3"),
    ]


def _light(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Am Kanalweg leuchten die Laternen nachts nur noch mit einem Drittel ihrer Kraft. Kommt jemand, werden sie "
            "hell, drei voraus und eine dahinter. So bleibt der Weg sicher, und Insekten und Anwohner haben ihre Ruhe.",
        ),
        heading("Was es spart"),
        table(
            "Stromverbrauch des Kanalwegs im Monat",
            [
                ["", "Kilowattstunden"],
                ["Alte Lampen", "1.840"],
                ["Neue Lampen", "760"],
                ["Mit Dimmen", "410"],
            ],
        ),
        heading("Was noch fehlt", level=3),
        text(
            "Hunde lösen das Licht zuverlässig aus, Igel nicht. Bei starkem Schneefall bleibt es vorsichtshalber die "
            "ganze Nacht hell.",
        ),
        box(
            "Hintergrund: Sieht mich die Lampe?",
            text(
                "Nein. Der Fühler erkennt Wärme, die sich bewegt, und sonst nichts: kein Bild, kein Ton, keine "
                "Speicherung.",
            ),
        ),
    ]


def _light_english(shelf: Shelf) -> list[Part]:
    return [
        text(
            "At night the lamps along the canal path run at a third of their power. When somebody comes they brighten, "
            "three ahead and one behind. The path stays safe, and insects and neighbours get some rest.",
        ),
        table(
            "Electricity used by the canal path in a month",
            [["", "Kilowatt hours"], ["Old lamps", "1,840"], ["New lamps", "760"], ["With dimming", "410"]],
        ),
        box(
            "Background: does the lamp see me?",
            text("No. Its sensor feels warmth that moves and nothing else: no picture, no sound, no record."),
        ),
    ]


def _library(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Zwischen Krimis und Kochbüchern stehen jetzt <b>Messgeräte für Luft, Lärm und Licht</b>. Ausleihen kann "
            "sie, wer einen Ausweis der Stadtbücherei hat, für zwei Wochen und ohne Gebühr.",
        ),
        shelf.picture("shelves"),
        said(
            "Ein Buch erklärt die Welt, ein Messgerät die eigene Straße.",
            "Petra Band",
            "Leiterin der Stadtbücherei",
        ),
        text(
            "<ol><li>Gerät reservieren, am Schalter oder im Netz.</li><li>Eine halbe Stunde Einführung mitmachen.</li>"
            "<li>Messen, vergleichen, zurückbringen.</li></ol>",
            "Wer seine Werte teilen möchte, kann sie der Sammlung für "
            + shelf.inline("Stadtbäume", "durstige-baeume")
            + " beilegen.",
        ),
        links(
            "Reservieren",
            mail("Der Bücherei schreiben", "buecherei@example.org"),
            shelf.to_page("Warum Bäume melden, dass sie Durst haben", "durstige-baeume"),
        ),
    ]


def _library_english(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Between crime novels and cookery books there are now <b>devices that measure air, noise and light</b>. "
            "Anybody with a card of the city library may borrow one for two weeks, free of charge.",
        ),
        shelf.picture("shelves", "Drawing of three bookshelves with measuring devices among the books"),
        said("A book explains the world, a meter your own street.", "Petra Band", "head of the city library"),
        text(
            "<ol><li>Reserve a device.</li><li>Take the half-hour introduction.</li><li>Measure, compare, return.</li>"
            "</ol>",
        ),
        links("Reserve", mail("Write to the library", "buecherei@example.org")),
    ]


def _twin(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Bevor im Hafenviertel gebaut wird, steht alles schon einmal: als Modell aus Daten. Wer eine Etage mehr "
            "plant, sieht sofort, wessen Balkon dann im Schatten liegt.",
        ),
        shelf.picture("blueprint"),
        heading("Ein Rundgang im Film"),
        text("Solange der Rundgang noch geschnitten wird, läuft hier als Platzhalter ein freier Trickfilm."),
        video(TRIAL_FILM),
        heading("Wem das Modell gehört"),
        text(
            "Allen. Die Grundlage sind offene Vermessungsdaten, und auch das fertige Modell steht unter freier Lizenz. "
            "Ein Rechner mit durchschnittlicher Ausstattung genügt.",
        ),
        said(
            "Streit gibt es weiterhin. Aber wir streiten jetzt über dasselbe Bild.", "Tom Mole", "Stadtplaner"
        ),
    ]


def _twin_english(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Before anything is built in the harbour quarter it stands already: as a model made of data. Plan one more "
            "storey, and you see at once whose balcony would lie in the shade.",
        ),
        shelf.picture("blueprint", "Drawing of a quarter made of light blue cubes, some of them orange"),
        text("While the guided tour is being cut, a free cartoon keeps its place here."),
        video(TRIAL_FILM),
        said("We still argue. But now we argue about the same picture.", "Tom Mole", "city planner"),
    ]


PROJECTS = [
    Story(
        "projects",
        24 * 40,
        "trees",
        ("jonas-feld",),
        Words(
            "durstige-baeume",
            "Stadtgrün",
            "Wenn Bäume melden, dass sie Durst haben",
            "Fühler im Boden sagen dem Grünflächenamt, wo Wasser fehlt. Das spart Wege, und die Bäume danken es.",
            ("Umwelt", "Sensoren", "Offene Daten"),
            _trees,
        ),
        Words(
            "thirsty-trees",
            "City green",
            "When trees say that they are thirsty",
            "Sensors in the ground tell the parks department where water is missing.",
            ("Environment", "Sensors"),
            _trees_english,
        ),
    ),
    Story(
        "projects",
        24 * 30,
        "night",
        ("jonas-feld", "mara-winter"),
        Words(
            "licht-nach-bedarf",
            "Energie",
            "Straßenlicht, das mitgeht",
            "Am Kanalweg leuchten die Laternen nur dann hell, wenn jemand kommt. Der Verbrauch ist stark gesunken.",
            ("Energie", "Sensoren"),
            _light,
        ),
        Words(
            "light-on-demand",
            "Energy",
            "Street light that walks with you",
            "Along the canal path, lamps shine brightly only when somebody comes.",
            ("Energy", "Sensors"),
            _light_english,
        ),
        correction="In einer früheren Fassung stand ein zu hoher Verbrauch der neuen Lampen. Richtig sind 760 "
        "Kilowattstunden im Monat.",
    ),
    Story(
        "projects",
        24 * 16,
        "shelves",
        ("aylin-sommer",),
        Words(
            "messgeraete-zum-ausleihen",
            "Bücherei",
            "Die Stadtbücherei verleiht Messgeräte",
            "Luft, Lärm und Licht lassen sich jetzt selbst messen. Ein Büchereiausweis genügt.",
            ("Bildung", "Sensoren"),
            _library,
        ),
        Words(
            "meters-to-borrow",
            "Library",
            "The city library lends measuring devices",
            "Air, noise and light can now be measured by everybody. A library card is enough.",
            ("Education", "Sensors"),
            _library_english,
        ),
        related=("durstige-baeume",),
    ),
    Story(
        "projects",
        24 * 7,
        "blueprint",
        ("mara-winter",),
        Words(
            "digitaler-zwilling-hafenviertel",
            "Planung",
            "Das Hafenviertel bekommt einen Zwilling",
            "Ein Modell aus offenen Daten zeigt, was ein Neubau verändert, bevor der erste Bagger kommt.",
            ("Stadtplanung", "Offene Daten"),
            _twin,
        ),
        Words(
            "digital-twin-harbour",
            "Planning",
            "The harbour quarter gets a twin",
            "A model made of open data shows what a new building changes, before the first digger comes.",
            ("Urban planning", "Open data"),
            _twin_english,
        ),
        related=("licht-nach-bedarf", "durstige-baeume"),
    ),
]
