"""Shows a newsroom with the demo: `python -m tests.front_end http://127.0.0.1:8000 FOLDER` writes its pages there."""

import hashlib
import sys
from pathlib import Path

from tests.front_end.newsroom import Json, Newsroom, Refused, fetch
from tests.front_end.pages import article_page, author_page, front_page, refusal
from tests.front_end.parts import crop_url

SLUG = "stadt-land-digital"


def show(url: str, folder: Path) -> None:
    """Write the pages of the front end, and the files that they need."""
    newsroom = Newsroom(url)
    article = newsroom.get(f"articles/by-slug/{SLUG}/", locale="de")
    (english,) = [one for one in article["translations"] if one["locale"] == "en"]
    _write(folder / "front.html", front_page(newsroom, "de"))
    _write(folder / "front.en.html", front_page(newsroom, "en"))
    _write(folder / "article.html", article_page(newsroom, article["path"]))
    _write(folder / "article.en.html", article_page(newsroom, english["url"].removeprefix(url)))
    _write(folder / "author.html", author_page(newsroom, article["authors"][0]["slug"], limit=4))
    _write(folder / "error.html", _refused(newsroom))
    (folder / "crop.jpg").write_bytes(fetch(crop_url(article["image"], "1:1", most=960) or "").body)
    (file,) = [block["value"] for block in article["body"] if block["type"] == "download"]
    (folder / file["filename"]).write_bytes(_downloaded_in_two_parts(file))


def _write(path: Path, html: str) -> None:
    path.write_text(html, encoding="utf-8")


def _refused(newsroom: Newsroom) -> str:
    try:
        newsroom.get("articles/", sction="projekte")
    except Refused as refused:
        return refusal(refused.problem)
    raise RuntimeError("a parameter that does not exist was taken")


def _downloaded_in_two_parts(file: Json) -> bytes:
    """Go on with a download that was broken off after a thousand bytes."""
    first, rest = (fetch(file["url"], Range=f"bytes={part}") for part in ("0-999", "1000-"))
    if first.status != 206 or hashlib.sha256(first.body + rest.body).hexdigest() != file["sha256"]:
        raise RuntimeError("the parts of the file do not make the whole")
    return first.body + rest.body


if __name__ == "__main__":
    show(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
