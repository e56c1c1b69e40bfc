"""The examples of the OpenAPI document: valid answers, and what the demo shows today."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone

import cms.demo
import comments.demo
from api.http.views import operation_of
from api.management.commands.write_examples import make_examples
from api.v1.examples import ANSWERS, PARAMETERS
from api.v1.urls import urlpatterns
from cms.demo import library
from tests import factories
from tests.contracts.document import check_model
from tests.contracts.literals import type_errors
from tests.node import need_node


def models() -> dict[str, Any]:
    """Return the models that an endpoint may answer with or takes, by their names."""
    views = [url.callback.cls for url in urlpatterns]  # type: ignore[union-attr]
    methods = ("Get", "Post", "Patch", "Delete")
    operations = [operation_of(view, method) for view in views for method in methods]
    declared = [model for operation in operations for model in (operation.out, operation.body)]
    found = [model for out in declared for model in (out.values() if isinstance(out, dict) else [out])]
    return {model.__name__: model for model in found if hasattr(model, "model_fields")}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_example_is_what_the_endpoint_answers_or_takes(name: str) -> None:
    check_model(ANSWERS[name], models()[name])


@pytest.fixture(scope="module")
def demo(module_transaction: None) -> None:
    """Seed the demo with small images, square so that they have every crop."""
    small = factories.image_file(width=64, height=64).read()
    now = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "image_file", lambda key: small)
        cms.demo.seed(now=now)
        comments.demo.seed(now=now)
        factories.settle()
        cms.demo.correct(now=now, settle=factories.settle)
        cms.demo.take_down(now=now)
        factories.settle()


@pytest.mark.slow
def test_the_examples_have_the_form_of_todays_demo(demo: None, db: None) -> None:
    expected = {"answers": ANSWERS, "parameters": PARAMETERS}
    assert form(make_examples()) == form(expected), "run `make examples` and look at the difference"


@pytest.mark.slow
class TestTheTypesOfTheCommittedContract:
    """Those of `clients/typescript/`. The compiler of TypeScript assigns answers to them."""

    def test_take_the_answers_of_today(self, demo: None, db: None, tmp_path: Path) -> None:
        need_node()
        full = Client().get("/api/v1/articles/?profile=full&limit=100").json()
        answers = [*make_examples()["answers"].items(), ("ArticleListOut", full)]
        assert type_errors(tmp_path, answers, module="newsroom") == []

    def test_of_schema_org_take_the_json_ld_of_each_kind_of_page(
        self, demo: None, db: None, tmp_path: Path
    ) -> None:
        need_node()
        lines: Any = Client().get("/api/v1/snapshot/")
        pages = [page for page in map(orjson.loads, lines.getvalue().splitlines()) if "seo" in page]
        # Of each kind the page that says most.
        pages.sort(key=lambda page: len(orjson.dumps(page["seo"])))
        graphs = {page["type"]: page["seo"]["json_ld"] for page in pages}
        assert graphs.keys() == {"article", "section", "home"}
        literals = [("Graph", graph) for graph in graphs.values()]
        assert type_errors(tmp_path, literals, module="schema-dts") == []

    def test_name_a_key_that_is_gone_or_has_another_type(self, tmp_path: Path) -> None:
        need_node()
        without_alt = {name: value for name, value in ANSWERS["ArticleOut"]["image"].items() if name != "alt"}
        answers = [
            ("ArticleOut", {**ANSWERS["ArticleOut"], "image": without_alt}),
            ("ArticleOut", {**ANSWERS["ArticleOut"], "lead": None}),
        ]
        gone, retyped = type_errors(tmp_path, answers, module="newsroom")
        assert "Property 'alt' is missing" in gone
        assert retyped.startswith('ArticleOut "lead": null')


def form(value: Any) -> Any:
    """Return the keys and types of a JSON value; a list has as many items as it has."""
    if isinstance(value, dict):
        return {name: form(item) for name, item in value.items()}
    return [form(item) for item in value] if isinstance(value, list) else type(value)
