"""The names of the newsroom: who may not be imitated, and what the name of a reader looks like."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import override, pgettext
from wagtail.models import Site

from cms.models import Author, SiteSettings, SiteTexts
from comments.models import NewsroomName
from comments.newsroom import full_name_key, full_name_keys, word_key, word_keys

STAFF = "wagtailadmin.access_admin"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def resembled_name(name: str) -> str:
    """Return the name of the newsroom that this one looks like, empty if there is none."""
    looks_like = Q(key__in=full_name_keys(name), is_word=False) | Q(key__in=word_keys(name), is_word=True)
    return NewsroomName.objects.filter(looks_like).values_list("name", flat=True).first() or ""


def newsroom_names() -> Iterator[NewsroomName]:
    """Yield the rows that there should be, read from users, authors and settings.

    Full names of staff and authors are compared with how a name begins, the name of the paper and the words for the
    newsroom with the words of a name. Names of one word are not compared.
    """
    for full in [*_staff(), *Author.objects.order_by("pk").values_list("name", flat=True).iterator()]:
        yield from full_name(full)
    # A word counts for more than the same as a full name, and comes later.
    yield from words()


def full_name(name: str) -> Iterator[NewsroomName]:
    """Yield the row of somebody of the newsroom, none if the name has one word only."""
    if key := full_name_key(name):
        yield NewsroomName(key=key, name=name)


def words() -> Iterator[NewsroomName]:
    """Yield the rows of the name of the paper and of the words for the newsroom."""
    for word in [paper_name(), *_words()]:
        if key := word_key(word):
            yield NewsroomName(key=key, name=word, is_word=True)


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
    by_language = dict(chosen.values_list("locale__language_code", "newsroom_words"))
    for code, _name in settings.LANGUAGES:
        yield from filter(None, map(str.strip, (by_language.get(code) or _usual_words(code)).split(",")))


def _usual_words(code: str) -> str:
    with override(code):
        return pgettext(
            "names of the newsroom, separated by commas",
            "Editor, Editors, Editorial, Newsroom, News Desk, Moderation, Moderator, Moderators, Administration, "
            "Administrator, Administrators, Admin, Admins, Publisher, Staff, Support, Webmaster",
        )
