"""Foreign content as JSON, from what its provider once told and nothing else."""

from typing import Any

import nh3
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from delivery.content.build import Compilation

_IFRAME = {"src", "width", "height", "title", "allow", "allowfullscreen", "referrerpolicy"}


def embed_out(url: str, compilation: Compilation) -> dict[str, Any]:
    """This will represent an embed; until its provider has answered it is `PENDING`."""
    key = get_embed_hash(url)
    compilation.touch("embed", key)
    embed = Embed.objects.filter(hash=key).first()
    if embed is None:
        compilation.lacks("embed", "PENDING", url)
        unknown = dict.fromkeys(("provider", "title", "html", "width", "height"))
        return {"url": url, **unknown, "state": "PENDING"}
    return {
        "url": url,
        "provider": embed.provider_name,
        "title": embed.title,
        "html": nh3.clean(embed.html, tags={"iframe"}, attributes={"iframe": _IFRAME}, url_schemes={"https"}),
        "width": embed.width,
        "height": embed.height,
        "state": "OK",
    }
