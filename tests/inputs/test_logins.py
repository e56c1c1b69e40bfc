"""The log-in of the admin stops those who guess, and nobody for good."""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from itertools import cycle, islice
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings as current
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

import config.settings.logins
from config.jobs import delete_failed_logins
from config.logins import PASSWORD_RESETS
from tests import factories
from tests.inputs.logins import AGENTS, NAMES, OTHER_NETWORKS, SAME_NETWORK, STRANGE_NAMES

RIGHT, WRONG = "geheim-genug-1", "falsch-geraten-1"
LOGGED_IN, REFUSED, LOCKED = 302, 200, 429
# Fewer than in the settings, so that fewer pages are rendered.
LIMIT = 2
COOL_OFF = current.AXES_COOLOFF_TIME


def log_in(name: Any = "ida", password: str = WRONG, *, language: str = "de", **environ: Any) -> Any:
    client = Client(headers={"Accept-Language": language})
    return client.post("/admin/login/", {"username": name, "password": password}, **environ)


def statuses(attempts: Iterable[Any]) -> list[int]:
    return [attempt.status_code for attempt in attempts]


def pass_time(time: timedelta) -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - time)


@pytest.fixture(autouse=True)
def _limit(settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = LIMIT


@pytest.fixture
def ida(db: None) -> Any:
    return factories.user(username="ida", is_superuser=True)


@pytest.mark.usefixtures("ida")
class TestAName:
    def test_is_locked_after_five_failures_whatever_the_password(self, settings: Any) -> None:
        settings.AXES_FAILURE_LIMIT = config.settings.logins.AXES_FAILURE_LIMIT
        assert statuses(log_in() for _ in range(6)) == [REFUSED] * 4 + [LOCKED] * 2
        assert log_in(password=RIGHT).status_code == LOCKED

    @pytest.mark.parametrize(("language", "words"), [("de", "in 15 Minuten"), ("en", "in 15 minutes")])
    def test_that_is_locked_is_told_when_to_try_again(self, language: str, words: str) -> None:
        response = [log_in(language=language) for _ in range(LIMIT)][-1]
        assert words in response.content.decode()
        assert 880 <= int(response["Retry-After"]) <= 900
        assert response["Cache-Control"] == "no-store"
        pass_time(COOL_OFF - timedelta(seconds=50))
        last = log_in(language=language)
        assert int(last["Retry-After"]) <= 50
        assert ("einer Minute" if language == "de" else "one minute") in last.content.decode()

    def test_is_locked_in_one_network_and_locks_no_colleague_in_it(self) -> None:
        factories.user(username="ben", is_superuser=True)
        for _ in range(LIMIT):
            log_in(REMOTE_ADDR="203.0.113.9")
        assert log_in("ben", RIGHT, REMOTE_ADDR="203.0.113.9").status_code == LOGGED_IN
        assert log_in("ida", RIGHT, REMOTE_ADDR="203.0.113.10").status_code == LOGGED_IN
        assert log_in("ida", RIGHT, REMOTE_ADDR="203.0.113.9").status_code == LOCKED

    def test_is_free_again_after_the_cool_off_whatever_was_tried_during_it(self) -> None:
        for _ in range(LIMIT):
            log_in()
        for _ in range(3):
            pass_time(COOL_OFF / 4)
            assert log_in().status_code == LOCKED
        pass_time(COOL_OFF / 4)
        assert log_in(password=RIGHT).status_code == LOGGED_IN

    def test_begins_anew_after_a_success(self) -> None:
        for _ in range(2):
            assert statuses(log_in() for _ in range(LIMIT - 1)) == [REFUSED] * (LIMIT - 1)
            assert log_in(password=RIGHT).status_code == LOGGED_IN
        assert not AccessAttempt.objects.exists()

    def test_is_not_locked_by_a_clock_that_was_set_back(self) -> None:
        for _ in range(LIMIT):
            log_in()
        pass_time(-timedelta(days=365))
        assert log_in(password=RIGHT).status_code == LOGGED_IN

    @pytest.mark.parametrize("name", NAMES)
    def test_is_locked_by_failures_of_every_spelling_that_opens_it_and_of_no_other(self, name: str) -> None:
        opens = log_in(name, RIGHT).status_code == LOGGED_IN
        assert statuses(log_in(name) for _ in range(LIMIT))[-1] == LOCKED
        assert log_in(name, RIGHT).status_code == LOCKED
        assert (log_in("ida", RIGHT).status_code == LOCKED) == opens

    @pytest.mark.parametrize("name", STRANGE_NAMES, ids=lambda name: repr(name)[:20])
    def test_that_is_none_is_refused_without_an_error(self, name: Any) -> None:
        assert {*statuses(log_in(name) for _ in range(LIMIT + 1))} <= {REFUSED, LOCKED}
        assert log_in("ida", RIGHT).status_code == LOGGED_IN

    def test_is_locked_for_every_browser_together(self) -> None:
        answers = [log_in(HTTP_USER_AGENT=agent) for agent in islice(cycle(AGENTS), LIMIT)]
        assert statuses(answers)[-1] == LOCKED

    def test_that_does_not_exist_gets_the_same_answers(self) -> None:
        factories.user(username="jan", is_superuser=True, is_active=False)
        answers = {
            name: [(one.status_code, error_of(one)) for one in (log_in(name) for _ in range(LIMIT + 1))]
            for name in ("ida", "jan", "niemand")
        }
        assert answers["ida"] == answers["jan"] == answers["niemand"]

    def test_is_freed_by_an_administrator(self) -> None:
        for _ in range(LIMIT):
            log_in()
        call_command("axes_reset_username", "ida", stdout=StringIO())
        assert log_in(password=RIGHT).status_code == LOGGED_IN


def error_of(response: Any) -> str:
    page = response.content.decode()
    return page.partition('<li class="error">')[2].partition("</li>")[0].strip()


@pytest.mark.usefixtures("ida")
class TestANetwork:
    @pytest.fixture(autouse=True)
    def _behind_a_proxy(self, settings: Any) -> None:
        settings.TRUSTED_PROXIES = 1
        settings.LOGIN_NETWORK_FAILURE_LIMIT = 6

    @pytest.mark.parametrize("forwarded", SAME_NETWORK, ids=lambda group: group[0])
    def test_is_one_however_its_addresses_are_written(self, forwarded: list[str]) -> None:
        for address in islice(cycle(forwarded), LIMIT):
            log_in(HTTP_X_FORWARDED_FOR=address)
        for address in forwarded:
            assert log_in("ida", RIGHT, HTTP_X_FORWARDED_FOR=address).status_code == LOCKED
        for address in OTHER_NETWORKS:
            assert log_in("ida", RIGHT, HTTP_X_FORWARDED_FOR=address).status_code == LOGGED_IN

    def test_that_tries_many_names_is_locked_for_all_of_them_until_the_cool_off(self) -> None:
        tried = statuses(log_in(f"name-{number}", REMOTE_ADDR="203.0.113.9") for number in range(8))
        assert tried == [REFUSED] * 5 + [LOCKED] * 3
        assert log_in("ida", RIGHT, REMOTE_ADDR="203.0.113.9").status_code == LOCKED
        assert log_in("ida", RIGHT, REMOTE_ADDR="203.0.113.10").status_code == LOGGED_IN
        pass_time(COOL_OFF)
        assert log_in("ida", RIGHT, REMOTE_ADDR="203.0.113.9").status_code == LOGGED_IN

    def test_may_ask_for_some_new_passwords(self, settings: Any) -> None:
        settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
        factories.user(username="ada", email="ada@example.org")
        asked = [
            Client().post("/admin/password_reset/", {"email": email})
            for email in islice(cycle(["ada@example.org", "niemand@example.org"]), PASSWORD_RESETS.quota + 1)
        ]
        assert statuses(asked) == [302] * PASSWORD_RESETS.quota + [LOCKED]
        assert int(asked[-1]["Retry-After"]) <= 3600
        assert len(mail.outbox) == PASSWORD_RESETS.quota / 2


@pytest.mark.usefixtures("ida")
class TestWhatIsStored:
    def test_is_no_password_and_nothing_about_successes(self) -> None:
        log_in()
        log_in("niemand", "noch-ein-geheimnis")
        log_in("ben", RIGHT)
        stored = repr([*AccessAttempt.objects.values()])
        assert not [secret for secret in (RIGHT, WRONG, "noch-ein-geheimnis") if secret in stored]
        log_in("ida", RIGHT)
        assert not AccessLog.objects.exists()

    def test_is_not_in_the_log(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO):
            for _ in range(LIMIT + 1):
                log_in("ida-und-ihr-passwort", REMOTE_ADDR="203.0.113.9")
        assert "ida-und" not in caplog.text
        assert "203.0.113.9" not in caplog.text

    def test_is_deleted_when_it_no_longer_counts(self) -> None:
        now = timezone.now()
        ages = {timedelta(0): True, COOL_OFF * 0.9: True, COOL_OFF * 1.1: False, timedelta(days=-9): False}
        for (age, _kept), name in zip(ages.items(), "abcd", strict=True):
            log_in(name)
            AccessAttempt.objects.filter(username=name).update(attempt_time=now - age)
        delete_failed_logins(now)
        assert AccessAttempt.objects.count() == sum(ages.values())


def test_attempts_at_the_same_time_are_all_counted(committed_site: None) -> None:
    def attempt(number: int) -> int:
        try:
            return int(log_in("ida", HTTP_USER_AGENT=AGENTS[number % 2]).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(attempt, range(16))]
    counted = sum(AccessAttempt.objects.values_list("failures_since_start", flat=True))
    # Those that were checked before the last failure was stored are counted as well.
    assert LIMIT <= counted <= LIMIT + 8
    assert {LOCKED} <= {*answers} <= {REFUSED, LOCKED}
    assert log_in("ida").status_code == LOCKED
