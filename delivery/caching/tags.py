"""Cache tags: the names by which shared caches purge responses. Pure functions.

A response has a tag for everything that can change it:
- `page:12`: it shows page 12; `comments:12`: it shows the comments of that page, or their number;
- `authors:3`, `images:5`: it shows this author or image itself, as `authors/` and `images/` do;
- `list:all`, `list:de`, `list:section=projekte`: it is a list, and changes when an article joins or leaves the list, or
  moves in its order;
- `unresolved`: no page was found;
- `image:5`, `author:3` and the like: what else it shows, for purges by hand;
- `everything`: every response has it.
Too many tags are replaced by the coarse `pages` and `comments`, which every change of their kind purges as well.
"""

import hashlib
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from delivery.subjects import subject_of

PAGES = "pages"
COMMENTS = "comments"
UNRESOLVED = "unresolved"
ALL = "list:all"
CHANGES = "changes"
# The responses that change with a new version of the service only.
CONTRACT = "contract"
EVERYTHING = "everything"
# Two headers carry the tags, and a common limit of proxies is 4 kB for all headers of a response.
MAX_BYTES = 1200
_ROOM = MAX_BYTES - len(EVERYTHING) - 1
# Cloudflare and Fastly take tags of up to 1024 bytes; a quoted slug may have 2300.
_LONGEST_TAG = 200
# The kinds of dependency that become cache tags, those first that are most likely purged by hand.
_SHOWN = ("section", "author", "tag", "locale", "image", "download", "collection", "site")


def page_tag(page_id: int) -> str:
    """Return the tag of the responses that show a page itself."""
    return f"page:{page_id}"


def own_tag(edition_id: int) -> str:
    """Return the tag of the responses that show what an edition is about."""
    kind, object_id = subject_of(edition_id)
    return page_tag(object_id) if kind == "page" else f"{kind}s:{object_id}"


def comments_tag(page_id: int) -> str:
    """Return the tag of the responses that show the comments of a page, or their number."""
    return f"comments:{page_id}"


def article_tags(page_ids: Iterable[int]) -> list[str]:
    """Return the tags of a response with these pages: first the pages, then their comments."""
    ids = list(page_ids)
    return [page_tag(page_id) for page_id in ids] + [comments_tag(page_id) for page_id in ids]


def list_tags(groups: Sequence[Sequence[str]], locale: str | None) -> list[str]:
    """Return the tags of a list: of all its filters, because an article may join the list by any of them."""
    if groups:
        return list(dict.fromkeys(_list_tag(name) for group in groups for name in group))
    return [f"list:{locale}"] if locale else [ALL]


def scopes(filters: Iterable[str], locale: str) -> frozenset[str]:
    """Return the tags of all lists that an article with these filters is on."""
    return frozenset({ALL, f"list:{locale}", *(_list_tag(name) for name in filters if "=" in name)})


def shown(dependencies: Iterable[str]) -> str:
    """Return cache tags for the dependencies of an edition, separated by spaces, as many as fit into a header."""
    kinds = {kind: place for place, kind in enumerate(_SHOWN)}
    chosen = [tag for tag in dependencies if tag.partition(":")[0] in kinds]
    chosen.sort(key=lambda tag: (kinds[tag.partition(":")[0]], len(tag), tag))
    return " ".join(_fitting(chosen, _ROOM))


def header(needed: Iterable[str], more: str = "") -> str:
    """Return the tags of a response, separated by spaces.

    All that are needed, or the coarse ones if those are too many; and as many of `more` as fit into the header.
    """
    tags = list(dict.fromkeys(needed))
    if _length(tags) > _ROOM:
        return f"{PAGES} {COMMENTS}"
    return " ".join(tags + _fitting(more.split(), _ROOM - _length(tags)))


def tags_of_change(
    edition_id: int, before: frozenset[str], after: frozenset[str], *, has_moved: bool, is_resorted: bool
) -> str:
    """Return the tags to purge because an edition has changed, separated by spaces.

    `before` and `after` are the lists that it was on and is on: none if it was not public.
    """
    # The lists that it has joined or left, or in whose order it has moved.
    lists = before | after if is_resorted else before ^ after
    unresolved = [UNRESOLVED] if has_moved else []
    return " ".join([own_tag(edition_id), PAGES, *unresolved, *sorted(lists)])


def tags_of_files(dependencies: Iterable[str]) -> frozenset[str]:
    """Return the tags of the files and images that are public because an edition has these tags, such as `file:4`."""
    named = {"file": "download", "image": "images"}
    parts = [tag.partition(":") for tag in dependencies]
    return frozenset(f"{named[kind]}:{key}" for kind, _colon, key in parts if kind in named)


def _list_tag(name: str) -> str:
    quoted = quote(name, safe="=")
    if len(quoted) > _LONGEST_TAG:
        quoted = f"{quoted[: _LONGEST_TAG // 2]}~{hashlib.sha256(name.encode()).hexdigest()[:32]}"
    return f"list:{quoted}"


def _fitting(tags: Iterable[str], room: int) -> list[str]:
    kept = []
    for tag in tags:
        room -= len(tag) + 1
        if room < 0:
            break
        kept.append(tag)
    return kept


def _length(tags: Iterable[str]) -> int:
    return sum(len(tag) + 1 for tag in tags)
