"""The validation and the previews of blocks."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.embeds.models import Embed

from cms.blocks.body import BodyBlock
from cms.blocks.links import LinkBlock
from cms.blocks.media import EmbedBlock
from cms.blocks.table import TableBlock
from tests import factories

KINDS = list(BodyBlock().child_blocks)
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def _link(**targets: Any) -> dict[str, Any]:
    return {"text": "Hier", "page": None, "download": None, "url": "", "email": "", **targets}


def _preview(kind: str, language: str) -> str:
    block = BodyBlock().child_blocks[kind]
    with translation.override(language):
        value = block.get_preview_value()
        context = {"block_def": block, "bound_block": block.bind(value), "page_title": kind}
        context = block.get_preview_context(value, context)
        return render_to_string(block.get_preview_template(value, context), context)


@pytest.mark.parametrize("kind", KINDS)
def test_every_block_says_what_it_is_for_and_can_be_previewed(kind: str) -> None:
    block = BodyBlock().child_blocks[kind]
    assert block.label
    assert block.get_description()
    assert block.meta.icon != "placeholder"
    assert block.is_previewable


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_preview_shows_a_whole_page_in_the_editors_language(kind: str, language: str) -> None:
    page = _preview(kind, language)
    assert f'<html lang="{language}">' in page
    assert len(page.split("<main", 1)[1]) > 60


def test_a_preview_is_written_in_german_for_germans() -> None:
    assert "„Eine Stadt, die zuhört, muss nicht raten.“" in _preview("quotation", "de")


@pytest.mark.parametrize(
    ("targets", "is_right"),
    [
        ({"url": "https://example.org/"}, True),
        ({"email": "redaktion@example.org"}, True),
        ({}, False),
        ({"url": "https://example.org/", "email": "redaktion@example.org"}, False),
    ],
)
def test_a_link_has_exactly_one_target(targets: dict[str, str], is_right: bool) -> None:
    block = LinkBlock()
    value = block.normalize(_link(**targets))
    if is_right:
        assert block.clean(value)["text"] == "Hier"
    else:
        with pytest.raises(StructBlockValidationError):
            block.clean(value)


def test_a_draft_may_hold_a_link_without_a_target() -> None:
    block = LinkBlock()
    assert block.clean_deferred(block.normalize(_link()))["text"] == "Hier"


def test_a_foreign_provider_is_refused() -> None:
    with pytest.raises(ValidationError, match="YouTube"):
        EmbedBlock().clean("https://example.org/film")


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_does_not_answer_does_not_stop_the_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def silence(url: str) -> None:
        asked.append(url)
        raise OSError("no answer")

    monkeypatch.setattr("cms.embeds.get_embed", silence)
    assert EmbedBlock().clean(VIDEO) == VIDEO
    assert asked == [VIDEO]
    assert not Embed.objects.exists()


def test_a_draft_never_asks_a_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.embeds.get_embed", lambda url: pytest.fail("asked"))
    assert EmbedBlock().clean_deferred(VIDEO) == VIDEO


def test_a_table_offers_its_menu_in_our_words() -> None:
    menu = TableBlock().table_options["contextMenu"]["items"]
    with translation.override("de"):
        assert str(menu["row_above"]["name"]) == "Zeile darüber einfügen"


@pytest.mark.django_db
def test_a_box_holds_blocks_but_no_further_box() -> None:
    box = BodyBlock().child_blocks["background_box"].child_blocks["body"]
    assert "image" in box.child_blocks
    assert "background_box" not in box.child_blocks


@pytest.mark.django_db
def test_an_image_needs_an_alternative_text_or_is_decorative() -> None:
    block = BodyBlock().child_blocks["image"]
    image = factories.image()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.normalize({"image": image, "alt_text": "", "decorative": False}))
    assert block.clean(block.normalize({"image": image, "alt_text": "", "decorative": True})) is not None
