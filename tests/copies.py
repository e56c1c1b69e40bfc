"""Many rows from one, in bulk: seconds instead of the hours that publishing them would take.

The pages are complete for Wagtail and the compiler. The editions of `number_editions` have no pages.
"""

import hashlib
import itertools
import uuid
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from django.db import connection, models
from django.db.models import F
from wagtail.models import Page

from cms.models import ArticleAuthor, ArticlePage, ArticleRelation, ArticleTag
from comments.identifiers import avatar_seed, uuid7
from comments.models import Comment, Thread
from comments.moderation import Status
from comments.text import fingerprint
from delivery import counts
from delivery.models import Change, Edition, EditionTag, SearchEntry, SitemapEntry
from delivery.search.entries import ERA, ERA_SECONDS, FIRST_SECOND, ID_BITS

# Far above the ids of pages.
_FIRST_NUMBER = 10_000_000
_FIRST_COMMENT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
# Never decrypted; encrypting 20,000 e-mail addresses would take seconds.
_ADDRESS = "address"
_comment_numbers = itertools.count(1)
_NUMBERS = (
    "WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
)


def copy_article(page: ArticlePage, count: int) -> list[int]:
    """Add copies of an article beside it, published and not compiled, and return their ids."""
    parent = Page.objects.get(pk=page.get_parent().pk)
    source = Page.objects.get(pk=page.pk)
    first = int(parent.get_last_child().path[-Page.steplen :], 36) + 1
    copies = [_copied(source, parent, first + number) for number in range(count)]
    made = Page.objects.bulk_create(copies, batch_size=1000)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + count)
    _copy_rows(ArticlePage, "page_ptr_id", page.pk, made)
    for child, field in (
        (ArticleAuthor, "page_id"),
        (ArticleRelation, "page_id"),
        (ArticleTag, "content_object_id"),
    ):
        _copy_rows(child, field, page.pk, made)
    analyze()
    return [copy.pk for copy in made]


def copy_edition(page: ArticlePage, ids: Collection[int]) -> None:
    """Give copies of an article the editions that the compiler would make: that of the article, with their slugs."""
    edition = Edition.objects.get(pk=page.pk)
    tags = list(EditionTag.objects.filter(edition_id=page.pk).values_list("tag", "published_at"))
    copies = Page.objects.filter(pk__in=ids).order_by("pk")
    Edition.objects.bulk_create((_renamed(edition, page, copy) for copy in copies), batch_size=500)
    EditionTag.objects.bulk_create(
        [
            EditionTag(edition_id=copy.pk, tag=_renamed_tag(tag, page, copy), published_at=published_at)
            for copy in copies
            for tag, published_at in tags
        ],
        batch_size=5000,
    )
    entry = SitemapEntry.objects.get(pk=page.pk)
    SitemapEntry.objects.bulk_create(
        (
            SitemapEntry(
                edition_id=copy.pk,
                part=copy.pk // SitemapEntry.PART_SIZE,
                updated_at=entry.updated_at,
                xml=entry.xml.replace(page.slug, copy.slug),
            )
            for copy in copies
        ),
        batch_size=500,
    )
    _copy_entry(page.pk, ids)
    counts.recount_lists()
    analyze()


def write_comments(article_ids: Sequence[int], count: int, *, replies_to_each: int = 0) -> None:
    """Add `count` published comments to each of the articles, and so many replies to each of the comments."""
    roots = [
        _comment(article_id, public_replies=replies_to_each)
        for article_id in article_ids
        for _root in range(count)
    ]
    replies = [_comment(root.article_id, root) for root in roots for _reply in range(replies_to_each)]
    Comment.objects.bulk_create([*roots, *replies], batch_size=500)
    Thread.objects.bulk_create((Thread(article_id=one) for one in article_ids), ignore_conflicts=True)
    Thread.objects.filter(pk__in=article_ids).update(
        count=F("count") + count * (1 + replies_to_each), version=F("version") + 1
    )


def _comment(article_id: int, parent: Comment | None = None, *, public_replies: int = 0) -> Comment:
    number = next(_comment_numbers)
    at = _FIRST_COMMENT + timedelta(seconds=number)
    text = f"Ein Gedanke zu den Plänen der Stadt, es ist der {number}."
    return Comment(
        id=uuid7(at),
        article_id=article_id,
        parent=parent,
        depth=1 if parent else 0,
        status=Status.PUBLISHED,
        author_name=f"Leserin {number}",
        encrypted_email=_ADDRESS,
        email_lookup="bulk",
        avatar_seed=avatar_seed(),
        text=text,
        html=f"<p>{text}</p>",
        fingerprint=fingerprint(text),
        locale="de",
        consent_version="1",
        consent_at=at,
        created_at=at,
        published_at=at,
        public_replies=public_replies,
    )


def number_editions(page_id: int, count: int, *, after: int = 0) -> None:
    """Add editions with the bytes and the tags of one: every fifth English, a minute between two.

    `after` is how many there are already.
    """
    numbers = (after + 1, after + count)
    other = {
        "id": f"{_FIRST_NUMBER} + n",
        "locale": "CASE WHEN n % 5 = 0 THEN 'en' ELSE 'de' END",
        "path": "path || n",
        "slug": "slug || '-' || n",
        "url_path": "url_path || n",
        # In another order than the dates: 7919 is a prime.
        "sort_title": "'artikel ' || ((n * 7919) % 1000003)",
        "published_at": _later("published_at", "n * 60"),
    }
    _insert(Edition, other, f"id = {page_id}", numbers)
    tag = {"edition_id": f"{_FIRST_NUMBER} + n", "published_at": _later("published_at", "n * 60")}
    _insert(EditionTag, tag, f"edition_id = {page_id}", numbers)
    counts.recount_lists()
    analyze()


