"""Production refuses to start with a default that would be dangerous."""

import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings import base

_KEY = "k" * 40
COMPLETE = {
    "SECRET_KEY": _KEY,
    "ADDRESS_KEYS": "dGVzdC1hZGRyZXNzLWtleS10aGlydHktdHdvLWJ5dGU=",
    "ADDRESS_LOOKUP_KEY": _KEY,
    "RECEIPT_KEY": _KEY,
    "NETWORK_KEY": _KEY,
    "PUBLIC_URL": "https://zeitung.example",
    "TRUSTED_PROXIES": "1",
}


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that reads the production settings with a complete environment and `changes`."""

    def read(**changes: str) -> dict[str, object]:
        values = {**dict.fromkeys((v.name for v in env.VARIABLES), ""), **COMPLETE, **changes}
        monkeypatch.setattr(env, "_VALUES", values)
        monkeypatch.setattr(env, "_GIVEN", {name: value for name, value in values.items() if value})
        return runpy.run_module("config.settings.production")

    return read


def test_it_starts_without_debug_and_demo_when_everything_is_set(start: Any) -> None:
    settings = start()
    assert (settings["DEBUG"], settings["DEMO"]) == (False, False)


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_it_refuses_a_missing_variable(start: Any, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name} must be set in production"):
        start(**{name: ""})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SECRET_KEY", "short", "at least 32 characters"),
        ("PUBLIC_URL", "http://zeitung.example", "must start with https://"),
        ("EMAIL_URL", "console://", "must not be console://"),
        ("EMAIL_URL", "smtp://mail.example.org", "MAIL_FROM must be set"),
        ("S3_ACCESS_KEY", "key", "belong together"),
        ("S3_SECRET_KEY", "secret", "belong together"),
    ],
)
def test_it_refuses_a_weak_value(start: Any, name: str, value: str, message: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=message):
        start(**{name: value})


def test_the_error_of_a_wrong_number_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(env._VALUES, "PORT", "many")
    with pytest.raises(ValueError, match="PORT must be a whole number"):
        env.number("PORT", 1)


@pytest.mark.parametrize(
    ("given", "crops"), [(None, ["16:9", "1:1"]), ("", []), ("4:3, 1:1", ["4:3", "1:1"])]
)
def test_an_empty_variable_switches_crops_off(
    given: str | None, crops: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMAGE_CROPS", raising=False)
    if given is not None:
        monkeypatch.setenv("IMAGE_CROPS", given)
    monkeypatch.setitem(env._VALUES, "IMAGE_CROPS", given or "")
    assert env.words_or_default("IMAGE_CROPS") == crops


def test_a_connection_is_kept_without_a_check(start: Any) -> None:
    database = start()["DATABASES"]["default"]
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, False)


def test_a_pool_keeps_the_options_of_the_database_url(start: Any) -> None:
    start(DATABASE_URL="postgresql://db.example/news?sslmode=require", DATABASE_CONNECTIONS="3")
    database = runpy.run_path(base.__file__)["DATABASES"]["default"]
    assert database["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 3


@pytest.mark.parametrize("keys", [{}, {"S3_ACCESS_KEY": "key", "S3_SECRET_KEY": "secret"}])
def test_a_bucket_takes_the_files_with_keys_or_with_the_role_of_the_machine(
    start: Any, keys: dict[str, str]
) -> None:
    start(S3_BUCKET="zeitung", **keys)
    settings = runpy.run_path(base.__file__)
    assert settings["STORAGES"]["default"] == {"BACKEND": "cms.storage.ClosedBucket"}
    assert (settings["S3_BUCKET"], settings["S3_ACCESS_KEY"]) == ("zeitung", keys.get("S3_ACCESS_KEY", ""))


def test_without_a_bucket_files_lie_on_the_disk(start: Any) -> None:
    start()
    settings = runpy.run_path(base.__file__)
    assert "FileSystem" in settings["STORAGES"]["default"]["BACKEND"]


@pytest.mark.parametrize(
    ("variable", "value"),
    [*(("THREADS", n) for n in ("0", "1", "4", "7")), ("WORKERS", "0"), ("PORT", "-1"), ("THREADS", "many")],
)
def test_it_refuses_a_number_that_cannot_serve(start: Any, variable: str, value: str) -> None:
    start(**{variable: value})
    with pytest.raises(ValueError, match=f"{variable} must be"):
        runpy.run_path(base.__file__)


@pytest.mark.parametrize(
    "variables",
    [
        {"ACCEL_PREFIX": "_media/"},
        {"ACCEL_PREFIX": "/_media"},
        {"ACCEL_PREFIX": "/"},
        {"ACCEL_PREFIX": "/_media/", "S3_BUCKET": "zeitung"},
    ],
)
def test_it_refuses_to_let_nginx_send_what_it_cannot(start: Any, variables: dict[str, str]) -> None:
    start(**variables)
    with pytest.raises(ImproperlyConfigured, match="ACCEL_PREFIX"):
        runpy.run_path(base.__file__)


@pytest.mark.parametrize(
    ("prefix", "mask", "mode"), [("", 0o077, 0o600), ("/_media/", 0o027, 0o640)], ids=["alone", "nginx"]
)
def test_only_the_owner_reads_new_files_or_the_group_of_nginx(
    start: Any, prefix: str, mask: int, mode: int
) -> None:
    start(ACCEL_PREFIX=prefix)
    settings = runpy.run_path(base.__file__)
    assert settings["FILE_UPLOAD_PERMISSIONS"] == mode
    assert settings["UMASK"] == mask


def test_an_email_url_is_the_mail_server(start: Any) -> None:
    start(EMAIL_URL="smtp+tls://zeitung:geheim@mail.example.org", MAIL_FROM="Zeitung <post@example.org>")
    settings = runpy.run_path(base.__file__)
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert settings["DEFAULT_FROM_EMAIL"] == "Zeitung <post@example.org>"
    assert settings["WAGTAIL_PASSWORD_RESET_ENABLED"]


def test_without_one_no_mail_is_sent(start: Any) -> None:
    assert start()["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AI_CRAWLERS", "no"),
        ("AI_CRAWLERS", "Refuse"),
        ("RSL_LICENSE_URL", "license.xml"),
        ("RSL_LICENSE_URL", "mailto:a@example.org"),
    ],
)
def test_it_refuses_what_robots_txt_cannot_say(start: Any, name: str, value: str) -> None:
    start(**{name: value})
    with pytest.raises(ImproperlyConfigured, match=name):
        runpy.run_path(base.__file__)
