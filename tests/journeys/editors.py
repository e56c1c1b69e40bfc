"""Random actions of editors, and the invariants that are checked between them."""

import contextlib
import io
from collections.abc import Callable
from datetime import timedelta
from typing import cast

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
)

from cms.editor.bulk import CollectDownloads, CollectImages
from cms.jobs import publish_due
from cms.models import ArticlePage, ArticleRelation, Author, Image, SectionPage, Topic
from tests import admin, factories
from tests.journeys.chiefs import ChiefEditors
from tests.journeys.follower import Follower, by_type_and_id, differences, snapshot
from tests.journeys.front_page import FrontPageEditors, pick


class Editors(FrontPageEditors, ChiefEditors, RuleBasedStateMachine):
    """The state machine: each rule is one action in the admin. An action that fails validation changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self.has_changed = False
        self.sections = [factories.section(slug=f"rubrik-{letter}") for letter in "ab"]
        root = Collection.get_first_root_node()
        self.collections = [root.add_child(name="Presse"), root.add_child(name="Intern")]
        self.images = [factories.image(collection=self.collections[0]) for _ in range(2)]
        self.author = factories.author()
        self.download = factories.download(cover=self.images[1])
        self._do(lambda: self.arrange([("automatic", {"number": 3})]))
        for number in range(2):
            self._do(lambda number=number: self._new_article(number))
        self.follower = Follower()

    def teardown(self) -> None:
        try:
            self._check()
        finally:
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)
            cache.clear()

    def _check(self) -> None:
        factories.settle()
        call_command("check_editions", stdout=io.StringIO())
        self.follower.follow()
        found = differences(self.follower.content, by_type_and_id(snapshot()[:-1]))
        assert not found, "\n".join(found)

    def _do(self, act: Callable[[], object]) -> None:
        """Act like a request: in one transaction, and run what was registered for after its commit."""
        self.has_changed = True
        before = len(connection.run_on_commit)
        with contextlib.suppress(ValidationError), transaction.atomic():
            act()
        callbacks = connection.run_on_commit[before:]
        del connection.run_on_commit[before:]
        for _savepoints, callback, _robust in callbacks:
            callback()

    def _new_article(self, number: int) -> ArticlePage:
        others = list(ArticlePage.objects.filter(alias_of=None).values_list("pk", flat=True))
        link = "<p>Text</p>"
        if others:
            link = f'<p><a linktype="page" id="{others[number % len(others)]}">dort</a></p>'
        return factories.published_article(
            parent=SectionPage.objects.get(pk=self.sections[number % 2].pk),
            authors=[Author.objects.get(pk=self.author.pk)],
            tags=["Klima"],
            image=self._image(number),
            body=[
                ("paragraph", link),
                ("image", {"image": self._image(number + 1), "decorative": False, "alt_text": "Bild"}),
                ("download", self.download),
            ],
        )

    def _image(self, number: int) -> Image:
        return Image.objects.get(pk=self.images[number % 2].pk)

    def _article(self, number: int) -> ArticlePage:
        pages = list(ArticlePage.objects.filter(alias_of=None).order_by("pk"))
        return pages[number % len(pages)]

    def _place(self, number: int) -> Page:
        places = [factories.home(), *(Page.objects.get(pk=section.pk).specific for section in self.sections)]
        return cast(Page, places[number % 3])

    @rule(number=pick)
    def publish(self, number: int) -> None:
        self._do(lambda: self._new_article(number))

    @rule(number=pick, other=pick)
    def edit(self, number: int, other: int) -> None:
        article, target = self._article(number), self._article(other)

        def act() -> None:
            article.title = f"Titel {number}"
            article.article_relations = [ArticleRelation(related=target)] if target != article else []
            article.save_revision().publish()

        self._do(act)

    @rule(number=pick)
    def unpublish(self, number: int) -> None:
        self._do(self._article(number).unpublish)

    @rule(number=pick)
    def publish_again(self, number: int) -> None:
        self._do(lambda: self._article(number).get_latest_revision().publish())

    @rule(number=pick)
    def unpublish_a_section(self, number: int) -> None:
        self._do(Page.objects.get(pk=self.sections[number % 2].pk).specific.unpublish)

    @rule(number=pick)
    def publish_a_section(self, number: int) -> None:
        section = Page.objects.get(pk=self.sections[number % 2].pk).specific
        self._do(lambda: section.save_revision().publish())

    @rule(number=pick, place=pick)
    def move(self, number: int, place: int) -> None:
        article = self._article(number)
        target = self._place(place)
        slugs = target.get_children().exclude(pk=article.pk).values_list("slug", flat=True)
        if article.slug not in slugs:
            self._do(lambda: article.move(target, pos="last-child"))

    @rule()
    def move_a_section_below_the_other(self) -> None:
        first, second = (Page.objects.get(pk=section.pk).specific for section in self.sections)
        if first.is_descendant_of(second):
            self._do(lambda: first.move(factories.home(), pos="last-child"))
        else:
            self._do(lambda: first.move(second, pos="last-child"))

    @precondition(lambda self: ArticlePage.objects.filter(alias_of=None).count() > 1)
    @rule(number=pick)
    def delete(self, number: int) -> None:
        self._do(self._article(number).delete)

    @rule(number=pick, place=pick)
    def alias(self, number: int, place: int) -> None:
        article = self._article(number)
        self._do(lambda: article.create_alias(parent=self._place(place), update_slug=f"zweit-{number}"))

    @rule(number=pick, place=pick)
    def copy(self, number: int, place: int) -> None:
        article = self._article(number)
        slug = f"kopie-{number}-{ArticlePage.objects.count()}"
        self._do(lambda: article.copy(to=self._place(place), update_attrs={"slug": slug}, keep_live=True))

    @rule(number=pick)
    def change_the_slug_of_a_section(self, number: int) -> None:
        section = Page.objects.get(pk=self.sections[number % 2].pk).specific

        def act() -> None:
            section.slug, section.title = f"rubrik-{number}", f"Rubrik {number}"
            section.full_clean()
            section.save_revision().publish()

        self._do(act)

    @rule(number=pick)
    def restrict_a_page_or_lift_it(self, number: int) -> None:
        page = Page.objects.get(pk=[self._article(number).pk, self.sections[number % 2].pk][number % 2])
        found = PageViewRestriction.objects.filter(page=page).first()
        made = PageViewRestriction(page=page, restriction_type="login")
        self._do(found.delete if found else made.save)

    @rule(number=pick)
    def restrict_a_collection_or_lift_it(self, number: int) -> None:
        collection = Collection.objects.get(pk=self.collections[number % 2].pk)
        found = CollectionViewRestriction.objects.filter(collection=collection).first()
        made = CollectionViewRestriction(collection=collection, restriction_type="login")
        self._do(found.delete if found else made.save)

    @rule()
    def move_a_collection_below_the_other_or_back(self) -> None:
        first, second = (Collection.objects.get(pk=made.pk) for made in self.collections)

        def act() -> None:
            # The admin's form saves first and moves then.
            second.save()
            below = Collection.get_first_root_node() if second.is_descendant_of(first) else first
            second.move(below, pos="sorted-child")

        self._do(act)

    @rule(number=pick)
    def move_between_collections_by_bulk_action(self, number: int) -> None:
        target = Collection.objects.get(pk=self.collections[number % 2].pk)
        images = list(Image.objects.all())
        self._do(lambda: admin.add_to_collection(CollectImages, images, target))
        self.download.refresh_from_db()
        self._do(lambda: admin.add_to_collection(CollectDownloads, [self.download], target))

    @rule(number=pick)
    def edit_an_image(self, number: int) -> None:
        image = self._image(number)
        image.caption, image.alt_text = f"Unterschrift {number}", f"Bild {number}"
        self._do(image.save)

    @rule(number=pick)
    def move_the_focal_point_of_an_image(self, number: int) -> None:
        image = self._image(number)
        image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = (
            number % 40
        )
        self._do(image.save)

    @rule(number=pick)
    def replace_an_image(self, number: int) -> None:
        image = self._image(number)
        image.file = factories.image_file(color=f"#{number % 0xFFFFFF:06x}", name=f"neu-{number}.jpg")
        self._do(image.save)

    @rule(number=pick)
    def rename_the_author(self, number: int) -> None:
        author = Author.objects.get(pk=self.author.pk)
        author.name, author.slug = f"Autorin {number}", f"autorin-neu-{number}"
        self._do(author.save)

    @rule(number=pick)
    def rename_a_tag(self, number: int) -> None:
        tag = Topic.objects.get(pk=Topic.objects.order_by("pk").values_list("pk", flat=True)[0])
        tag.name = f"Klima {number}"
        self._do(tag.save)

    @rule(number=pick)
    def translate(self, number: int) -> None:
        article = self._article(number)
        english = Locale.objects.get(language_code="en")
        if article.locale == english or article.get_translation_or_none(english):
            return

        def act() -> None:
            home = factories.english_home()
            section = Page.objects.get(pk=article.get_parent().pk).specific
            if section.pk != factories.home().pk and not section.get_translation_or_none(english):
                section.copy_for_translation(english, copy_parents=True).save_revision().publish()
            other = article.copy_for_translation(english, copy_parents=True)
            other.title = f"Title {number}, below {home.title}"
            other.save_revision().publish()

        self._do(act)

    @rule(number=pick)
    def schedule(self, number: int) -> None:
        article = self._article(number)

        def act() -> None:
            article.title = f"Geplant {number}"
            due = timezone.now() - timedelta(seconds=1)
            article.go_live_at = due
            revision = article.save_revision()
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=due)

        self._do(act)
        self._do(lambda: publish_due(timezone.now()))

    @rule(number=pick)
    def expire(self, number: int) -> None:
        article = self._article(number)
        article.expire_at = timezone.now() - timedelta(seconds=1)
        self._do(article.save)
        self._do(lambda: publish_due(timezone.now()))
        article.refresh_from_db()
        article.expire_at = None
        self._do(article.save)

    @rule(number=pick)
    def change_the_hostname(self, number: int) -> None:
        site = Site.objects.get(is_default_site=True)
        site.hostname = ["testserver", "zeitung.example"][number % 2]
        self._do(site.save)

    @precondition(lambda self: self.has_changed)
    @rule()
    def check(self) -> None:
        self._check()
        self.has_changed = False
