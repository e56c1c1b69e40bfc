"""Any date that the editor's form takes is delivered as RFC 3339, in the right order and in the right lists."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from wagtail.users.models import UserProfile

from api.http.parameters import ParameterError, parse_moment
from cms.comment_policy import comment_rules
from cms.jobs import date_live_pages
from cms.models import ArticlePage, SiteSettings
from cms.moments import in_every_zone
from delivery.content.schema import local_time
from delivery.serialization import to_json
from tests import factories
from tests.admin import soup
from tests.inputs import dates
from tests.inputs.article_form import article_form, errors_of, logged_in, send_new_article

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]([01]\d|2[0-3]):[0-5]\d\Z")


@pytest.fixture
def newsroom_zone(settings: Any) -> Any:
    """Return a function that moves the newsroom into another zone."""

    def move(zone: str) -> None:
        settings.TIME_ZONE = zone
        timezone.get_default_timezone.cache_clear()

    yield move
    timezone.get_default_timezone.cache_clear()


@pytest.mark.parametrize(("zone", "moment", "text"), dates.ZONES)
def test_a_moment_is_written_in_the_newsrooms_zone(
    newsroom_zone: Any, zone: str, moment: str, text: str
) -> None:
    newsroom_zone(zone)

    assert local_time(datetime.fromisoformat(f"{moment}+00:00")).isoformat() == text


@given(moment=dates.moments, zone=dates.zones)
@settings(max_examples=100)
def test_any_moment_in_any_zone_is_rfc_3339_and_the_same_moment(moment: datetime, zone: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.TIME_ZONE", zone)
        timezone.get_default_timezone.cache_clear()
        text = to_json(local_time(moment)).decode().strip('"')
    timezone.get_default_timezone.cache_clear()

    assert _RFC_3339.match(text)
    assert datetime.fromisoformat(text) == moment


@pytest.mark.parametrize(("zone", "text", "moment"), dates.FILTERS)
def test_a_filter_means_a_moment(newsroom_zone: Any, zone: str, text: str, moment: str) -> None:
    newsroom_zone(zone)

    assert parse_moment(text).isoformat() == moment


@pytest.mark.parametrize("text", dates.NO_FILTERS)
def test_a_filter_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ParameterError):
        parse_moment(text)


@pytest.fixture
def editor(db: None) -> Client:
    return logged_in()


def _field() -> Any:
    return ArticlePage.get_edit_handler().get_form_class().base_fields["published_at"]


@pytest.mark.parametrize(("typed", "text"), (dates.TYPED | dates.AHEAD).items())
def test_what_is_typed_is_read_in_the_newsrooms_zone(typed: str, text: str) -> None:
    assert local_time(_field().clean(typed)).isoformat() == text


@pytest.mark.parametrize("typed", dates.REFUSED)
def test_other_dates_are_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        _field().clean(typed)

    assert refusal.value.messages[0].endswith(".")


@pytest.mark.django_db
def test_lists_have_all_dates_in_order(client: Client) -> None:
    past = [typed for typed in dates.TYPED if typed < f"{timezone.now():%Y-%m-%d}"]
    for typed in past:
        factories.article(title=typed, published_at=_field().clean(typed))
    factories.settle()

    items, address = [], "/api/v1/articles/?limit=3&order=published_at"
    while address:
        read = client.get(address).json()
        items, address = items + read["items"], read["links"]["next"]
    assert [(item["title"], item["published_at"]) for item in items] == [
        (typed, dates.TYPED[typed]) for typed in past
    ]
    for day, later in {"0001-01-01": len(past), "0999-06-15": len(past) - 2, "9999-12-31": 0}.items():
        after = client.get(f"/api/v1/articles/?published_after={day}").json()
        before = client.get(f"/api/v1/articles/?published_before={day}").json()
        assert (after["meta"]["count"], before["meta"]["count"]) == (later, len(past) - later)


@pytest.mark.django_db
class TestAScript:
    @pytest.mark.parametrize(("given_time", "text"), dates.GIVEN)
    def test_may_give_times_without_a_zone(self, given_time: Any, text: str) -> None:
        page = factories.article(published_at=given_time, first_published_at=given_time)

        for moment in (page.published_at, page.first_published_at):
            assert moment == datetime.fromisoformat(text)

    def test_publishes_nothing_in_the_future(self, client: Client) -> None:
        ahead = timezone.now() + timedelta(days=1500)
        added = factories.article(first_published_at=ahead, published_at=None)
        updated = factories.article(published_at=None)
        ArticlePage.objects.filter(pk=updated.pk).update(first_published_at=ahead)
        date_live_pages(timezone.now())
        factories.settle()

        items = client.get("/api/v1/articles/").json()["items"]
        assert {item["id"] for item in items} == {added.pk, updated.pk}
        for item in items:
            assert datetime.fromisoformat(item["published_at"]) <= timezone.now()

    def test_closes_comments_after_the_end_of_the_calendar_never(self) -> None:
        article = ArticlePage(first_published_at=dates.EVER[1])

        assert comment_rules(article, SiteSettings(comments_close_after_days=32767)).closes_at is None


@pytest.mark.parametrize(("list_of", "field"), dates.FILTERED)
def test_lists_of_the_admin_are_filtered_by_any_day(editor: Client, list_of: str, field: str) -> None:
    address = list_of.format(home=factories.home().pk)

    assert (
        editor.get(address, {f"{field}_from": "0001-01-01", f"{field}_to": "9999-12-31"}).status_code == 200
    )


class TestTheFormOfAnArticle:
    @pytest.mark.parametrize("typed", ["0001-01-01 00:00", "2026-03-29 02:30"])
    def test_says_in_german_what_is_wrong(self, editor: Client, typed: str) -> None:
        answer = send_new_article(editor, factories.home(), published_at=typed, expire_at=typed)

        for name in ("published_at", "expire_at"):
            assert re.search(
                "Bitte einen Tag zwischen|nächste ist 2026-03-29 03:30", errors_of(answer)[name][0]
            )

    def test_opens_in_the_zone_of_an_editor_far_away(self, editor: Client) -> None:
        first, last = "0001-01-03 00:00", "9999-12-30 23:59"
        sent = {"published_at": first, "comments_close_at": last, "expire_at": last}
        assert send_new_article(editor, factories.home(), **sent).status_code == 302
        page = ArticlePage.objects.get()
        UserProfile.objects.create(user=User.objects.get(), current_time_zone="Pacific/Kiritimati")
        factories.settle()

        article = editor.get(f"/api/v1/articles/{page.pk}/").json()
        assert article["comments"]["closes_at"] == dates.AHEAD[last]
        assert article["published_at"] == dates.TYPED[first]
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = soup(editor.get(edit))
        shown = {name: form.find("input", {"name": name})["value"] for name in sent if name.endswith("_at")}
        assert shown["expire_at"] != last
        assert editor.post(edit, article_form(**sent | shown) | {"action-publish": "1"}).status_code == 302
        for address in (
            reverse("wagtailadmin_pages:history", args=[page.pk]),
            reverse("wagtailadmin_explore", args=[factories.home().pk]),
            reverse("articles:index"),
            "/admin/",
        ):
            assert editor.get(address, follow=True).status_code == 200, address
        again = ArticlePage.objects.get()
        assert again.expire_at == page.expire_at
        # The field has no seconds, and the offsets of that year have.
        assert abs(again.published_at - page.published_at) < timedelta(minutes=1)

    @pytest.mark.parametrize("stored", dates.STORED)
    @pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
    def test_keeps_what_is_stored(self, editor: Client, stored: dict[str, str], zone: str) -> None:
        page = factories.article()
        ArticlePage.objects.filter(pk=page.pk).update(**stored)
        UserProfile.objects.create(user=User.objects.get(), current_time_zone=zone)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = soup(editor.get(edit))
        shown = {name: form.find("input", {"name": name})["value"] for name in dates.STORED[0]}

        sent = article_form(slug=page.slug, **shown) | {"action-publish": "1"}
        assert editor.post(edit, sent).status_code == 302
        again = ArticlePage.objects.get()
        for name in shown:
            assert getattr(again, name) == in_every_zone(datetime.fromisoformat(stored[name])), name

    @pytest.mark.parametrize("typed", dates.AHEAD)
    def test_schedules_far_ahead(self, editor: Client, typed: str) -> None:
        assert send_new_article(editor, factories.home(), go_live_at=typed).status_code == 302

        assert ArticlePage.objects.get().go_live_at == datetime.fromisoformat(dates.AHEAD[typed])
        assert editor.get("/admin/reports/workflow/").status_code == 200
