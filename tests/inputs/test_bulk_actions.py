"""Editors select objects in lists; each is done by itself, and a message names those that were not."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models.signals import pre_delete, pre_save
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page

from cms.models import ArticlePage, Author, Download, Image, SectionPage
from tests import comment_factories, factories
from tests.admin import soup

pytestmark = pytest.mark.django_db
SUBJECTS: dict[str, tuple[type, Any]] = {
    "image": (Image, factories.image),
    "download": (Download, factories.download),
}
LATER = factories.MORNING.replace(year=9000)


@pytest.fixture
def chief(client: Client) -> Client:
    """Return a client that is logged in as a user who may do everything."""
    client.force_login(User.objects.create_superuser("chefredaktion"))
    return client


def _send(client: Client, action: str, objects: list[Any], **values: Any) -> list[str]:
    """Do an action to the selected objects and return the messages of the next page."""
    meta = Page._meta if isinstance(objects[0], Page) else objects[0]._meta
    url = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, action])
    selected = "&".join(f"id={item.pk}" for item in objects)
    answer = client.post(f"{url}?{selected}&next={reverse('wagtailadmin_home')}", values)
    assert answer.status_code == 302
    said = soup(client.get(answer.url)).select(".messages li:not(.messages li li)")
    return [" ".join(item.get_text(" ").split()) for item in said]


def _draft(**fields: Any) -> ArticlePage:
    """Save a draft as its form does, which accepts one that is not complete."""
    article = factories.article(live=False)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision(clean=False)
    return article


# Drafts that the form would not publish, and what the message says of each.
INCOMPLETE: dict[str, tuple[dict[str, Any], str]] = {
    "no lead": ({"lead": ""}, "Vorspann: "),
    "no title": ({"title": ""}, "Titel: "),
    "a publication date ahead": (
        {"published_at": factories.MORNING.replace(year=9000)},
        "Veröffentlichungsdatum: ",
    ),
    "an expiry that is over": ({"expire_at": factories.MORNING}, "Dieser Zeitpunkt ist vorbei"),
    "an expiry before the page goes live": (
        {"go_live_at": LATER + timedelta(days=1), "expire_at": LATER},
        "Die Seite würde ablaufen, bevor sie online geht",
    ),
    "a heading without words": (
        {"body": [("paragraph", "<p>Ein Absatz.</p>"), ("heading", {"text": "", "level": "2"})]},
        "Block 2 (Überschrift)",
    ),
    "a picture that is gone": ({"body": [("image", None)]}, "Block 1 (Bild)"),
    "an empty list of links": ({"body": [("link_list", {"title": "", "links": []})]}, "Block 1 ("),
    "an author's row without an author": ({}, "Autor"),
    "a slug of another article": ({"slug": "vergeben"}, "Der Artikel „Alt“ hat dieses URL-Kürzel bereits"),
}


def _incomplete(kind: str) -> ArticlePage:
    draft = _draft(**INCOMPLETE[kind][0])
    if kind == "an author's row without an author":
        revision = draft.get_latest_revision()
        row = {"pk": None, "sort_order": 0, "page": draft.pk, "author": None}
        revision.content["article_authors"] = [row]
        revision.save()
    return draft


def test_publishing_does_the_complete_drafts_and_says_what_the_others_lack(chief: Client) -> None:
    factories.article(parent=factories.section(), slug="vergeben", title="Alt")
    fine = [_draft(title=f"Fertig {number}") for number in range(2)]
    drafts = {kind: _incomplete(kind) for kind in INCOMPLETE}
    done, refused = _send(chief, "publish", [fine[0], *drafts.values(), fine[1]])
    assert "2 Seiten" in done
    for kind, draft in drafts.items():
        assert not ArticlePage.objects.get(pk=draft.pk).live, kind
        assert INCOMPLETE[kind][1] in refused, kind
    assert all(ArticlePage.objects.get(pk=page.pk).live for page in fine)


def test_a_page_that_goes_live_later_is_not_called_published(chief: Client) -> None:
    section = factories.section()
    fine = factories.draft_article(parent=section, title="Fertig")
    later = _draft(title="Später", go_live_at=LATER)
    done, scheduled = _send(chief, "publish", [fine, later])
    assert "1 Seite wurde" in done
    assert "Geplant" in scheduled
    assert "„Später“" in scheduled
    assert "Fertig" not in scheduled
    assert not ArticlePage.objects.get(pk=later.pk).live
    [scheduled] = _send(chief, "publish", [later])
    assert "„Später“" in scheduled


def test_a_copied_section_is_published_without_the_articles_whose_addresses_are_taken(chief: Client) -> None:
    section = factories.section(slug="alt")
    factories.article(parent=section, title="Doppelt")
    copy = section.copy(update_attrs={"slug": "neu", "title": "Neu"}, recursive=True, keep_live=False)
    own = factories.draft_article(parent=copy, title="Eigen")
    done, refused = _send(chief, "publish", [copy], include_descendants="on")
    assert "1 Seite und 1 Unterseite" in done
    assert "Doppelt: " in refused
    assert list(copy.get_children().live()) == [Page.objects.get(pk=own.pk)]


def test_unpublishing_does_pages_below_by_themselves(chief: Client) -> None:
    section = factories.section()
    pages = [section, factories.article(parent=section), factories.article(parent=section)]
    broken = pages[1]
    with _refusing(pre_save, Page, broken.pk):
        _done, refused = _send(chief, "unpublish", [section], include_descendants="on")
    assert broken.title in refused
    assert [Page.objects.get(pk=page.pk).live for page in pages] == [False, True, False]


def test_of_two_pages_with_one_address_the_first_is_moved(chief: Client) -> None:
    first, second, again = (factories.section(parent=factories.section()) for _number in range(3))
    # The form refuses such slugs; an import may bring them.
    SectionPage.objects.filter(pk__in=[first.pk, second.pk, again.pk]).update(slug="gleich")
    target, misplaced = factories.section(), factories.home()
    done, refused = _send(chief, "move", [first, second, misplaced], chooser=target.pk)
    assert "1 Seite" in done
    assert f"{second.title}: Eine andere Seite dort hat dieses URL-Kürzel bereits." in refused
    assert f"{misplaced.title}: Die Seite kann dort nicht stehen." in refused
    assert "{" not in refused
    [refused] = _send(chief, "move", [again], chooser=target.pk)
    assert f"{again.title}: Eine andere Seite dort hat dieses URL-Kürzel bereits." in refused
    assert [page.pk for page in Page.objects.child_of(Page.objects.get(pk=target.pk))] == [first.pk]


def test_a_page_that_is_selected_with_its_section_is_moved_and_deleted_with_it(chief: Client) -> None:
    section = factories.section()
    article = factories.article(parent=section)
    comment_factories.comment(article=article)
    assert len(_send(chief, "delete", [section, article])) == 1
    assert not Page.objects.filter(pk__in=[section.pk, article.pk]).exists()


def test_authors_are_deleted_unless_an_article_names_them(chief: Client) -> None:
    named, free = factories.author(name="A Genannt"), factories.author(name="B Frei")
    factories.article(title="Nennt sie", authors=[named])
    done, refused = _send(chief, "delete", [named, free])
    assert "B Frei" in done
    assert "A Genannt: " in refused
    assert "Nennt sie" in refused
    assert list(Author.objects.all()) == [named]


@pytest.mark.parametrize("kind", SUBJECTS)
@pytest.mark.parametrize(("action", "signal"), [("add_to_collection", pre_save), ("delete", pre_delete)])
def test_a_file_that_fails_stops_no_other(kind: str, action: str, signal: Any, chief: Client) -> None:
    model, make = SUBJECTS[kind]
    files = [make() for _number in range(3)]
    target = Collection.get_first_root_node().add_child(name="Archiv")
    with _refusing(signal, model, files[1].pk):
        _done, refused = _send(chief, action, files, collection=target.pk)
    assert files[1].title in refused
    assert files[0].title not in refused
    left = model.objects.exclude(collection=target)  # type: ignore[attr-defined]
    assert [item.pk for item in left] == [files[1].pk]


@pytest.mark.parametrize("kind", SUBJECTS)
def test_files_get_no_tags_which_readers_would_never_see(kind: str, chief: Client) -> None:
    item = SUBJECTS[kind][1]()
    url = reverse("wagtail_bulk_action", args=[item._meta.app_label, item._meta.model_name, "add_tags"])
    assert chief.get(f"{url}?id={item.pk}").status_code == 404


class _refusing:  # noqa: N801
    """Let a signal of one object raise, as a receiver or the database may."""

    def __init__(self, signal: Any, model: type, pk: int) -> None:
        self.signal, self.model, self.pk = signal, model, pk

    def __enter__(self) -> None:
        self.signal.connect(self.refuse)

    def __exit__(self, *error: Any) -> None:
        self.signal.disconnect(self.refuse)

    def refuse(self, instance: Any, **kwargs: Any) -> None:
        if isinstance(instance, self.model) and instance.pk == self.pk:
            raise RuntimeError
