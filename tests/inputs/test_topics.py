"""A topic is one for all spellings of its name, through the form and from scripts."""

import threading
from importlib import import_module
from itertools import chain

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.db import connection, connections
from django.forms import modelform_factory
from django.test import Client
from django.utils import translation
from taggit.models import Tag
from wagtail.models import Revision

from cms.models import ArticlePage, ArticleTag, Topic
from cms.topic_names import clean_name, names_in, topic_key
from tests import factories
from tests.admin import client_of, staff
from tests.inputs import topics
from tests.inputs.article_form import errors_of, logged_in, send_new_article


@pytest.mark.parametrize("spellings", topics.ONE_TOPIC)
def test_all_spellings_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({topic_key(spelling) for spelling in spellings}) == 1


def test_different_topics_have_different_keys() -> None:
    assert len({topic_key(name) for name in topics.DIFFERENT}) == len(topics.DIFFERENT)


@pytest.mark.parametrize(("field", "names"), topics.FIELDS.items())
def test_commas_separate_names(field: str, names: list[str]) -> None:
    assert names_in(field) == names


@pytest.fixture
def editor(db: None) -> Client:
    return logged_in()


class TestTheFormOfAnArticle:
    def test_stores_one_topic_for_all_spellings(self, editor: Client) -> None:
        first, *others = zip(
            *(
                spellings[:3] if len(spellings) > 2 else (*spellings, spellings[0])
                for spellings in topics.ONE_TOPIC
            ),
            strict=True,
        )
        for names in (first, *others):
            assert send_new_article(editor, factories.home(), tags=",".join(names)).status_code == 302
        factories.settle()

        cards = editor.get("/api/v1/articles/").json()["items"]
        assert [{tag["name"] for tag in card["tags"]} for card in cards] == [set(first)] * 3
        assert Topic.objects.count() == len(topics.ONE_TOPIC)

    def test_gives_each_topic_a_slug_that_finds_it(self, editor: Client) -> None:
        assert send_new_article(editor, factories.home(), tags=",".join(topics.DIFFERENT)).status_code == 302
        factories.settle()

        tags = editor.get("/api/v1/articles/").json()["items"][0]["tags"]
        slugs = [tag["slug"] for tag in tags]
        assert len(set(slugs)) == len(topics.DIFFERENT)
        for slug in slugs:
            validate_unicode_slug(slug)
        assert editor.get("/api/v1/articles/", {"tag_all": ",".join(slugs)}).json()["meta"]["count"] == 1

    def test_refuses_long_names_with_a_sentence(self, editor: Client) -> None:
        answer = send_new_article(editor, factories.home(), tags=",".join(["Klima", *topics.TOO_LONG]))

        error = errors_of(answer)["tags"][0]
        assert "100" in error
        assert all(clean_name(name) in error for name in topics.TOO_LONG)

    def test_takes_names_of_a_hundred_characters(self, editor: Client) -> None:
        assert send_new_article(editor, factories.home(), tags=",".join(topics.LONG)).status_code == 302
        # The second and the third are the same.
        assert ArticlePage.objects.get().tags.count() == len(topics.LONG) - 1

    @pytest.mark.parametrize(
        ("typed", "found"), [("ÜBER", ["Über uns"]), ("u\u0308b", ["Über uns"]), ("ss", []), ("", [])]
    )
    def test_suggests_topics_in_any_spelling(self, editor: Client, typed: str, found: list[str]) -> None:
        for name in ("Über uns", "Unter uns", "Straße"):
            Topic.objects.named(name)

        assert editor.get("/admin/topics/suggestions/", {"term": typed}).json() == found


@pytest.mark.django_db
def test_topics_are_not_suggested_to_moderators() -> None:
    moderator = client_of(staff("moderate_comment"))

    assert moderator.get("/admin/topics/suggestions/?term=a").status_code in (302, 403)


@pytest.mark.django_db
class TestAScript:
    def test_finds_a_topic_by_any_spelling(self) -> None:
        for spelling in chain(*topics.ONE_TOPIC):
            assert Topic.objects.named(spelling).key == topic_key(spelling)

        assert Topic.objects.count() == len(topics.ONE_TOPIC)
        article = factories.article(tags=[spellings[-1] for spellings in topics.ONE_TOPIC])
        assert set(article.tags.names()) == {clean_name(spellings[0]) for spellings in topics.ONE_TOPIC}

    @pytest.mark.parametrize("name", [*topics.INVISIBLE, topics.TOO_LONG[0]])
    def test_is_refused_a_name_that_no_topic_can_have(self, name: str) -> None:
        with pytest.raises(ValidationError):
            factories.article(tags=[name])

    def test_cannot_rename_a_topic_to_nothing(self) -> None:
        form = modelform_factory(Topic, fields=["name"])

        assert "name" in form({"name": "\u200c"}, instance=Topic.objects.named("Klima")).errors

    def test_renames_a_topic_but_not_to_one_that_exists(self) -> None:
        klima, verkehr = Topic.objects.named("Klima"), Topic.objects.named("Verkehr")
        form = modelform_factory(Topic, fields=["name"])
        with translation.override("de"):
            errors = form({"name": "KLIMA "}, instance=verkehr).errors

        assert errors == {"name": ["Das Thema „Klima“ gibt es schon."]}
        form({"name": "KLIMA"}, instance=klima).save()
        assert (klima.name, klima.key, klima.slug) == ("KLIMA", "klima", "klima")


@pytest.mark.django_db(transaction=True)
def test_editors_who_name_a_topic_at_the_same_time_get_one(committed_site: None) -> None:
    names = ["Klima", "KLIMA", "klima", "C", "C#", "C++"]
    start = threading.Barrier(len(names))
    made: dict[str, Topic] = {}

    def name_topic(name: str) -> None:
        start.wait()
        made[name] = Topic.objects.named(name)
        connections.close_all()

    threads = [threading.Thread(target=name_topic, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({made[name].pk for name in names[:3]}) == 1
    assert {made[name].slug for name in names[3:]} == {"c", "c-2", "c-3"}


@pytest.mark.django_db
def test_the_migration_merges_tags_in_articles_and_drafts() -> None:
    page, image = factories.draft_article(), factories.image()
    # Of images: the name of a topic, and another one.
    for name in ("klima ", "Hochformat"):
        image.tags.add(Tag.objects.create(name=name))
    tags = [Tag.objects.create(name=name) for name in ("Klima", "KLIMA", "Rat", "🌳")]
    only_drafted = Tag.objects.create(name="rat")
    for tag in tags:
        ArticleTag.objects.create(content_object=page, tag_id=tag.pk)
    revision = Revision.objects.for_instance(page).get()
    revision.content["tagged_items"] = [
        {"pk": None, "tag": tag.pk, "content_object": page.pk} for tag in (tags[1], only_drafted)
    ]
    revision.save()

    import_module("cms.migrations.0003_topics").make_topics(apps, connection.schema_editor())

    assert list(Topic.objects.order_by("pk").values_list("pk", "name", "slug")) == [
        (tags[0].pk, "Klima", "klima_1"),
        (tags[2].pk, "Rat", "rat"),
        (tags[3].pk, "🌳", "thema"),
    ]
    assert set(ArticlePage.objects.get().tags.names()) == {"Klima", "Rat", "🌳"}
    drafted = Revision.objects.get(pk=revision.pk).as_object()
    assert {topic.name for topic in drafted.tags.all()} == {"Klima", "Rat"}
    assert Topic.objects.named("Neu").pk > tags[3].pk
