"""The award article: known facts in new sentences. The Lord Mayor is paraphrased, not quoted."""

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
    web,
)

SITE, ADDRESS = "https://www.smartcity.dortmund.de/", "smartcity@dortmund.de"


def _german(shelf: Shelf) -> list[Part]:
    return [
        text(
            "Mehr als 200 Bewerbungen, sechs Nominierte, ein Sieger: Die Allianz Smart City Dortmund hat den "
            "Wettbewerb <b>Stadt.Land.Digital</b> gewonnen. Hinter dem Namen steht ein Netz von inzwischen "
            "140 Unternehmen, Verbänden, Institutionen, wissenschaftlichen Einrichtungen und Menschen aus Politik "
            "und Verwaltung.",
            "Ausgeschrieben hatte den Wettbewerb die Initiative <i>Intelligente Vernetzung</i> des "
            "Bundesministeriums für Wirtschaft und Energie. Gesucht waren neue Strategien, Konzepte und Vorhaben "
            "rund um kluge Städte und kluge Regionen.",
        ),
        heading("Entscheidung auf offener Bühne"),
        text(
            "Sechs Beiträge kamen ins Finale auf dem Bundeskongress <i>Stadt.Land.Digital</i>. Dort beriet eine "
            "Jury aus Fachleuten von Wirtschaft und Verwaltung, und dort fiel auch die Entscheidung.",
            "Für die Allianz ist es die zweite Auszeichnung binnen weniger Monate: Zuvor hatte die Stiftung "
            "<i>Lebendige Stadt</i> den Titel "
            + shelf.inline("„Digitalste Stadt“", "digitalste-stadt")
            + " vergeben.",
            "Oberbürgermeister Ullrich Sierau sieht darin eine Bestätigung: Mit dem Modell der Allianz gehe Dortmund "
            "neue Wege, und andere Regionen könnten sich daran ein Beispiel nehmen.",
        ),
        said(
            "Bei uns sitzen Leute an einem Tisch, die sich sonst nie begegnet wären. Den Preis nehmen wir als "
            "Auftrag, den Tisch länger zu machen.",
            "Kim Beispiel",
            "arbeitet in einem der Teams mit (erfundene Person)",
        ),
        heading("Eine Reise als Preis"),
        text(
            "Zu gewinnen gab es keinen Scheck, sondern eine Reise: Vertreterinnen und Vertreter der Allianz "
            "begleiten das Ministerium in eine europäische Stadt, die sich als <i>Smart City</i> hervorgetan hat. "
            "Mitbringen wollen sie vor allem Ideen für weitere Vorhaben.",
        ),
        table(
            "Der Wettbewerb in Zahlen",
            [
                ["", "Anzahl"],
                ["Eingereichte Beiträge", "mehr als 200"],
                ["Nominierte im Finale", "6"],
                ["Mitglieder der Allianz", "140"],
            ],
        ),
        box(
            "Hintergrund: Was die Allianz tut",
            text(
                "In der Allianz arbeiten Teams aus verschiedenen Fächern gemeinsam Vorhaben für die Stadt aus. Zwei "
                "Ziele geben die Richtung vor: <b>mehr Lebensqualität</b> und ein <b>Standort, der Unternehmen "
                "anzieht</b>.",
                "Werden Systeme und Menschen miteinander vernetzt, sollen Kosten sinken und Ressourcen geschont "
                "werden.",
            ),
            shelf.picture("blueprint"),
        ),
        printed(
            "Vernetzt werden zuerst Menschen, dann Anlagen.",
            "Broschüre der Demo-Redaktion, Seite 5",
        ),
        heading("Zum Nachlesen"),
        text(
            "Zum Jahresende ist eine Broschüre erschienen, die Entwicklung, Aufbau und laufende Vorhaben der Allianz "
            "beschreibt. Sie steht auf der Website zum Herunterladen bereit. Ein gedrucktes Heft schickt das "
            f'Projektbüro kostenlos zu; dafür genügt eine <a href="mailto:{ADDRESS}">E-Mail</a>.',
        ),
        shelf.file("brochure"),
        links(
            "Mehr dazu",
            web("Website der Allianz", SITE),
            mail("Gedruckte Broschüre bestellen", ADDRESS),
            shelf.to_page("Rückblick: der erste Titel", "digitalste-stadt"),
            shelf.to_file("Die Broschüre als PDF", "brochure"),
        ),
    ]


