"""The main job, end to end: published in the editor, read as JSON, commented, approved, read again.

Every step goes through a view: those of the Wagtail admin and of the public API.
"""

import json
import logging
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.models import ArticlePage
from comments.models import Comment
from tests import comment_factories, factories

pytestmark = pytest.mark.usefixtures("committed_site")
ADDRESS = "Grün.Leserin+award@Example.org"


@pytest.fixture
def editor() -> User:
    group = Group.objects.create(name="Ressort Stadt")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for name in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.create(group=group, page=factories.home(), permission=permission)
    return factories.user(username="redaktion", groups=[group])


@pytest.fixture
def moderator() -> User:
    person = comment_factories.moderator(username="moderation")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def article_form(**changes: Any) -> dict[str, str]:
    """Return the form data that a browser sends from the page editor."""
    body = [
        ("paragraph", rich_text("<p>Mehr als 200 Beiträge, sechs im Finale.</p>")),
        ("heading", {"text": "Hintergrund", "level": "2"}),
        ("quotation", {"text": "Wir gehen neue Wege.", "speaker": "Kim Beispiel", "role": "Team"}),
    ]
    form = {
        "kicker": "Smart City",
        "title": "Netzwerk gewinnt Bundeswettbewerb",
        "slug": "auszeichnung",
        "lead": "Eine Jury hat das Netzwerk ausgewählt.",
        "image": "",
        "body": streamfield(body),
        "tags": "Smart City, Wettbewerb",
        "article_authors": inline_formset([]),
        "article_relations": inline_formset([]),
        "correction_note": "",
        "comment_policy": "OPEN",
        "ai_generated": "NONE",
        "comments_close_at": "",
        "published_at": "",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        **changes,
    }
    return dict(nested_form_data(form))


def publish(client: Client, url: str, **changes: Any) -> None:
    response = client.post(url, {**article_form(**changes), "action-publish": "1"})
    assert response.status_code == 302, _form_errors(response)


def _form_errors(response: Any) -> str:
    return str(response.context["form"].errors)


def read(path: str, status: int = 200) -> Any:
    response = Client().get(path)
    assert response.status_code == status, response.content
    return response.json()


def solved_challenge(article_id: int) -> dict[str, str]:
    response = Client().post(
        "/api/v1/comments/challenge/", {"article": article_id}, content_type="application/json"
    )
    assert response.status_code == 201, response.content
    challenge = response.json()
    assert Client().get(challenge["captcha"]["image"]).status_code == 200
    return {"id": challenge["id"], "answer": CaptchaStore.objects.get(hashkey=challenge["id"]).response}


def submit(article_id: int, text: str) -> Any:
    comment = {
        "name": "Leserin",
        "email": ADDRESS,
        "text": text,
        "consent": True,
        "parent": None,
        "locale": "de",
        "challenge": solved_challenge(article_id),
    }
    return Client().post(
        f"/api/v1/articles/{article_id}/comments/", json.dumps(comment), content_type="application/json"
    )


