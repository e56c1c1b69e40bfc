"""The text of the demo's brochure."""

TITLE = "Allianz Smart City Dortmund"
SUBTITLE = "Entwicklung, Strukturen, laufende Vorhaben"

CHAPTERS = [
    (
        "Worum es geht",
        [
            "Eine Stadt wird nicht dadurch klug, dass sie Geräte kauft. Sie wird es, wenn Menschen aus Betrieben, "
            "Hochschulen, Vereinen und Ämtern ihr Wissen an einen Tisch bringen. Dieses Heft erzählt, wie ein "
            "solcher Tisch entstanden ist und was an ihm verhandelt wird.",
            "Zwei Ziele tragen alles Weitere: In der Stadt soll es sich gut leben lassen, und wer hier "
            "wirtschaftet, soll gern bleiben.",
        ],
    ),
    (
        "Wie die Allianz gewachsen ist",
        [
            "Aus einer kleinen Runde ist ein Netz von inzwischen 140 Unternehmen, Verbänden, Einrichtungen, "
            "wissenschaftlichen Instituten und Menschen aus Politik und Verwaltung geworden.",
            "Niemand tritt bei, um eine Unterschrift zu leisten. Wer mitmacht, bringt eine Frage mit, die sich "
            "allein nicht beantworten lässt.",
        ],
    ),
    (
        "Wie gearbeitet wird",
        [
            "Fachleute verschiedener Herkunft bilden ein Team auf Zeit. Sie beschreiben ein Problem, prüfen, wer in "
            "der Stadt schon daran arbeitet, und schlagen ein Vorhaben vor.",
            "Danach entscheidet sich, ob aus dem Vorschlag ein Versuch, ein Betrieb oder eine gut begründete Absage "
            "wird. Auch die Absage wird aufgeschrieben.",
        ],
    ),
    (
        "Was vernetzt wird",
        [
            "Vernetzt werden zuerst Menschen, dann Anlagen. Wo Systeme voneinander wissen, lässt sich Doppeltes "
            "vermeiden: Das senkt Kosten und schont, was knapp ist.",
        ],
    ),
    (
        "Was andere davon haben",
        [
            "Vieles lässt sich übertragen. Deshalb steht zu jedem Vorhaben dabei, was es gebraucht hat: "
            "Zeit, Zustimmung, Zuständige.",
        ],
    ),
    (
        "Mitmachen",
        [
            "Das Heft steht im Netz unter www.smartcity.dortmund.de. Gedruckt schickt es das Projektbüro "
            "kostenlos zu; eine E-Mail an smartcity@dortmund.de genügt.",
        ],
    ),
]
