"""Making the demo, step by step. Pages are made by `save_revision().publish()`, as in the editor."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Locale, Page, Site

from cms.demo.library import fill_library
from cms.demo.people import Login, make_authors, make_logins
from cms.demo.stories.award import AWARD
from cms.demo.stories.awards import AWARDS
from cms.demo.stories.more_projects import MORE_PROJECTS
from cms.demo.stories.parts import Shelf, Story, Words
from cms.demo.stories.projects import PROJECTS, TRIAL_FILM
from cms.models import ArticleAuthor, ArticlePage, ArticleRelation, Author, HomePage, SectionPage

STORIES = [*sorted([*AWARDS, *PROJECTS, *MORE_PROJECTS], key=lambda story: -story.hours), AWARD]

HOMES = {
    "de": ("home", "Leserbrief", "Nachrichten aus einer Stadt, die sich vernetzt, und was du davon hältst."),
    "en": ("home-en", "Leserbrief", "News from a city that connects, and what you make of it."),
}
SECTIONS = {
    "awards": {
        "de": ("auszeichnungen", "Auszeichnungen", "Wer einen Preis bekommen hat, und wofür."),
        "en": ("awards", "Awards", "Who has won a prize, and what for."),
    },
    "projects": {
        "de": ("projekte", "Projekte", "Was in der Stadt ausprobiert wird, und was dabei herauskommt."),
        "en": ("projects", "Projects", "What the city is trying out, and what comes of it."),
    },
}


@dataclass(frozen=True)
class Demo:
    """What was made: who can log in, and how many articles there are."""

    logins: tuple[Login, ...]
    articles: int


def seed(*, now: datetime) -> Demo:
    """This will make whatever of the demo is missing. Articles are dated back from `now`.

    :raises ImproperlyConfigured: unless `settings.DEMO` is on, because the passwords are public.
    """
    if not getattr(settings, "DEMO", False):
        raise ImproperlyConfigured("The demo has public passwords; it is only made where DEMO is on.")
    library = fill_library()
    # In one piece, so that whoever listens to pages looks at each of them once, at the end.
    with transaction.atomic():
        _tell_all(Shelf(library), now)
        return Demo(make_logins(), ArticlePage.objects.count())


def _tell_all(shelf: Shelf, now: datetime) -> None:
    german = Locale.objects.get_or_create(language_code="de")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    homes = _homes(german, english)
    sections = {key: _sections(key, homes) for key in SECTIONS}
    authors = make_authors(shelf.library)
    _store_embed(now)
    for story in STORIES:
        _tell(story, sections[story.section], authors, shelf, now)


def _homes(german: Locale, english: Locale) -> dict[str, Page]:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    current = site.root_page.specific if site.root_page_id else None
    if isinstance(current, HomePage):
        return {"de": current, "en": _translated(current, english, *HOMES["en"])}
    home = _first_home(german)
    address = urlsplit(settings.PUBLIC_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.root_page, site.site_name = home, "Leserbrief"
    site.save()
    if current is not None:
        # Wagtail's welcome page: nothing points to it any more.
        current.delete()
    return {"de": home, "en": _translated(home, english, *HOMES["en"])}


def _first_home(german: Locale) -> Page:
    slug, title, lead = HOMES["de"]
    root = Page.get_first_root_node()
    taken = root.get_children().filter(slug=slug).exists()
    page = HomePage(title=title, lead=lead, slug=f"{slug}-de" if taken else slug, locale=german, live=False)
    root.add_child(instance=page)
    page.save_revision().publish()
    return HomePage.objects.get(pk=page.pk)


def _sections(key: str, homes: dict[str, Page]) -> dict[str, Page]:
    slug, title, lead = SECTIONS[key]["de"]
    page = SectionPage.objects.child_of(homes["de"]).filter(slug=slug).first()
    if page is None:
        page = SectionPage(title=title, lead=lead, slug=slug, live=False)
        homes["de"].add_child(instance=page)
        page.save_revision().publish()
    return {"de": page, "en": _translated(page, homes["en"].locale, *SECTIONS[key]["en"])}


def _translated(page: Page, locale: Locale, slug: str, title: str, lead: str) -> Page:
    existing = page.get_translation_or_none(locale)
    if existing:
        return existing
    # Not `copy_for_translation`: it keeps the slug, and changing that leaves a redirect behind.
    parent = page.get_parent()
    above = parent if parent.is_root() else parent.get_translation(locale)
    words = {"slug": slug, "title": title, "lead": lead}
    twin = type(page)(locale=locale, translation_key=page.translation_key, live=False, **words)
    above.add_child(instance=twin)
    if not isinstance(twin, ArticlePage):
        twin.save_revision().publish()
    return twin


def _store_embed(now: datetime) -> None:
    # What the provider would answer, so that the demo works without a network.
    frame = (
        '<iframe src="https://player.vimeo.com/video/1084537" width="640" height="360" '
        'allow="fullscreen; picture-in-picture" title="Big Buck Bunny"></iframe>'
    )
    Embed.objects.get_or_create(
        hash=get_embed_hash(TRIAL_FILM),
        defaults={
            "url": TRIAL_FILM,
            "type": "video",
            "html": frame,
            "title": "Big Buck Bunny",
            "author_name": "Blender Foundation",
            "provider_name": "Vimeo",
            "width": 640,
            "height": 360,
            "last_updated": now,
        },
    )


def _tell(
    story: Story, section: dict[str, Page], authors: dict[str, Author], shelf: Shelf, now: datetime
) -> None:
    german = ArticlePage.objects.descendant_of(section["de"]).filter(slug=story.german.slug).first()
    if german is None:
        german = ArticlePage(
            slug=story.german.slug, title=story.german.title, lead=story.german.lead, live=False
        )
        section["de"].add_child(instance=german)
        _publish(german, story, story.german, authors, shelf, now)
    shelf.pages[story.german.slug] = german
    if story.english is None:
        return
    words, locale = story.english, section["en"].locale
    english = german.get_translation_or_none(locale)
    if english is None:
        english = _translated(german, locale, words.slug, words.title, words.lead)
        _publish(english, story, words, authors, shelf, now)
    # Both may have the same slug; English stories point to English ones by theirs.
    if story.english.slug != story.german.slug:
        shelf.pages[story.english.slug] = english


def _publish(
    page: ArticlePage, story: Story, words: Words, authors: dict[str, Author], shelf: Shelf, now: datetime
) -> None:
    page.slug, page.kicker, page.title, page.lead = words.slug, words.kicker, words.title, words.lead
    page.body = words.body(shelf)
    page.image = shelf.library.images[story.image]
    page.comment_policy = story.policy
    page.published_at = (now - timedelta(hours=story.hours)).replace(minute=0, second=0, microsecond=0)
    page.tags.set(words.tags)
    page.article_authors = [ArticleAuthor(author=authors[slug]) for slug in story.authors]
    older = [shelf.pages[slug] for slug in story.related]
    if words is story.english:
        older = [other for german in older if (other := german.get_translation_or_none(page.locale))]
    page.article_relations = [ArticleRelation(related=other) for other in older]
    # The correction is about the German text only.
    corrected = bool(story.correction) and words is story.german
    page.correction_text = story.correction if corrected else ""
    page.correction_at = page.published_at + timedelta(days=1) if corrected else None
    page.save_revision().publish()