def test_from_the_editor_to_an_approved_comment(
    editor: User, moderator: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    section = factories.section(slug="auszeichnungen", title="Auszeichnungen")
    desk, newsroom = signed_in(moderator), signed_in(editor)

    # The editor publishes; the next response has the article.
    publish(newsroom, reverse("wagtailadmin_pages:add", args=("cms", "articlepage", section.pk)))
    page = read("/api/v1/resolve/?path=/de/auszeichnungen/auszeichnung/")["page"]
    assert page["title"] == "Netzwerk gewinnt Bundeswettbewerb"
    assert [block["type"] for block in page["body"]] == ["paragraph", "heading", "quotation"]
    assert page["section"]["slug"] == "auszeichnungen"
    assert [tag["slug"] for tag in page["tags"]] == ["smart-city", "wettbewerb"]

    # A reader comments; the comment waits and is not public.
    answer = submit(page["id"], "Herzlichen Glückwunsch!")
    assert answer.status_code == 202, answer.content
    assert answer.json()["status"] == "PENDING"
    thread = f"/api/v1/articles/{page['id']}/comments/"
    assert read(thread)["items"] == []
    assert read(f"/api/v1/articles/{page['id']}/")["comments"]["count"] == 0

    # The moderator finds it on the desk and approves it.
    comment = Comment.objects.get()
    listing = desk.get(reverse("comments_desk"))
    seen = f"{comment.pk}:{comment.version}:0"
    assert "Herzlichen Glückwunsch!" in listing.content.decode()
    assert f'value="{seen}"' in listing.content.decode()
    assert desk.post(reverse("comments_decide"), {"to": "PUBLISHED", "comment": seen}).status_code == 302

    # The comment is public, the count includes it, the receipt shows its status.
    (shown,) = read(thread)["items"]
    assert (shown["id"], shown["state"]) == (str(comment.pk), "PUBLISHED")
    assert shown["author"]["name"] == "Leserin"
    assert read(f"/api/v1/articles/{page['id']}/")["comments"]["count"] == 1
    receipt = {"Authorization": f"Receipt {answer.json()['receipt']}"}
    assert Client().get("/api/v1/comments/mine/", headers=receipt).json()["status"] == "PUBLISHED"

    # The e-mail address is in no response and in no log line.
    said = json.dumps([read(thread), answer.json(), shown]) + caplog.text
    assert "grün.leserin" not in said.casefold()
    assert "example.org" not in said.casefold()


def test_an_edited_article_is_the_new_one_in_the_next_answer(editor: User) -> None:
    article = factories.compiled_article(slug="auszeichnung", title="Alt")
    client = signed_in(editor)
    publish(client, reverse("wagtailadmin_pages:edit", args=(article.pk,)), title="Neu")
    assert read(f"/api/v1/articles/{article.pk}/")["title"] == "Neu"


def test_an_unpublished_article_is_gone_in_the_next_answer_and_back_when_published(editor: User) -> None:
    article = factories.compiled_article(slug="auszeichnung")
    client = signed_in(editor)
    client.post(reverse("wagtailadmin_pages:unpublish", args=(article.pk,)))
    read(f"/api/v1/articles/{article.pk}/", 404)
    read(f"/api/v1/articles/{article.pk}/comments/", 404)
    publish(client, reverse("wagtailadmin_pages:edit", args=(article.pk,)))
    assert read(f"/api/v1/articles/{article.pk}/")["id"] == article.pk


def test_a_draft_of_a_live_article_changes_nothing_for_readers(editor: User) -> None:
    article = factories.compiled_article(slug="auszeichnung", title="Alt")
    client = signed_in(editor)
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=(article.pk,)), article_form(title="Entwurf")
    )
    assert response.status_code == 302
    assert ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object().title == "Entwurf"
    assert read(f"/api/v1/articles/{article.pk}/")["title"] == "Alt"


def test_an_image_that_is_edited_changes_its_articles_at_once(editor: User) -> None:
    picture = factories.image(alt_text="Alt")
    article = factories.compiled_article(image=picture)
    picture.alt_text = "Ein Netz über der Stadt"
    picture.save()
    assert read(f"/api/v1/articles/{article.pk}/")["image"]["alt"] == "Ein Netz über der Stadt"


def test_an_author_who_is_renamed_and_a_topic_too_change_their_articles(editor: User) -> None:
    author = factories.author(name="Alt")
    article = factories.compiled_article(authors=[author], tags=["Alt"])
    author.name = "Neu"
    author.save()
    tag = article.tags.get()
    tag.name = "Neues Thema"
    tag.save()
    body = read(f"/api/v1/articles/{article.pk}/")
    assert body["authors"][0]["name"] == "Neu"
    assert body["tags"][0]["name"] == "Neues Thema"


def test_a_linked_page_that_is_unpublished_leaves_only_its_words() -> None:
    target = factories.compiled_article(title="Ziel")
    link = RichText(f'<p>Mehr <a linktype="page" id="{target.pk}">dazu</a>.</p>')
    article = factories.compiled_article(body=[("paragraph", link)])
    assert read(f"/api/v1/articles/{article.pk}/")["body"][0]["value"]["links"][0]["state"] == "OK"
    ArticlePage.objects.get(pk=target.pk).unpublish()
    value = read(f"/api/v1/articles/{article.pk}/")["body"][0]["value"]
    assert value["html"] == "<p>Mehr dazu.</p>"
    assert value["links"] == [{"href": None, "text": "dazu", "kind": "PAGE", "id": None, "state": "GONE"}]
