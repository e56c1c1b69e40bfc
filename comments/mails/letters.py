"""What all mails to readers have in common, and the table of their kinds."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from comments.models import Comment, Decision, Mail
from comments.notices import Purpose, mail_link

_FROM_THE_RIGHT = {"R", "AL", "AN"}
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Recipient:
    """The comment whose author gets the mail, the URL of its article, and the name of the paper."""

    comment: Comment
    article_url: str
    paper: str

    @property
    def title(self) -> str:
        """Return the title of the article on one line, as a subject needs it."""
        return " ".join(self.comment.article.title.split())

    def url(self, comment_id: UUID) -> str:
        """Return where readers see a comment on this article."""
        return f"{self.article_url}#comment-{comment_id}"


@dataclass(frozen=True)
class Letter:
    """The subject of a mail and its own paragraphs."""

    subject: str
    paragraphs: Sequence[str]


@dataclass(frozen=True)
class MailKind:
    """A kind of mails: which one a decision causes, how long it waits, and what it says.

    `letter` reads everything anew when the mail is sent, and returns None if there is nothing to tell any more. If
    `is_bundled`, one letter tells of all mails of the kind on a comment.
    """

    name: str
    caused_by: Callable[[Decision], Mail | None]
    wait: timedelta
    letter: Callable[[Recipient, Sequence[Mail]], Letter | None]
    is_bundled: bool = False


# All kinds by name. Each module of this package registers its own.
MAILS: dict[str, MailKind] = {}


def register(kind: MailKind) -> None:
    MAILS[kind.name] = kind


def whole_text(recipient: Recipient, letter: Letter) -> str:
    """Return the text of a mail: a greeting, its paragraphs, how to end the mails, and the paper."""
    comment = recipient.comment
    stop = _(
        "You get this because your e-mail address was given with the comment. If you did not write it, or want no more"
        " e-mails about it:"
    )
    return "\n\n".join(
        [
            _("Hello %(name)s,") % {"name": isolated(comment.author_name)},
            *letter.paragraphs,
            f"{stop}\n{mail_link(Purpose.STOP, comment.pk)}",
            f"-- \n{recipient.paper}\n",
        ]
    )


def isolated(text: str) -> str:
    """Return a name or title so that its direction changes nothing around it."""
    if any(unicodedata.bidirectional(char) in _FROM_THE_RIGHT for char in text):
        return f"{_ISOLATE}{text}{_END}"
    return text