def _english(shelf: Shelf) -> list[Part]:
    return [
        text(
            "More than 200 entries, six finalists, one winner: the Allianz Smart City Dortmund has won the "
            "<b>Stadt.Land.Digital</b> competition. The name stands for a network of by now 140 companies, "
            "associations, institutions, scientific bodies and people from politics and administration.",
            "The competition was run by the initiative <i>Intelligente Vernetzung</i> of Germany’s Federal Ministry "
            "for Economic Affairs and Energy. It asked for fresh strategies, concepts and projects on smart cities "
            "and smart regions.",
        ),
        heading("Decided at the conference"),
        text(
            "Six entries reached the final at the federal conference <i>Stadt.Land.Digital</i>, where a jury of "
            "experts from business and administration made its choice.",
            "It is the second distinction within a few months. Earlier, the foundation <i>Lebendige Stadt</i> had "
            "awarded the title " + shelf.inline("“Digitalste Stadt”", "most-digital-city") + ".",
            "Lord Mayor Ullrich Sierau takes it as proof that the model of the alliance leads Dortmund on to new "
            "paths, and that other regions can follow its example.",
        ),
        said(
            "People sit at one table here who would never have met. We take the prize as a request to make the "
            "table longer.",
            "Kim Beispiel",
            "member of one of the teams (an invented person)",
        ),
        heading("The prize is a journey"),
        text(
            "There was no cheque to win, but a trip: representatives of the alliance will join the ministry on a "
            "visit to a European smart city that stood out. They hope to return with ideas for further projects.",
        ),
        table(
            "The competition in figures",
            [
                ["", "Number"],
                ["Entries", "more than 200"],
                ["Finalists", "6"],
                ["Members of the alliance", "140"],
            ],
        ),
        box(
            "Background: what the alliance does",
            text(
                "Teams of experts from different fields work out projects for the city. Two aims give the "
                "direction: <b>quality of life</b> and <b>an attractive place for business</b>.",
                "Connecting systems and people is meant to cut cost and to save resources.",
            ),
            shelf.picture("blueprint", "Drawing of a quarter made of light blue cubes, some of them orange"),
        ),
        heading("Further reading"),
        text(
            "A brochure on the development, the structures and the current projects of the alliance appeared at the "
            "end of the year and can be downloaded from its website. A printed copy is free of charge; an "
            f'<a href="mailto:{ADDRESS}">e-mail</a> to the project office is enough.',
        ),
        shelf.file("brochure"),
        links(
            "More",
            web("Website of the alliance", SITE),
            mail("Order a printed copy", ADDRESS),
            shelf.to_page("Looking back: the first title", "most-digital-city"),
        ),
    ]


AWARD = Story(
    section="awards",
    hours=2,
    image="network",
    authors=("mara-winter", "jonas-feld"),
    related=("digitalste-stadt", "digitaler-zwilling-hafenviertel", "durstige-baeume"),
    german=Words(
        slug="stadt-land-digital",
        kicker="Smart City",
        title="Allianz Smart City Dortmund gewinnt Bundeswettbewerb",
        lead="Aus mehr als 200 Beiträgen hat eine Jury das Dortmunder Netzwerk ausgewählt. Zum Preis gehört eine Reise "
        "in eine europäische Stadt, von der sich lernen lässt.",
        tags=("Smart City", "Wettbewerb", "Stadtverwaltung"),
        body=_german,
    ),
    english=Words(
        slug="stadt-land-digital",
        kicker="Smart city",
        title="Dortmund’s smart city alliance wins federal competition",
        lead="A jury chose the network from more than 200 entries. The prize: a trip to a European city worth learning "
        "from.",
        tags=("Smart City", "Competition"),
        body=_english,
    ),
)
