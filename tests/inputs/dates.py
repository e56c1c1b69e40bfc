"""Times as editors type them, and what zones make of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

# What is typed in a newsroom in Berlin, and what front ends get.
TYPED = {
    "0001-01-03 00:00": "0001-01-02T23:06:32+00:00",
    "0099-12-31 23:59": "0099-12-31T23:05:32+00:00",
    "0999-06-15 12:00": "0999-06-15T11:06:32+00:00",
    "1582-10-10 12:00": "1582-10-10T11:06:32+00:00",
    "1893-03-31 12:00": "1893-03-31T11:06:32+00:00",
    "1893-04-02 12:00": "1893-04-02T12:00:00+01:00",
    "1945-06-01 12:00": "1945-06-01T12:00:00+03:00",
    "1969-12-31 23:59": "1969-12-31T23:59:00+01:00",
    "2024-02-29 12:00": "2024-02-29T12:00:00+01:00",
    "2026-03-29 01:59": "2026-03-29T01:59:00+01:00",
    "2026-03-29 03:00": "2026-03-29T03:00:00+02:00",
    "2026-10-25 01:59": "2026-10-25T01:59:00+02:00",
    # The clocks show it twice: the first one.
    "2026-10-25 02:30": "2026-10-25T02:30:00+02:00",
    "2026-10-25 03:00": "2026-10-25T03:00:00+01:00",
}
# The same in the future, for fields that take no time in the past.
AHEAD = {
    "2096-02-29 12:00": "2096-02-29T12:00:00+01:00",
    "9999-12-30 23:59": "9999-12-30T23:59:00+01:00",
}
REFUSED = (
    "0001-01-01 00:00",
    "0001-01-02 00:00",
    "9999-12-31 12:00",
    "9999-12-31 23:59",
    "10000-01-01 00:00",
    "0000-01-01 00:00",
    "-044-03-15 00:00",
    "2023-02-29 12:00",
    "2026-03-29 02:30",
    "2026-13-01 00:00",
    "2026-01-01 24:00",
    "morgen",
    "٢٠٢٦-٠١-٠١",
)
# What scripts store in fields of the form. Saving the form unchanged keeps it, but for the ends of the calendar.
STORED = (
    {
        "published_at": "2025-10-26T01:30:00Z",
        "comments_close_at": "2027-10-31T01:30:00Z",
        "expire_at": "2027-10-31T00:30:00Z",
    },
    {
        "published_at": "1880-01-01T00:00:00Z",
        "comments_close_at": "2025-01-01T08:00:45.5Z",
        "expire_at": "9999-12-30T23:59:59.999999Z",
    },
    {
        "published_at": "0001-01-01T00:00:00Z",
        "comments_close_at": "9999-12-31T23:59:59.999999Z",
        "expire_at": "9999-12-31T23:59:59.999999Z",
        "first_published_at": "0001-01-01T00:00:00Z",
        "last_published_at": "9999-12-31T23:59:59.999999Z",
    },
)
# What scripts give, and the moment that it is. What has no zone is in the newsroom's.
GIVEN = (
    (datetime.fromisoformat("2026-03-01 09:00"), "2026-03-01T09:00:00+01:00"),
    ("2026-03-01 09:00", "2026-03-01T09:00:00+01:00"),
    ("2026-03-01T09:00:00Z", "2026-03-01T10:00:00+01:00"),
    (datetime.fromisoformat("0001-01-01"), "0001-01-02T00:00:00+00:00"),
    (datetime.min.replace(tzinfo=UTC), "0001-01-02T00:00:00+00:00"),
)
# A moment in UTC and how a newsroom in this zone writes it.
ZONES = (
    ("America/New_York", "1883-11-01T12:00:00", "1883-11-01T12:00:00+00:00"),
    ("America/New_York", "2026-07-01T12:00:00", "2026-07-01T08:00:00-04:00"),
    ("America/New_York", "0001-01-01T00:00:00", "0001-01-01T00:00:00+00:00"),
    ("Asia/Kolkata", "2026-07-01T12:00:00", "2026-07-01T17:30:00+05:30"),
    ("Asia/Kolkata", "9999-12-31T23:30:00", "9999-12-31T23:30:00+00:00"),
    ("Asia/Kathmandu", "1980-01-01T00:00:00", "1980-01-01T05:30:00+05:30"),
    ("Africa/Monrovia", "1971-12-31T12:00:00", "1971-12-31T12:00:00+00:00"),
    ("Africa/Monrovia", "1973-01-01T12:00:00", "1973-01-01T12:00:00+00:00"),
    ("Pacific/Apia", "2011-12-30T09:59:59", "2011-12-29T23:59:59-10:00"),
    ("Pacific/Apia", "2011-12-30T10:00:00", "2011-12-31T00:00:00+14:00"),
    ("Australia/Lord_Howe", "2026-01-01T00:00:00", "2026-01-01T11:00:00+11:00"),
    ("Europe/Dublin", "2026-07-01T00:00:00", "2026-07-01T01:00:00+01:00"),
    ("Europe/Berlin", "9999-12-31T23:30:00", "9999-12-31T23:30:00+00:00"),
    ("UTC", "9999-12-31T23:59:59", "9999-12-31T23:59:59+00:00"),
)
# A filter, and the moment that it means in a newsroom of this zone.
FILTERS = (
    ("Europe/Berlin", "2026-03-01", "2026-02-28T23:00:00+00:00"),
    ("Europe/Berlin", "0001-01-01", "0001-01-01T00:00:00+00:00"),
    ("Europe/Berlin", "9999-12-31", "9999-12-30T23:00:00+00:00"),
    ("America/New_York", "9999-12-31", "9999-12-31T05:00:00+00:00"),
    ("America/New_York", "9999-12-31T23:30:00-05:00", "9999-12-31T23:59:59.999999+00:00"),
    ("Asia/Kolkata", "0001-01-01T00:00:00+05:30", "0001-01-01T00:00:00+00:00"),
    # Midnight does not exist on these days, or exists twice: the day begins with its first moment.
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00+00:00"),
    ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00+00:00"),
    ("America/Havana", "2026-11-01", "2026-11-01T04:00:00+00:00"),
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00+00:00"),
    ("Europe/Berlin", "2026-03-29T02:30:00+01:00", "2026-03-29T01:30:00+00:00"),
    ("Europe/Berlin", "2026-03-29t02:30:00.5z", "2026-03-29T02:30:00.500000+00:00"),
    ("Europe/Berlin", "2026-03-29T02:30:00 01:00", "2026-03-29T01:30:00+00:00"),
    ("Europe/Berlin", "2024-02-29", "2024-02-28T23:00:00+00:00"),
)
# Lists in the admin with a filter by days, and its field.
FILTERED = (
    ("/admin/articles/", "published_at"),
    ("/admin/pages/{home}/", "latest_revision_created_at"),
    ("/admin/reports/site-history/", "timestamp"),
)
NO_FILTERS = (
    "2023-02-29",
    "0000-01-01",
    "10000-01-01",
    "2026-03-01T09:00:00",
    "2026-03-01T25:00:00Z",
    "gestern",
    "",
    "2026-W10-1",
    "2026-060",
    "20260301",
    "2026-03-01\n",
    "２０２６-03-01",
    "٢٠٢٦-٠٣-٠١",
    "2026-03-01T09:00:00+23:59:59",
    "2026-03-01T09:00:00+0100",
    "2026-03-01T09:00:00+24:00",
    "2026-03-01T090000Z",
    "2026-03-01T09Z",
    "2026-03-01T09:00:00,5Z",
    "2026-03-01X09:00:00Z",
    "2026-03-01Z",
)

# Every moment that a row can hold.
moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))
zones = st.timezone_keys(allow_prefix=False)
EVER = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC) + timedelta(seconds=59))
