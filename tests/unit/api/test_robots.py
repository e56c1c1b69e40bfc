"""What robots.txt says, as Python's own parser reads it."""

from urllib.robotparser import RobotFileParser

import pytest

from api.sitemaps.robots import AI_CRAWLERS, robots

SITEMAPS = ["https://example.org/sitemap.xml"]


def read(*, refused: tuple[str, ...] = (), license_url: str = "") -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(robots(SITEMAPS, refused=refused, license_url=license_url).splitlines())
    return parser


def test_everybody_is_kept_out_of_the_admin_only() -> None:
    rules = read()
    assert not rules.can_fetch("Googlebot", "/admin/login/")
    assert rules.can_fetch("Googlebot", "/de/")
    assert rules.can_fetch("GPTBot", "/de/")
    assert rules.site_maps() == SITEMAPS


@pytest.mark.parametrize("name", AI_CRAWLERS)
def test_ai_crawlers_can_be_refused(name: str) -> None:
    rules = read(refused=AI_CRAWLERS)
    assert not rules.can_fetch(name, "/de/")
    assert rules.can_fetch("Googlebot", "/de/")
    assert rules.site_maps() == SITEMAPS


def test_a_licence_is_named_for_all() -> None:
    text = robots(SITEMAPS, refused=(), license_url="https://example.org/license.xml")
    assert text.startswith("License: https://example.org/license.xml\n\nUser-agent: *\n")
    assert "License" not in robots(SITEMAPS, refused=(), license_url="")
