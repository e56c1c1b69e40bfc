"""The pages behind the links in mails to readers. A GET changes nothing, because programs that scan mails follow links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.models import ArticlePage
from comments.errors import CommentGone, CommentRefusal, MailLinkNotValid, MailsStopped
from comments.models import Comment
from comments.notices import Notice, Purpose
from comments.selectors import article_for_author, comment_of_link, language_of_link, paper_name
from comments.services import confirm_replies, stop_mails

# The link must not get into the log of another site, a cache or a search engine.
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True)
class MailPage:
    """What a page says, and the article if the public sees it. With a `button` it is a form."""

    title: str
    text: str
    button: str = ""
    status: int = 200
    article: ArticlePage | None = None


# The seal in the link proves more than a token against forged requests would.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mail_page(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    """Ask whether to confirm or stop mails, and do so by POST, which mail programs send as well (RFC 8058)."""
    language = language_of_link(purpose=purpose, token=token) or get_language_from_request(request)
    with override(language):
        page = _answer(request.method == "POST", purpose, token)
        context = {"page": page, "language": language, "paper": paper_name()}
        response = render(request, "web/mail.html", context, status=page.status)
    for name, value in _HEADERS.items():
        response[name] = value
    return response


def _answer(is_pressed: bool, purpose: str, token: str) -> MailPage:
    now = timezone.now()
    try:
        comment = comment_of_link(purpose=purpose, token=token)
        if not is_pressed:
            page = _ASK[purpose](comment)
        elif purpose == Purpose.CONFIRM:
            confirm_replies(token=token, now=now)
            page = _confirmed()
        else:
            page = _stopped(stop_mails(token=token))
    except CommentRefusal as refusal:
        return _refused(refusal)
    return replace(page, article=article_for_author(comment, now=now))


def _ask_to_confirm(comment: Comment) -> MailPage:
    if not comment.asks_to_confirm:
        return _confirmed()
    return MailPage(
        _("E-mails about replies"),
        _(
            "Somebody gave your e-mail address with a comment and asked for e-mails about replies to it. Was it you?"
        ),
        _("Yes, send me e-mails about replies"),
    )


def _ask_to_stop(comment: Comment) -> MailPage:
    if not comment.notify:
        return _stopped([])
    return MailPage(
        _("No more e-mails about this comment?"),
        _("You get none about a decision on it and none about replies to it. The comment stays as it is."),
        _("Stop the e-mails"),
    )


_ASK: Mapping[str, Callable[[Comment], MailPage]] = {
    Purpose.CONFIRM: _ask_to_confirm,
    Purpose.STOP: _ask_to_stop,
}


def _confirmed() -> MailPage:
    return MailPage(
        _("Confirmed"), _("We send you an e-mail when somebody replies. Each has a link that stops them.")
    )


def _stopped(notices: list[Notice]) -> MailPage:
    sentences = {
        Notice.DECISION: _("You get no e-mail about a decision on this comment any more."),
        Notice.REPLIES: _("You get no e-mail about replies to this comment any more."),
    }
    text = " ".join(sentences[notice] for notice in notices) or _("You get no e-mails about this comment.")
    return MailPage(_("Stopped"), text)


def _refused(refusal: CommentRefusal) -> MailPage:
    pages = {
        MailLinkNotValid: (
            404,
            _("This link is not complete, or not from us. Please copy it from the e-mail as a whole."),
        ),
        CommentGone: (410, _("The comment has been deleted. You get no e-mails about it any more.")),
        MailsStopped: (410, _("E-mails about this comment were stopped. There is nothing to confirm.")),
    }
    status, text = pages[type(refusal)]
    return MailPage(_("This does not work"), text, status=status)
