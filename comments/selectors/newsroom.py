"""The names of the newsroom: who may not be imitated, and what the name of a reader looks like."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import F, Q
from django.utils.translation import override, pgettext
from wagtail.models import Site

from cms.models import Author, SiteTexts
from comments.models import NewsroomName
from comments.newsroom import is_full, key_of, keys_within

STAFF = "wagtailadmin.access_admin"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def resembled_name(name: str) -> str:
    """Return the name of the newsroom that this one looks like, empty if there is none."""
    looks_like = Q(key=key_of(name)) | Q(key__in=keys_within(name), is_word=True)
    return NewsroomName.objects.filter(looks_like).values_list("name", flat=True).first() or ""


def newsroom_names() -> Iterator[NewsroomName]:
    """Yield the rows that there should be, read from users, authors and settings.

    Full names of staff and authors are compared with names as wholes, the names of the papers and the words for the
    newsroom with the words of a name.
    """
    for full in [*_staff(), *Author.objects.order_by("pk").values_list("name", flat=True).iterator()]:
        if is_full(full):
            yield NewsroomName(key=key_of(full), name=full)
    for word in [*_papers(), *_words()]:
        yield NewsroomName(key=key_of(word), name=word, is_word=True)


def _staff() -> Iterator[str]:
    users = get_user_model().objects.with_perm(STAFF, backend=MODEL_BACKEND).order_by("pk")
    for first, last in users.values_list("first_name", "last_name"):
        yield f"{first} {last}".strip()


def _papers() -> Iterator[str]:
    names = Site.objects.order_by("pk").values_list("sitesettings__name", "site_name")
    for name, wagtail_name in names:
        yield name or wagtail_name or settings.WAGTAIL_SITE_NAME


def _words() -> Iterator[str]:
    chosen = SiteTexts.objects.exclude(newsroom_words="")
    by_language = {
        (site, code): words
        for site, code, words in chosen.values_list(
            F("settings__site"), "locale__language_code", "newsroom_words"
        )
    }
    for site in Site.objects.order_by("pk").values_list("pk", flat=True):
        for code, _name in settings.LANGUAGES:
            words = by_language.get((site, code)) or _usual_words(code)
            yield from filter(None, map(str.strip, words.split(",")))


def _usual_words(code: str) -> str:
    with override(code):
        return pgettext("names of the newsroom, separated by commas", "Editors, Moderation")
