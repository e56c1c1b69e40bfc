"""The words of the newsroom, from which the search suggests others: those in titles and leads."""

from collections.abc import Iterable

from django.db import transaction

from delivery.models import SearchEntry, SearchWord
from delivery.search.analyser import folded, found_words
from delivery.search.spelling import Known, is_correctable, keys_of

# So many words stay in memory. Of more the rare ones are left out.
_MOST = 100_000
# So many are written in one transaction.
_CHUNK = 500


def rebuild_words() -> int:
    """Write what has changed since the last time, and return how many words that are."""
    known = {word.word: word for word in _known_words()}
    stored = dict(SearchWord.objects.order_by().values_list("word", "documents").distinct())
    changed = [
        word for word in known.keys() | stored.keys() if _documents(known, word) != stored.get(word, 0)
    ]
    for start in range(0, len(changed), _CHUNK):
        chunk = changed[start : start + _CHUNK]
        _write(chunk, [known[word] for word in chunk if word in known])
    return len(changed)


def _documents(known: dict[str, Known], word: str) -> int:
    return known[word].documents if word in known else 0


@transaction.atomic
def _write(words: list[str], known: Iterable[Known]) -> None:
    SearchWord.objects.filter(word__in=words).delete()
    SearchWord.objects.bulk_create(
        SearchWord(word=one.word, key=key, documents=one.documents)
        for one in known
        for key in keys_of(folded(one.word))
    )


def _known_words() -> Iterable[Known]:
    counted: dict[str, Known] = {}
    entries = SearchEntry.objects.filter(edition__hidden=False).order_by("-position")
    for title, lead in entries.values_list("title", "lead").iterator():
        spellings = {folded(word): word for word in (found[0] for found in found_words(f"{lead} {title}"))}
        for word, spelling in spellings.items():
            if is_correctable(word):
                # In the spelling of the newest article.
                known = counted.get(word, Known(spelling, 0))
                counted[word] = known._replace(documents=known.documents + 1)
        if len(counted) > _MOST:
            counted = {word: known for word, known in counted.items() if known.documents > 1}
    return counted.values()
