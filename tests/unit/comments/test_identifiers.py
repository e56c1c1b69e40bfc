"""Identifiers and seeds of comments."""

from datetime import UTC, datetime, timedelta

from comments.identifiers import avatar_seed, uuid7

NOW = datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC)


def test_a_uuid_says_its_version_variant_and_millisecond() -> None:
    made = uuid7(NOW)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_a_later_uuid_sorts_after_an_earlier_one() -> None:
    assert uuid7(NOW).hex < uuid7(NOW + timedelta(milliseconds=1)).hex


def test_no_two_are_the_same() -> None:
    assert len({uuid7(NOW) for _ in range(1000)}) == 1000
    assert avatar_seed() != avatar_seed()
