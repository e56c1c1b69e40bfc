"""Seeds the demo. Pages are published by `save_revision().publish()`, as the editor does it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Locale, Page, Site

from cms.demo.articles import BodyBuilder, Story, Text, stories
from cms.demo.library import fill_library
from cms.demo.people import Login, make_authors, make_logins
from cms.models import ArticleAuthor, ArticlePage, ArticleRelation, Author, HomePage, SectionPage

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


# The video that the stories show.
FILM = "https://vimeo.com/1084537"


@dataclass(frozen=True)
class Demo:
    """What was made: who can log in, and how many articles there are."""

    logins: tuple[Login, ...]
    articles: int


def seed(*, now: datetime) -> Demo:
    """Add whatever of the demo is missing; articles are dated back from `now`.

    :raises ImproperlyConfigured: unless `settings.DEMO` is on, because the passwords are public.
    """
    if not getattr(settings, "DEMO", False):
        raise ImproperlyConfigured("The demo has public passwords; it is only made where DEMO is on.")
    builder = BodyBuilder(fill_library())
    # One transaction, so that each page is compiled once, at the end.
    with transaction.atomic():
        _make_pages(builder, now)
        return Demo(make_logins(), ArticlePage.objects.count())


def _make_pages(builder: BodyBuilder, now: datetime) -> None:
    german = Locale.objects.get_or_create(language_code="de")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    homes = _homes(german, english)
    sections = {key: _sections(key, homes) for key in SECTIONS}
    authors = make_authors(builder.library)
    _store_embed(now)
    for story in stories():
        _make_articles(story, sections[story.section], authors, builder, now)


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
        # Wagtail's welcome page, which no site points to any more.
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
    texts = {"slug": slug, "title": title, "lead": lead}
    translation = type(page)(locale=locale, translation_key=page.translation_key, live=False, **texts)
    above.add_child(instance=translation)
    if not isinstance(translation, ArticlePage):
        translation.save_revision().publish()
    return translation


def _store_embed(now: datetime) -> None:
    # The provider's answer is stored, so that the demo works without a network.
    frame = (
        '<iframe src="https://player.vimeo.com/video/1084537" width="640" height="360" '
        'allow="fullscreen; picture-in-picture" title="Big Buck Bunny"></iframe>'
    )
    Embed.objects.get_or_create(
        hash=get_embed_hash(FILM),
        defaults={
            "url": FILM,
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


def _make_articles(
    story: Story, section: dict[str, Page], authors: dict[str, Author], builder: BodyBuilder, now: datetime
) -> None:
    text = story.german
    german = ArticlePage.objects.descendant_of(section["de"]).filter(slug=text.slug).first()
    if german is None:
        german = ArticlePage(slug=text.slug, title=text.title, lead=text.lead, live=False)
        section["de"].add_child(instance=german)
        _publish(german, story, text, authors, builder, now)
    builder.pages[text.slug] = german
    if story.english is None:
        return
    text, locale = story.english, section["en"].locale
    english = german.get_translation_or_none(locale)
    if english is None:
        english = _translated(german, locale, text.slug, text.title, text.lead)
        _publish(english, story, text, authors, builder, now)
    # English texts link to English pages by their slugs; a slug that both languages have means the German page.
    builder.pages.setdefault(text.slug, english)


def _publish(
    page: ArticlePage,
    story: Story,
    text: Text,
    authors: dict[str, Author],
    builder: BodyBuilder,
    now: datetime,
) -> None:
    page.slug, page.kicker, page.title, page.lead = text.slug, text.kicker, text.title, text.lead
    page.body = builder.body(text.body)
    page.image = builder.library.images[story.image]
    page.comment_policy = story.comment_policy
    page.published_at = (now - timedelta(hours=story.hours_old)).replace(minute=0, second=0, microsecond=0)
    page.tags.set(text.tags)
    page.article_authors = [ArticleAuthor(author=authors[slug]) for slug in story.authors]
    related = [builder.pages[slug] for slug in story.related]
    if text is story.english:
        related = [other for german in related if (other := german.get_translation_or_none(page.locale))]
    page.article_relations = [ArticleRelation(related=other) for other in related]
    # The correction is about the German text only.
    corrected = bool(story.correction) and text is story.german
    page.correction_text = story.correction if corrected else ""
    page.correction_at = page.published_at + timedelta(days=1) if corrected else None
    page.save_revision().publish()
