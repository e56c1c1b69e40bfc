"""The other stories of the section on awards. But for the first, they and their people are invented."""

from cms.demo.stories.parts import (
    Part,
    Shelf,
    Story,
    Words,
    box,
    heading,
    links,
    printed,
    said,
    table,
    text,
    web,
)
from cms.models import CommentPolicy


def _first_title(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Der Titel <b>„Digitalste Stadt“</b> kommt von der Stiftung <i>Lebendige Stadt</i>. Vergeben wurde er an "
            "Dortmund, und mitgemeint war die Arbeit der Allianz Smart City.",
            "Für alle, die neu dazukommen, eine kurze Einordnung: In der Allianz arbeiten Fachleute verschiedener "
            "Richtungen an Vorhaben für die Stadt. Das Leben dort soll angenehmer, der Standort anziehender werden.",
        ),
        links("Mehr dazu", web("Website der Allianz", "https://www.smartcity.dortmund.de/")),
    ]


def _first_title_english(shelf: Shelf) -> list[Part]:
    return [
        text(
            "The title <b>“Digitalste Stadt”</b>, most digital city, is given by the foundation <i>Lebendige "
            "Stadt</i>. It went to Dortmund, and so to the work of its smart city alliance.",
            "In a nutshell: experts from different fields work on projects for the city, to make it a better place to "
            "live in and to do business in.",
        ),
        links("More", web("Website of the alliance", "https://www.smartcity.dortmund.de/")),
    ]


def _weather(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Angefangen hat alles mit einem kaputten Regenmesser. „Den können wir selbst bauen“, fand die Klasse 8b, "
            "und ein Schuljahr später steht auf dem Dach der Turnhalle ein ganzer Mast.",
            "Er misst <b>Wind, Regen, Temperatur und Feinstaub</b> und sendet alle zehn Minuten. Dafür gab es jetzt "
            "den Schulpreis „Selbst gemacht“.",
        ),
        shelf.picture("mast"),
        said(
            "Beim dritten Sturm hat er endlich gehalten. Das war besser als der Preis.",
            "Lilli, 14",
            "Klasse 8b",
        ),
        heading("Was gemessen wird"),
        table(
            "Werte einer Woche im Oktober",
            [
                ["Tag", "Höchste Temperatur", "Regen", "Wind"],
                ["Montag", "14 °C", "0 mm", "schwach"],
                ["Dienstag", "13 °C", "4 mm", "mäßig"],
                ["Mittwoch", "11 °C", "12 mm", "Sturm"],
                ["Donnerstag", "12 °C", "1 mm", "mäßig"],
                ["Freitag", "15 °C", "0 mm", "schwach"],
            ],
        ),
        text(
            "Die Bauanleitung haben die Schülerinnen und Schüler aufgeschrieben. Drei Schulen bauen schon nach."
        ),
    ]


def _repair(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Toaster, Teddys, Tonbandgeräte: Was beim Reparaturtreff über den Tisch geht, kommt meist heil zurück. "
            "Beim Publikumspreis für das beste Ehrenamt hat der Treff nun die meisten Stimmen bekommen.",
        ),
        heading("Eine Liste, die mitlernt"),
        text(
            "Jede Reparatur wird notiert: Gerät, Fehler, Lösung. Aus den Zetteln ist eine Sammlung geworden, in der "
            "sich nachschlagen lässt, woran ein Modell gewöhnlich krankt.",
            "<ul><li>zwei von drei Geräten verlassen den Treff repariert,</li><li>am häufigsten ist ein Kabel "
            "gebrochen,</li><li>am seltensten hilft Draufhauen.</li></ul>",
        ),
        said(
            "Wir reparieren nicht für die Leute, sondern mit ihnen.", "Egon Schraub", "Mitgründer des Treffs"
        ),
        printed("Ein Gerät ist erst kaputt, wenn niemand mehr nachsieht.", "Merkblatt am Eingang des Treffs"),
    ]


def _map(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Wo ist die Bordsteinkante niedrig, wo die Tür breit genug, wo gibt es eine Toilette, die man im Rollstuhl "
            "erreicht? Ein neuer Stadtplan beantwortet das für vierzig Orte. Eine Fachjury hat ihn jetzt lobend erwähnt.",
        ),
        shelf.picture("map"),
        box(
            "Hintergrund: So wurde geprüft",
            text(
                "Zwölf Freiwillige sind die Orte abgefahren, mit Rollstuhl, Rollator und Kinderwagen. Gemessen wurde "
                "mit dem Zollstock, nicht nach Gefühl.",
            ),
            said("Eine Stufe ist keine Kleinigkeit.", "Nele Rad", "eine der Prüferinnen"),
        ),
        text("Im kommenden Jahr sollen sechzig Orte dazukommen. Vorschläge sind willkommen."),
    ]


AWARDS = [
    Story(
        "awards",
        24 * 34,
        "gears",
        ("aylin-sommer",),
        Words(
            "publikumspreis-reparaturtreff",
            "Ehrenamt",
            "Publikumspreis geht an den Reparaturtreff",
            "Beim Treff wird gelötet, genäht und mitgeschrieben. Das hat den meisten gefallen.",
            ("Ehrenamt", "Nachhaltigkeit"),
            _repair,
        ),
    ),
    Story(
        "awards",
        24 * 26,
        "map",
        ("jonas-feld",),
        Words(
            "stadtplan-ohne-stufen",
            "Barrierefreiheit",
            "Jury lobt Stadtplan ohne Stufen",
            "Vierzig Orte, zwölf Freiwillige, ein Zollstock: Ein neuer Plan zeigt, wo es ohne Hindernisse weitergeht.",
            ("Barrierefreiheit", "Offene Daten"),
            _map,
        ),
    ),
    Story(
        "awards",
        24 * 19,
        "harbour",
        ("mara-winter",),
        Words(
            "digitalste-stadt",
            "Rückblick",
            "Der erste Titel: „Digitalste Stadt“",
            "Noch vor dem Bundeswettbewerb hat eine Stiftung die Stadt ausgezeichnet. Ein kurzer Rückblick.",
            ("Smart City", "Wettbewerb"),
            _first_title,
        ),
        Words(
            "most-digital-city",
            "Looking back",
            "The first title: “Digitalste Stadt”",
            "Before the federal competition, a foundation honoured the city. A short look back.",
            ("Smart City", "Competition"),
            _first_title_english,
        ),
    ),
    Story(
        "awards",
        24 * 12,
        "mast",
        ("aylin-sommer",),
        Words(
            "schulpreis-wetterstation",
            "Schule",
            "Schulpreis für eine Wetterstation aus dem Werkunterricht",
            "Eine achte Klasse misst Wind, Regen und Feinstaub. Drei andere Schulen bauen den Mast schon nach.",
            ("Schule", "Offene Daten", "Umwelt"),
            _weather,
        ),
        policy=CommentPolicy.OFF,
    ),
]
