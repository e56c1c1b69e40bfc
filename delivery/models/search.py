"""The index of the search, and the words that it suggests."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from delivery.search.entries import GAP, Analysed

# A tsvector keeps no more positions of one word.
_POSITIONS = 255


class TokensField(models.Field[Analysed, str]):
    """The tokens of an article, as the index of the database takes them.

    On PostgreSQL a tsvector, in which a word and its stem have one position. On SQLite a text for FTS5, in which the
    stems follow the words.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(
        self, value: Analysed, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        return _tsvector(value) if connection.vendor == "postgresql" else _text(value)


def _text(tokens: Analysed) -> str:
    return " ".join([*tokens.words, GAP, *tokens.stems, GAP, *tokens.filters])


def _tsvector(tokens: Analysed) -> str:
    places: dict[str, list[int]] = {token: [] for token in tokens.filters}
    for found in (tokens.words, tokens.stems):
        for place, token in enumerate(found, start=1):
            places.setdefault(token, []).append(place)
    # Tokens have no quotes and no backslashes. A gap is a place without a token.
    return " ".join(
        f"'{token}':{','.join(map(str, at[:_POSITIONS]))}" if at else f"'{token}'"
        for token, at in places.items()
        if not token.endswith(GAP)
    )


class SearchEntry(models.Model):
    """What the search knows of one listed article: see `delivery.search.entries`.

    Rows are inserted and deleted, never updated: on SQLite two triggers keep the FTS5 table of the tokens.
    """

    edition = models.OneToOneField(
        "delivery.Edition", on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    # Orders the articles by publication; the row id of the FTS5 table.
    position = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=32)
    # Title and lead as hits are ranked by them.
    head = models.TextField()
    # The filters of the article, for facets, separated by spaces.
    filters = models.TextField()
    # The plain texts, from which snippets are cut.
    title = models.TextField()
    lead = models.TextField()
    # Keep these columns last, as in `Edition`.
    body = models.TextField()
    tokens = TokensField()


class SearchWord(models.Model):
    """A word in titles and leads, under one key: itself folded, or that without one of its letters.

    Two words that differ by one letter, or in the order of two, have a key in common.
    """

    word = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    # The number of articles with it.
    documents = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key"], name="search_word_key")]
        constraints = [models.UniqueConstraint(fields=["word", "key"], name="search_word_once")]
