"""Millions of comments, written by PostgreSQL itself: statuses, levels, dates, languages and reports as after years.

One article has a tenth of all comments, and a tenth of these answer one; hundreds have thousands, most have ten, and one
has pages as large as they get: eleven replies to each comment and to each reply.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User

from bench.bulk import drop_indexes, each_at_once, execute
from comments import services
from comments.models import ERASED_VALUES, Comment
from comments.privacy import encrypt_email
from comments.selectors.verification import listed_replies

# Of an article with many comments and six with ten.
_GROUPS = 286
ARTICLES = 2 + 7 * _GROUPS
_SPAN = timedelta(days=3650)
_TEXTS = [
    "Das sehe ich anders: Der Platz braucht mehr Bäume und weniger Beton.",
    "Endlich ein Artikel, der auch die Gegenseite zu Wort kommen lässt!",
    "المدينة تحتاج إلى حدائق أكثر، وإلى طرق أقصر بين البيت والعمل.",
    "👍🏽 Genau so, und bitte bald 🚲🌳",
    "I moved here last year, and the plans look better than those of my old town.",
    "Wer soll das bezahlen? Im Haushalt der Stadt steht davon nichts.",
    "Die Straßenbahn fährt seit Jahren über die Brücke, so schlimm kann es nicht sein.",
]


class Crowd(NamedTuple):
    """The articles by what they have, and the comment with most replies."""

    huge: int
    wide: int
    large: int
    small: int
    root: UUID


def size_of(scale: int) -> int:
    """Return how many comments there are at a scale, without those of the article with the largest pages."""
    return 100 * _GROUPS * scale


def write_crowd(article_ids: list[int], scale: int, *, now: datetime) -> Crowd:
    """Replace all comments by those of a scale; `article_ids` are `ARTICLES` ids in a row."""
    size = size_of(scale)
    values = {
        "first_article": article_ids[0],
        # In blocks of ten comments. A tenth of all blocks is in no group.
        "of_group": 9 * scale,
        "of_large": 9 * scale - 6,
        # In microseconds.
        "start": round((now - _SPAN).timestamp()) * 1_000_000,
        "step": _SPAN // timedelta(microseconds=1) // size,
        "texts": _TEXTS,
        "email": encrypt_email("ida@example.org"),
        "readers": size // 20,
        "moderator": User.objects.get(is_superuser=True).pk,
    }
    indexes = drop_indexes()
    each_at_once(
        (_comments(_CROWD, "a"), {**values, "from": 0, "to": size // 2}),
        (_comments(_CROWD, "a"), {**values, "from": size // 2, "to": size}),
    )
    execute(_comments(_WIDE, "b"), values)
    of_comments = [create for table, create in indexes if table == "comments_comment"]
    each_at_once(
        *((statement, values) for statement in (_DECISIONS, _HOLD_REASONS, _THREADS)),
        *((one, None) for one in of_comments),
    )
    each_at_once(*((create, None) for table, create in indexes if table != "comments_comment"))
    execute("ANALYZE")
    huge, wide, large, small, *_others = article_ids
    root = Comment.objects.filter(article_id=huge).earliest("created_at")
    Comment.objects.filter(pk=root.pk).update(public_replies=listed_replies())
    services.recount_thread(article_id=wide)
    execute(_REPORTS)
    execute("VACUUM ANALYZE")
    return Crowd(huge, wide, large, small, root.pk)


# Blocks of ten: five comments without replies, one with two, a reply with two. Each tenth block is on the article with
# most comments, of which each tenth comment answers the first one.
_CROWD = """
    SELECT n, place, CASE
        WHEN block %% 10 = 0 THEN %(first_article)s
        ELSE %(first_article)s + 2 + 7 * (b / %(of_group)s) + greatest(0, b %% %(of_group)s - %(of_large)s + 1)
    END AS article_id, CASE
        WHEN place IN (3, 4) THEN n - place
        WHEN place IN (6, 7) THEN n - place + 3
        WHEN place = 5 AND block %% 10 = 0 THEN 0
    END AS parent, CASE
        WHEN place IN (3, 4) OR place = 5 AND block %% 10 = 0 THEN 1
        WHEN place IN (6, 7) THEN 2
        ELSE 0
    END AS depth
    FROM generate_series(%(from)s::bigint, %(to)s::bigint - 1) AS n
    CROSS JOIN LATERAL (SELECT n / 10 AS block, n %% 10 AS place) AS blocks
    CROSS JOIN LATERAL (SELECT block - block / 10 - 1 AS b) AS others
