"""What a version keeps of an article: words, and neither pictures nor links."""

import json
import re
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.content.blocks import BLOCK_VALUES
from delivery.content.links import TAGS
from delivery.content.versions import VersionedArticleOut, versioned_article
from delivery.serialization import to_json

URL = "https://example.org/bild.jpg"
IMAGE = {"id": 5, "src": URL, "alt": "Hier", "caption": "Im Rathaus", "credit": "Foto: Jo", "template": URL}
LINK = {"href": URL, "text": "dort", "kind": "PAGE", "id": 17, "state": "OK"}
DOWNLOAD = {"id": 4, "title": "Heft", "url": URL, "filename": "heft.pdf", "cover": IMAGE, "state": "OK"}
EMBED = {"url": URL, "provider": "Vimeo", "title": "Film", "html": f'<iframe src="{URL}">', "state": "OK"}
# For each type of block what readers had, and what of it is kept.
VALUES: dict[str, tuple[Any, Any]] = {
    "paragraph": (
        {
            "html": f'<p>Mehr <a href="{URL}" rel="noopener">d<b>or</b>t</a>.</p>',
            "text": "Mehr dort.",
            "links": [LINK],
        },
        {"html": "<p>Mehr d<b>or</b>t.</p>", "text": "Mehr dort."},
    ),
    "heading": ({"id": "mehr", "level": 2, "text": "Mehr"}, {"id": "mehr", "level": 2, "text": "Mehr"}),
    "image": ({"image": IMAGE}, {"alt": "Hier", "caption": "Im Rathaus", "credit": "Foto: Jo"}),
    "quotation": (
        {"text": "Gut.", "speaker": "Jo", "role": ""},
        {"text": "Gut.", "speaker": "Jo", "role": ""},
    ),
    "pull_quote": ({"text": "Viel.", "source": "Heft", "url": URL}, {"text": "Viel.", "source": "Heft"}),
    "download": (DOWNLOAD, {"title": "Heft", "filename": "heft.pdf"}),
    "embed": (EMBED, {"title": "Film", "provider": "Vimeo"}),
    "link_list": ({"title": "Mehr", "links": [LINK]}, {"title": "Mehr", "links": ["dort"]}),
    "table": (
        table := {
            "caption": "",
            "columns": [],
            "rows": [["1"]],
            "first_row_header": False,
            "first_column_header": False,
        },
        table,
    ),
    "broken": ({"was": "image", "state": "ERROR"}, {"was": "image", "state": "ERROR"}),
}


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"id": "a", "type": kind, "value": value}


def kept(*body: dict[str, Any], **fields: Any) -> Any:
    article = {"id": 12, "locale": "de", "title": "Titel", "kicker": "", "lead": "Satz.", "authors": []}
    found = versioned_article(orjson.dumps({**article, "image": IMAGE, "body": body, **fields}))
    # As it is stored, and as clients are told that it is.
    answer = orjson.loads(to_json(found))
    VersionedArticleOut.model_validate(answer)
    return answer


@pytest.mark.parametrize("kind", VALUES)
def test_a_block_is_kept_in_words(kind: str) -> None:
    shown, words = VALUES[kind]
    assert kept(block(kind, shown))["body"] == [block(kind, words)]


def test_a_box_is_kept_with_what_is_in_it() -> None:
    flow = [kind for kind in VALUES if kind not in ("pull_quote", "embed", "table")]
    box = {"title": "Kasten", "body": [block(kind, VALUES[kind][0]) for kind in flow]}
    expected = {"title": "Kasten", "body": [block(kind, VALUES[kind][1]) for kind in flow]}
    assert kept(block("background_box", box))["body"] == [block("background_box", expected)]


def test_every_type_of_block_is_covered() -> None:
    assert {*VALUES, "background_box"} == {*BLOCK_VALUES, "broken"}


def test_what_was_not_public_has_no_words() -> None:
    private = dict.fromkeys(DOWNLOAD) | {"state": "PRIVATE"}
    assert kept(block("download", private))["body"][0]["value"] == {"title": "", "filename": ""}


def test_a_type_that_is_not_known_any_more_is_broken() -> None:
    assert kept(block("poll", {"question": "?"}))["body"] == [
        block("broken", {"was": "poll", "state": "ERROR"})
    ]


def test_authors_are_kept_by_name() -> None:
    assert kept(authors=[{"id": 3, "slug": "ada", "name": "Ada", "url": URL}])["authors"] == ["Ada"]


@given(st.lists(st.sampled_from(sorted(TAGS)), max_size=4), st.text(max_size=20))
def test_no_html_of_a_version_has_a_link_or_a_picture(tags: list[str], word: str) -> None:
    html = "".join(f'<{tag} href="{URL}">' for tag in tags) + f'<a href="{URL}">{word}</a><img src="{URL}">'
    text = json.dumps(kept(block("paragraph", {"html": html, "text": word, "links": []})))
    assert not re.search(r"<(a|img)\b|href|src", text)