def number_entries(page_id: int, count: int, *, after: int = 0) -> None:
    """Add entries of the search for editions of `number_editions`, like that of one, with further words.

    `drittel` is in every third, `selten` in every thousandth, and one of 11,000 words that begin with `wort` in each.
    """
    further = (
        " || ' wort' || (n % 11000) || CASE WHEN n % 3 = 0 THEN ' drittel' ELSE '' END"
        " || CASE WHEN n % 1000 = 0 THEN ' selten' ELSE '' END"
    )
    # An hour lies between two.
    position = f"position + CAST(n AS bigint) * {(3600 << ID_BITS) + 1}"
    # In parentheses: `||` binds more tightly than `/` on SQLite.
    further += f" || ' {ERA}' || (((({position}) >> {ID_BITS}) - ({FIRST_SECOND})) / {ERA_SECONDS})"
    tokens = f"(tokens::text{further})::tsvector" if connection.vendor == "postgresql" else f"tokens{further}"
    other = {
        "edition_id": f"{_FIRST_NUMBER} + n",
        "position": position,
        "tokens": tokens,
    }
    _insert(SearchEntry, other, f"edition_id = {page_id}", (after + 1, after + count))
    analyze()


def number_changes(count: int) -> None:
    """Append copies of the first change to the log."""
    first = Change.objects.order_by("pk").values_list("pk", flat=True)[0]
    other = {"object_id": f"{_FIRST_NUMBER} + n", "path": "path || n"}
    _insert(Change, other, f"id = {first}", (1, count))
    analyze()


def analyze() -> None:
    """Update the statistics of PostgreSQL's planner. SQLite keeps none by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _copied(source: Page, parent: Page, number: int) -> Page:
    values = {field.attname: getattr(source, field.attname) for field in Page._meta.concrete_fields}
    slug = f"{source.slug}-{number}"
    values |= {
        "id": None,
        "path": Page._get_path(parent.path, parent.depth + 1, number),
        "slug": slug,
        "url_path": f"{parent.url_path}{slug}/",
        "translation_key": uuid.uuid4(),
        "latest_revision_id": None,
        "live_revision_id": None,
    }
    return Page(**values)


def _renamed(edition: Edition, page: ArticlePage, copy: Page) -> Edition:
    values = {field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields}
    card, full = (_renamed_bytes(bytes(values[name]), page, copy) for name in ("card", "full"))
    values |= {
        "id": copy.pk,
        "slug": copy.slug,
        "path": edition.path.replace(page.slug, copy.slug),
        "url_path": copy.url_path,
        "revision_id": None,
        "card": card,
        "full": full,
        "etag": hashlib.sha256(card + b"\n" + full).hexdigest()[:32],
        "cache_tags": edition.cache_tags.replace(f"page:{page.pk}", f"page:{copy.pk}"),
        "guid": str(uuid.uuid5(copy.translation_key, edition.locale)),
    }
    return Edition(**values)


def _renamed_bytes(body: bytes, page: ArticlePage, copy: Page) -> bytes:
    named = body.replace(page.slug.encode(), copy.slug.encode())
    named = named.replace(b'"id":%d,"type":"article"' % page.pk, b'"id":%d,"type":"article"' % copy.pk)
    return named.replace(b"/articles/%d/" % page.pk, b"/articles/%d/" % copy.pk)


def _renamed_tag(tag: str, page: ArticlePage, copy: Page) -> str:
    own = {
        f"page:{page.pk}": f"page:{copy.pk}",
        f"translation:{page.translation_key}": f"translation:{copy.translation_key}",
    }
    return own.get(tag, tag)


def _copy_rows(model: type[models.Model], link: str, page_id: int, made: list[Page]) -> None:
    columns = _columns(model, without={link})
    chosen = ", ".join(f"source.{column}" for column in columns)
    statement = f"""
        INSERT INTO {model._meta.db_table} ({", ".join([link, *columns])})
        SELECT page.id, {chosen} FROM wagtailcore_page AS page, {model._meta.db_table} AS source
        WHERE source.{link} = %s AND page.id BETWEEN %s AND %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [page_id, made[0].pk, made[-1].pk])


def _insert(model: type[models.Model], other: dict[str, str], where: str, numbers: tuple[int, int]) -> None:
    table, columns = model._meta.db_table, [*other, *_columns(model, without=other)]
    chosen = ", ".join(other.get(column, column) for column in columns)
    series = _NUMBERS.format(first=numbers[0], last=numbers[1])
    statement = f"{series} SELECT {chosen} FROM {table}, numbers WHERE {where}"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) {statement}")


def _copy_entry(page_id: int, ids: Collection[int]) -> None:
    columns = _columns(SearchEntry, without={"edition_id", "position"})
    statement = f"""
        INSERT INTO delivery_searchentry (edition_id, position, {", ".join(columns)})
        SELECT edition.id, entry.position + edition.id - %s, {", ".join(f"entry.{name}" for name in columns)}
        FROM delivery_edition AS edition, delivery_searchentry AS entry
        WHERE entry.edition_id = %s AND edition.id BETWEEN %s AND %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [page_id, page_id, min(ids), max(ids)])


def _columns(model: type[models.Model], *, without: Collection[str]) -> list[str]:
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    # Quoted: `full` is a keyword of SQL.
    return [f'"{field.column}"' for field in fields if field.column not in without]


def _later(column: str, seconds: str) -> str:
    if connection.vendor == "postgresql":
        return f"{column} + ({seconds}) * interval '1 second'"
    return f"datetime({column}, '+' || ({seconds}) || ' seconds')"