"""
# 21 comments, eleven replies to each, and eleven to each of these.
_WIDE = """
    SELECT n, -1 AS place, %(first_article)s + 1 AS article_id, CASE
        WHEN q = 0 THEN NULL WHEN q < 12 THEN n - q ELSE n - q + 1 + (q - 12) / 11
    END AS parent, CASE WHEN q = 0 THEN 0 WHEN q < 12 THEN 1 ELSE 2 END AS depth
    FROM generate_series(0::bigint, 21 * 133 - 1) AS n CROSS JOIN LATERAL (SELECT n %% 133 AS q) AS q
"""


def _comments(placed: str, series: str) -> str:
    """Return the statement that writes comments in their places, whose ids belong to a series, a digit from `8` to `b`."""
    columns = {
        "id": _id_of("n", series),
        "article_id": "article_id",
        "parent_id": _id_of("parent", series),
        "depth": "depth",
        "status": "status",
        "version": "CASE WHEN status IN ('PENDING', 'SPAM') AND NOT is_waiting THEN 1 ELSE 2 END",
        "author_name": "'Leserin ' || n %% %(readers)s",
        "encrypted_email": "%(email)s",
        "email_lookup": "encode(sha256((n %% %(readers)s)::text::bytea), 'hex')",
        "network_tag": "CASE WHEN at > now() - interval '169 hours' THEN md5(n::text) ELSE '' END",
        "avatar_seed": "lpad(to_hex(n * 2654435761), 16, '0')",
        "text": "words",
        "html": "'<p>' || words || '</p>'",
        "public_text": "CASE WHEN is_waiting THEN 'Früher: ' || words ELSE '' END",
        "fingerprint": "encode(sha256(convert_to(words, 'UTF8')), 'hex')",
        "locale": "CASE WHEN n %% 5 = 0 THEN 'en' ELSE 'de' END",
        "consent_version": "'2026-11'",
        "consent_at": "at",
        "receipt_version": "1",
        "featured": "status = 'PUBLISHED' AND n %% 10000 = 0",
        "created_at": "at",
        "edited_at": "CASE WHEN is_waiting THEN at + interval '20 seconds' END",
        "published_at": "CASE WHEN is_waiting OR status IN ('PUBLISHED', 'HIDDEN') THEN at + n %% 50 * interval '1s' END",
        "public_replies": "CASE place WHEN 0 THEN 2 WHEN 3 THEN 1 ELSE 0 END",
    }
    chosen = ", ".join(
        f"CASE WHEN status = 'ERASED' THEN '' ELSE {sql} END" if name in ERASED_VALUES else sql
        for name, sql in columns.items()
    )
    return f"INSERT INTO comments_comment ({', '.join(columns)}) SELECT {chosen} FROM ({_STATUSES.format(placed=placed)}) AS s"


# Comments with replies keep their place whatever their status; the others have every status. `luck` is the number times
# a constant of Knuth's, as a number below 100.
_STATUSES = """
    SELECT *, place IN (0, 3) AND luck >= 97 AS is_waiting, CASE
        WHEN place IN (-1, 4, 6) THEN 'PUBLISHED'
        WHEN place IN (0, 3) THEN CASE
            WHEN luck < 90 THEN 'PUBLISHED' WHEN luck < 93 THEN 'HIDDEN' WHEN luck < 95 THEN 'WITHDRAWN'
            WHEN luck < 97 THEN 'ERASED' ELSE 'PENDING' END
        WHEN place = 7 THEN CASE WHEN luck < 33 THEN 'PENDING' WHEN luck < 66 THEN 'REJECTED' ELSE 'SPAM' END
        WHEN luck < 70 THEN 'PUBLISHED' WHEN luck < 76 THEN 'PENDING' WHEN luck < 80 THEN 'REJECTED'
        WHEN luck < 86 THEN 'SPAM' WHEN luck < 91 THEN 'HIDDEN' WHEN luck < 95 THEN 'WITHDRAWN' ELSE 'ERASED'
    END AS status FROM (
        SELECT *, n * 2654435761 %% 4294967296 / 42949673 AS luck, to_timestamp((%(start)s + n * %(step)s) / 1e6) AS at,
            CASE WHEN n %% 50 = 7 THEN 'Danke für den Artikel!'
            ELSE (%(texts)s::text[])[1 + n %% array_length(%(texts)s::text[], 1)] || ' ' || n END AS words
        FROM ({placed}) AS placed OFFSET 0
    ) AS lucky OFFSET 0
