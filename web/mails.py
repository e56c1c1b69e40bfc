"""The pages behind the links in mails to readers. A GET changes nothing, because programs that scan mails follow links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.errors import CommentGone, CommentRefusal, MailLinkNotValid, MailsStopped
from comments.notices import Notice, Purpose
from comments.selectors import comment_of_link, paper_name, title_for_author
from comments.services import confirm_replies, stop_mails

# The link must not get into the log of another site, a cache or a search engine.
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True)
class MailPage:
    """What a page says. With a `button` it is a form."""

    title: str
    text: str
    button: str = ""
    status: int = 200


# The seal in the link proves more than a token against forged requests would.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mail_page(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    """Ask whether to confirm or stop mails, and do so by POST, which mail programs send as well (RFC 8058)."""
    now = timezone.now()
    language, about = get_language_from_request(request), ""
    try:
        comment = comment_of_link(purpose=purpose, token=token)
        language, about = comment.locale, title_for_author(comment, now=now)
        with override(language):
            if request.method != "POST":
                page = _ASK[purpose]()
            elif purpose == Purpose.CONFIRM:
                confirm_replies(token=token, now=now)
                page = _confirmed()
            else:
                page = _stopped(stop_mails(token=token))
    except CommentRefusal as refusal:
        with override(language):
            page = _refused(refusal)
    with override(language):
        context = {"page": page, "about": about, "language": language, "paper": paper_name()}
        response = render(request, "web/mail.html", context, status=page.status)
    for name, value in _HEADERS.items():
        response[name] = value
    return response


def _ask_to_confirm() -> MailPage:
    return MailPage(
        _("E-mails about replies"),
        _(
            "Somebody gave your e-mail address with a comment and asked for e-mails about replies to it. Was it you?"
        ),
        _("Yes, send me e-mails about replies"),
    )


def _ask_to_stop() -> MailPage:
    return MailPage(
        _("No more e-mails about this comment?"),
        _("You get none about a decision on it and none about replies to it. The comment stays as it is."),
        _("Stop the e-mails"),
    )


_ASK: Mapping[str, Callable[[], MailPage]] = {Purpose.CONFIRM: _ask_to_confirm, Purpose.STOP: _ask_to_stop}


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
