"""What a reader may have meant who has found nothing."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from delivery.read.search import Search, has_hits
from delivery.read.statements import any_of, fetch
from delivery.search.query import SearchQuery, Term, parse
from delivery.search.spelling import Known, is_correctable, keys_of, nearest

# A query has words enough if so many of them may be wrong.
_CORRECTED = 6


def suggestion(search: Search, *, now: datetime) -> str | None:
    """Return the query with known words in place of unknown ones, if it has hits now; otherwise None.

    The table of words is made once an hour, so a word in it may be that of an article that is not public any more.
    """
    meant = _corrected(search.query, now=now)
    if meant is None:
        return None
    languages = [search.locale] if search.locale else list(dict(settings.LANGUAGES))
    other = replace(search, query=parse(meant, languages), after=None)
    return meant if has_hits(other, now=now) else None


def _corrected(query: SearchQuery, *, now: datetime) -> str | None:
    terms = [term for term in query.terms if len(term.folded) == 1 and is_correctable(term.folded[0])]
    known = _known(terms[:_CORRECTED], now=now)
    text = query.text
    # From the end, so that the places of the others stay.
    for term in reversed(terms):
        if word := nearest(term.folded[0], known[term.folded[0]]):
            text = f"{text[: term.start]}{word}{text[term.end :]}"
    return text if text != query.text else None


def _known(terms: list[Term], *, now: datetime) -> dict[str, list[Known]]:
    """Return the words that differ from each of these by a letter; the same word if it is known."""
    found: dict[str, list[Known]] = defaultdict(list)
    words_by_key = defaultdict(set)
    for term in terms:
        for key in keys_of(term.folded[0]):
            words_by_key[key].add(term.folded[0])
    if not words_by_key:
        return found
    keys = any_of("w.key", "key", list(words_by_key))
    statement = (
        f"SELECT w.id, w.word, w.key, w.documents FROM delivery_searchword AS w WHERE {keys.condition}"
    )
    for record in fetch(statement, keys.values, now=now):
        for word in words_by_key[record["key"]]:
            found[word].append(Known(record["word"], record["documents"]))
    return found
