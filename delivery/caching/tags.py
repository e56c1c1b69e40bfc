"""The names by which shared caches forget answers. Pure: what an answer is called, and what a change touches.

An answer has a name for everything that can change it. `page:12`: it shows page 12 itself. `comments:12`: it
shows the comments of that page, or their number. `list:all`, `list:de`, `list:section=projekte`: it is a list,
and an article that joins or leaves it, or stands elsewhere in it, is not on it yet or no longer. `unresolved`:
there was no page to show. `image:5`, `collection:3` and so on tell what an answer shows for those who purge by hand.
Too many names are replaced by the coarse `pages` and `comments`, which every change of their kind touches as well.
Every answer is called `everything`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from urllib.parse import quote

PAGES = "pages"
COMMENTS = "comments"
UNRESOLVED = "unresolved"
ALL = "list:all"
CHANGES = "changes"
# Changes with the service itself, not with what is in it.
CONTRACT = "contract"
EVERYTHING = "everything"
# Two headers carry the names, and a common proxy gives 4 kB to all headers of an answer.
MAX_BYTES = 1200
_ROOM = MAX_BYTES - len(EVERYTHING) - 1
# Cloudflare and Fastly take no name of more than 1024 bytes; a slug may have 2300 when it is quoted.
_LONGEST_NAME = 200
# The kinds of dependency that are told, the ones that most likely are purged by hand first.
_SHOWN = ("section", "author", "tag", "locale", "image", "download", "collection", "site")


def page_tag(page_id: int) -> str:
    """This will name the answers that show a page itself."""
    return f"page:{page_id}"


def comments_tag(page_id: int) -> str:
    """This will name the answers that show the comments of a page, or their number."""
    return f"comments:{page_id}"


def article_tags(page_ids: Iterable[int]) -> list[str]:
    """This will name what an answer with these pages depends on: first the pages, then their comments."""
    ids = list(page_ids)
    return [page_tag(page_id) for page_id in ids] + [comments_tag(page_id) for page_id in ids]


def list_tags(groups: Sequence[Sequence[str]], locale: str | None) -> list[str]:
    """This will name a list by all its filters: an article may join it by any one that it lacked so far."""
    if groups:
        return list(dict.fromkeys(_list(name) for group in groups for name in group))
    return [f"list:{locale}"] if locale else [ALL]


def scopes(filters: Iterable[str], locale: str) -> frozenset[str]:
    """This will name every list that an article with these filters is on."""
    return frozenset({ALL, f"list:{locale}", *(_list(name) for name in filters if "=" in name)})


def shown(dependencies: Iterable[str]) -> str:
    """This will write down what an edition shows, for its answers: as much as there is room for."""
    kinds = {kind: place for place, kind in enumerate(_SHOWN)}
    told = [tag for tag in dependencies if tag.partition(":")[0] in kinds]
    told.sort(key=lambda tag: (kinds[tag.partition(":")[0]], len(tag), tag))
    return " ".join(_fitting(told, _ROOM))


def header(needed: Iterable[str], more: str = "") -> str:
    """This will write the names of an answer, with spaces between: all that it needs, coarse ones if those
    are too many, and of `more` as much as there is room for."""
    names = list(dict.fromkeys(needed))
    if _length(names) > _ROOM:
        return f"{PAGES} {COMMENTS}"
    return " ".join(names + _fitting(more.split(), _ROOM - _length(names)))


def other_lists(before: frozenset[str], after: frozenset[str], *, is_resorted: bool) -> frozenset[str]:
    """This will name the lists that a page has joined or left, or in which it now stands elsewhere."""
    return before | after if is_resorted else before ^ after


def touched(
    page_id: int, before: frozenset[str], after: frozenset[str], *, has_moved: bool, is_resorted: bool
) -> str:
    """This will write down what caches must forget of a change.

    `before` and `after` are the lists that the page was on and is on; one that was not public is on none.
    """
    lists = other_lists(before, after, is_resorted=is_resorted)
    unresolved = [UNRESOLVED] if has_moved else []
    return " ".join([page_tag(page_id), PAGES, *unresolved, *sorted(lists)])


def _list(name: str) -> str:
    quoted = quote(name, safe="=")
    if len(quoted) > _LONGEST_NAME:
        quoted = f"{quoted[: _LONGEST_NAME // 2]}~{hashlib.sha256(name.encode()).hexdigest()[:32]}"
    return f"list:{quoted}"


def _fitting(names: Iterable[str], room: int) -> list[str]:
    kept = []
    for name in names:
        room -= len(name) + 1
        if room < 0:
            break
        kept.append(name)
    return kept


def _length(names: Iterable[str]) -> int:
    return sum(len(name) + 1 for name in names)
