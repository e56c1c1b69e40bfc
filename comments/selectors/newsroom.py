"""The names of the newsroom: who may not be imitated, and what the name of a reader looks like."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import override, pgettext
from wagtail.models import Site

from cms.models import Author, SiteSettings, SiteTexts
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

    Full names of staff and authors are compared with names as wholes, the name of the paper and the words for the
    newsroom with the words of a name.
    """
    for full in [*_staff(), *Author.objects.order_by("pk").values_list("name", flat=True).iterator()]:
        if is_full(full):
            yield NewsroomName(key=key_of(full), name=full)
    for word in [paper_name(), *_words()]:
        yield NewsroomName(key=key_of(word), name=word, is_word=True)


def _staff() -> Iterator[str]:
    users = get_user_model().objects.with_perm(STAFF, backend=MODEL_BACKEND).order_by("pk")
    for first, last in users.values_list("first_name", "last_name"):
        yield f"{first} {last}".strip()


def paper_name() -> str:
    """Return the name of the paper."""
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.of_default_site().paper_name(site)


def _words() -> Iterator[str]:
    chosen = SiteTexts.objects.filter(settings__site__is_default_site=True).exclude(newsroom_words="")
    words = dict(chosen.values_list("locale__language_code", "newsroom_words"))
    for code, _name in settings.LANGUAGES:
        yield from filter(None, map(str.strip, (words.get(code) or _usual_words(code)).split(",")))


def _usual_words(code: str) -> str:
    with override(code):
        return pgettext("names of the newsroom, separated by commas", "Editors, Moderation")