"""


def _id_of(n: str, series: str) -> str:
    """Return the SQL of the id of a comment: a UUID of version 7 with its time and its number."""
    milliseconds = f"(%(start)s + {n} * %(step)s) / 1000"
    return f"(lpad(to_hex({milliseconds}), 12, '0') || '7000{series}' || lpad(to_hex({n}), 15, '0'))::uuid"


# That of the submission, and the last one.
_DECISIONS = """
    INSERT INTO comments_decision (comment_id, version, actor, moderator_id, from_status, to_status, kind, reason, at)
    SELECT id, of.version, of.actor, of.moderator, of.old, of.new, 'MOVE', '', of.at
    FROM comments_comment AS c CROSS JOIN LATERAL (
        VALUES (1, 'POLICY', NULL, '', 'PENDING', c.created_at),
        (2, CASE WHEN c.public_text <> '' OR c.status = 'WITHDRAWN' THEN 'AUTHOR' WHEN c.status = 'ERASED' THEN 'PRIVACY' ELSE 'MODERATOR' END,
            %(moderator)s, CASE WHEN c.public_text <> '' THEN 'PUBLISHED' ELSE 'PENDING' END, c.status, c.created_at + interval '1 minute')
    ) AS of (version, actor, moderator, old, new, at)
    WHERE of.version <= c.version
"""
_HOLD_REASONS = """
    INSERT INTO comments_holdreason (comment_id, code, detail)
    SELECT id, CASE status WHEN 'SPAM' THEN 'MANY_LINKS' ELSE 'DUPLICATE' END, '3'
    FROM comments_comment WHERE status IN ('PENDING', 'SPAM')
"""
_THREADS = """
    INSERT INTO comments_thread (article_id, count, version)
    SELECT article_id, count(*) FILTER (WHERE status = 'PUBLISHED'), 1 FROM comments_comment GROUP BY article_id
"""
# On one of twenty published comments; those on the newest 1,200 of them are open.
_REPORTS = """
    INSERT INTO comments_report (id, comment_id, "case", reason, explanation, network_tag, locale, at, decision_id)
    SELECT gen_random_uuid(), c.id, lpad(to_hex(row_number() OVER newest), 9, '0'),
        (ARRAY['SPAM', 'INSULT', 'PERSONAL_DATA', 'OTHER'])[1 + row_number() OVER newest %% 4], '', '', 'de',
        c.published_at, CASE WHEN row_number() OVER newest > 1200 THEN d.id END
    FROM comments_comment AS c JOIN comments_decision AS d ON d.comment_id = c.id AND d.version = 2
    WHERE c.status = 'PUBLISHED' AND ('x' || right(c.id::text, 4))::bit(16)::int %% 20 = 1
    WINDOW newest AS (ORDER BY c.published_at DESC)
""".replace("%%", "%")
