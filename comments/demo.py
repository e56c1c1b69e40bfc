"""The demo's conversation: invented readers, every status, a thread three deep, a wave of spam.

The services write it, with times in the past. Only what no service does yet (an author's withdrawal, an
erasure) is written here, in the way that they would.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.text import slugify

from cms.models import ArticlePage
from comments.models import Comment, Decision
from comments.moderation import Actor, Status
from comments.services import accept_comment, moderate_comment
from comments.signals import announce, thread_changed
from comments.submission import Submission

MODERATOR = "moderation"


@dataclass(frozen=True)
class Letter:
    """One comment of the demo, written `minutes` before the seeding, that ends in the status `then`."""

    name: str
    text: str
    minutes: int
    then: Status = Status.PUBLISHED
    reason: str = ""
    locale: str = "de"
    replies: tuple["Letter", ...] = field(default=())


AWARD = (
    Letter(
        "Gerda Lindner",
        "Glückwunsch! Mich freut, dass hier nicht ein Gerät gewonnen hat, sondern ein *runder Tisch*.",
        110,
        replies=(
            Letter(
                "Bernd Oswald",
                "Schöner Gedanke. Aber wer sitzt an diesem Tisch eigentlich für die Nachbarschaften?",
                96,
                replies=(
                    Letter(
                        "Gerda Lindner",
                        "Gute Frage. In der Broschüre steht, dass auch Vereine dabei sind. Vielleicht fragt man einfach an?",
                        88,
                    ),
                ),
            ),
            Letter("Özlem K.", "Runder Tisch ja, aber bitte mit Protokoll im Netz.", 80),
        ),
    ),
    Letter(
        "Tim",
        "Weiß jemand, in welche Stadt die Reise geht? Ich tippe auf eine mit vielen Fahrrädern.",
        74,
        replies=(
            Letter("Mara Winter", "Das steht noch nicht fest. Wir berichten, sobald wir es wissen.", 61),
        ),
    ),
    Letter("Renate Pohl", "Ich habe mir die Broschüre per E-Mail bestellt, das ging ganz einfach.", 47),
    Letter(
        "J. Weber",
        "Schon wieder ein Preis. Wann wird eigentlich der Aufzug am Bahnhof repariert?",
        33,
        Status.PENDING,
    ),
    Letter(
        "Lautsprecher",
        "ALLES NUR WERBUNG UND KEINER SAGT ES! MACHT ENDLICH DIE AUGEN AUF, LEUTE!",
        29,
        Status.PENDING,
    ),
    Letter(
        "Sammler",
        "Lest das: https://eins.example.org https://zwei.example.org https://drei.example.org https://vier.example.org",
        24,
        Status.PENDING,
    ),
    Letter(
        "Nörgler",
        "Wer das liest, ist selbst schuld. Ihr seid doch alle gekauft.",
        66,
        Status.REJECTED,
        "Unterstellung ohne Beleg",
    ),
    Letter(
        "Kurt",
        "Der Kommentar über mir nervt, und der Verfasser wohnt übrigens in der …",
        52,
        Status.HIDDEN,
        "Nennt den Wohnort einer anderen Person",
    ),
    Letter(
        "Elif",
        "Da war ich zu schnell, das Datum stimmt gar nicht.",
        58,
        Status.WITHDRAWN,
        replies=(Letter("Tim", "Kein Problem, ist mir auch schon passiert.", 50),),
    ),
    Letter("Wird gelöscht", "Bitte löschen Sie alles, was Sie von mir haben.", 90, Status.ERASED),
)

WAVE = tuple(
    Letter(
        name,
        f"Super Artikel! Ich verdiene {sum_} Euro am Tag von zu Hause, schau auf meine Seite.",
        20 - i,
        then,
    )
    for i, (name, sum_, then) in enumerate(
        [
            ("Glückspilz 1", "300", Status.SPAM),
            ("Glückspilz 2", "310", Status.SPAM),
            ("Glückspilz 3", "320", Status.SPAM),
            ("Glückspilz 4", "320", Status.PENDING),
            ("Glückspilz 5", "320", Status.PENDING),
            ("Glückspilz 6", "330", Status.PENDING),
        ]
    )
)

THREADS: dict[tuple[str, str], tuple[Letter, ...]] = {
    ("de", "stadt-land-digital"): AWARD + WAVE,
    ("de", "ampel-erkennt-raeder"): (
        Letter("Petra", "Endlich! Ich fahre jeden Morgen über das Westtor und merke den Unterschied.", 900),
        Letter("Uli", "Und wer zu Fuß unterwegs ist? 39 Sekunden sind immer noch lang.", 640),
    ),
    ("de", "durstige-baeume"): (
        Letter("Hobbygärtner", "Wo genau finde ich die Messwerte? Ich würde gern mitgießen.", 3000),
    ),
    ("de", "haushalt-zum-anklicken"): (
        Letter("Zahlenfreund", "Sehr übersichtlich. Bitte auch die Vorjahre ergänzen.", 24 * 60 * 20),
        Letter("Anna B.", "Zum ersten Mal verstanden, wohin das Geld geht. **Danke!**", 24 * 60 * 19),
    ),
    ("en", "stadt-land-digital"): (
        Letter("Sam", "Congratulations from a much smaller town. We are taking notes.", 70, locale="en"),
        Letter("Priya", "Is there an English version of the brochure?", 40, Status.PENDING, locale="en"),
    ),
}


def seed(*, now: datetime) -> int:
    """This will fill the threads that are still empty and return the number of comments."""
    moderator = get_user_model().objects.get(username=MODERATOR)
    for (language, slug), letters in THREADS.items():
        article = ArticlePage.objects.filter(locale__language_code=language, slug=slug, alias_of=None).first()
        if article is None or article.reader_comments.exists():
            continue
        for letter in letters:
            _write(letter, article.pk, None, moderator, now)
    return Comment.objects.count()


def _write(
    letter: Letter, article_id: int, parent: Comment | None, moderator: AbstractUser, now: datetime
) -> None:
    at = now - timedelta(minutes=letter.minutes)
    address = f"{slugify(letter.name)}@example.org"
    comment = accept_comment(
        article_id=article_id,
        submission=Submission(
            name=letter.name,
            email=address,
            text=letter.text,
            consent=True,
            locale=letter.locale,
            parent=parent.pk if parent else None,
        ),
        network="",
        now=at,
    )
    decided_at = at + timedelta(minutes=4)
    was_public = bool(letter.replies) or letter.then in (Status.PUBLISHED, Status.HIDDEN)
    if was_public:
        comment = _decide(comment, Status.PUBLISHED, moderator, decided_at)
    for reply in letter.replies:
        _write(reply, article_id, comment, moderator, now)
    if letter.then in (Status.REJECTED, Status.SPAM, Status.HIDDEN):
        _decide(comment, letter.then, moderator, decided_at + timedelta(minutes=1), letter.reason)
    if letter.then in (Status.WITHDRAWN, Status.ERASED):
        _take_back(comment, letter.then, decided_at + timedelta(minutes=2))


def _decide(comment: Comment, to: Status, moderator: AbstractUser, at: datetime, reason: str = "") -> Comment:
    return moderate_comment(
        comment_id=comment.pk,
        to=to,
        expected_version=comment.version,
        moderator=moderator,
        now=at,
        reason=reason,
    )


@transaction.atomic
def _take_back(comment: Comment, to: Status, at: datetime) -> None:
    old, comment.status, comment.version = comment.status, to, comment.version + 1
    if to == Status.ERASED:
        comment.author_name = comment.address = comment.address_lookup = comment.network_tag = ""
        comment.text = comment.html = comment.fingerprint = ""
    comment.save()
    actor = Actor.PRIVACY if to == Status.ERASED else Actor.AUTHOR
    Decision.objects.create(
        comment=comment, version=comment.version, actor=actor, from_status=old, to_status=to, at=at
    )
    announce(thread_changed, Comment, article_id=comment.article_id)
