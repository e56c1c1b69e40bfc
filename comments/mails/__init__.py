"""The mails to readers, in text: a module for each kind."""

import pkgutil
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import override

from comments.errors import ArticleNotFound
from comments.mails.letters import MAILS, Recipient, whole_text
from comments.models import Comment, Mail
from comments.notices import Purpose, mail_link
from comments.privacy import decrypt_email, mailbox
from comments.selectors.articles import article_with_comments
from comments.selectors.newsroom import paper_name

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


class Undeliverable(Exception):
    """The address has letters beyond ASCII before the @, which Django's mails cannot have."""


def message_for(mails: Sequence[Mail], *, now: datetime) -> EmailMessage | None:
    """Return the message of one or more mails of one kind on one comment, read as everything is now.

    None if there is nothing to tell: the comment was withdrawn, a decision undone, a reply hidden, the article taken
    from the public, or the author wants no mails any more.

    :raises Undeliverable: if the address cannot be written to
    """
    comment = Comment.objects.select_related("article").defer("article__body").get(pk=mails[0].comment_id)
    try:
        article_with_comments(article_id=comment.article_id, now=now)
    except ArticleNotFound:
        return None
    with override(comment.locale):
        recipient = Recipient(comment, comment.article.full_url or "", paper_name())
        letter = MAILS[mails[0].kind].letter(recipient, mails)
        if letter is None:
            return None
        text = whole_text(recipient, letter)
    address = mailbox(decrypt_email(comment.encrypted_email))
    if not address:
        raise Undeliverable
    return EmailMessage(letter.subject, text, to=[address], headers=_headers(mails[0]))


def _headers(mail: Mail) -> dict[str, str]:
    headers = {
        # The same for another attempt, so that a mail program can tell that it has the mail already.
        "Message-ID": f"<{mail.pk}.{mail.comment_id.hex}@{settings.PUBLIC_HOST}>",
        # Programs send no automatic answer to it (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    stop = mail_link(Purpose.STOP, mail.comment_id)
    if stop.startswith("https://"):
        # One click in the mail program (RFC 8058).
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers
