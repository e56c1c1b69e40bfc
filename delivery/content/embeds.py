"""Embeds as JSON, from the stored answer of their provider: a compilation makes no request."""

from typing import Literal

import nh3
from pydantic import Field
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from delivery.content.build import Build
from delivery.content.schema import Content, Url

_IFRAME = {"src", "width", "height", "title", "allow", "allowfullscreen", "referrerpolicy"}


class EmbedOut(Content):
    """Content of another site. `PENDING`: its provider has not answered yet, and only the URL is known."""

    url: Url
    provider: str | None = None
    title: str | None = None
    html: str | None = Field(default=None, description="One `<iframe>`, cleaned.")
    width: int | None = None
    height: int | None = None
    state: Literal["OK", "PENDING"]


def embed_out(url: str, build: Build) -> EmbedOut:
    """Build the JSON of an embed; it is `PENDING` until its provider has answered."""
    key = get_embed_hash(url)
    build.depends_on("embed", key)
    embed = Embed.objects.filter(hash=key).first()
    if embed is None:
        build.add_defect("embed", "PENDING", url)
        return EmbedOut(url=url, state="PENDING")
    return EmbedOut(
        url=url,
        provider=embed.provider_name,
        title=embed.title,
        html=nh3.clean(embed.html, tags={"iframe"}, attributes={"iframe": _IFRAME}, url_schemes={"https"}),
        width=embed.width,
        height=embed.height,
        state="OK",
    )
