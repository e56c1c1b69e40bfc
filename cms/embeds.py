"""Ask the providers of videos."""

from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException


class NoEmbed(EmbedException):
    """The provider gave no answer that can be stored; the message is the class of the error."""


def fetch_embed(url: str) -> None:
    """Store what the provider says of a video, unless it is stored already.

    :raises NoEmbed: if the provider does not answer, or answers anything else
    """
    try:
        get_embed(url)
    except Exception as error:
        # An answer can be any JSON: a list, a number, a width that no column holds.
        raise NoEmbed(type(error.__cause__ or error).__name__) from error
