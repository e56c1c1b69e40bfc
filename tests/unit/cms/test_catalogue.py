"""The German texts."""

import subprocess
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation

from cms.models import ArticlePage

FOLDER = Path(__file__).parents[3] / "cms/locale/de/LC_MESSAGES"


def test_the_compiled_catalogue_is_that_of_the_source(tmp_path: Path) -> None:
    try:
        subprocess.run(
            ["msgfmt", "-o", str(tmp_path / "django.mo"), str(FOLDER / "django.po")], check=True, timeout=20
        )
    except FileNotFoundError:
        pytest.skip("gettext is not installed here")
    assert (tmp_path / "django.mo").read_bytes() == (FOLDER / "django.mo").read_bytes()


def test_every_field_of_an_article_has_a_german_name() -> None:
    german = DjangoTranslation("de")
    own = [field for field in ArticlePage._meta.local_fields if not field.auto_created]
    assert own
    with translation.override("en"):
        missing = [f.name for f in own if str(f.verbose_name) not in german._catalog]  # type: ignore[attr-defined]
    assert [name for name in missing if name != "page_ptr"] == []
