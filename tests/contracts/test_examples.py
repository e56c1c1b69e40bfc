"""The examples of the OpenAPI document: valid answers, and what the demo shows today."""

from typing import Any

import pytest
from django.utils import timezone

import cms.demo
import comments.demo
from api.management.commands.write_examples import make_examples
from api.v1.examples import ANSWERS, PARAMETERS
from api.v1.urls import urlpatterns
from cms.demo import library
from tests import factories
from tests.contracts.document import check_model


def models() -> dict[str, Any]:
    """Return the models that an endpoint may answer with or takes, by their names."""
    views = [url.callback.cls for url in urlpatterns]  # type: ignore[union-attr]
    operations = [operation for view in views for operation in (view, getattr(view, "Post", view))]
    declared = [model for operation in operations for model in (operation.out, operation.body)]
    found = [model for out in declared for model in (out.values() if isinstance(out, dict) else [out])]
    return {model.__name__: model for model in found if hasattr(model, "model_fields")}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_example_is_what_the_endpoint_answers_or_takes(name: str) -> None:
    check_model(ANSWERS[name], models()[name])


@pytest.fixture
def demo(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seed the demo with small images."""
    small = factories.image_file().read()
    monkeypatch.setattr(library, "image_file", lambda key: small)
    now = timezone.now()
    cms.demo.seed(now=now)
    comments.demo.seed(now=now)
    factories.settle()


@pytest.mark.slow
def test_the_examples_have_the_form_of_todays_demo(demo: None) -> None:
    assert form(make_examples()) == form({"answers": ANSWERS, "parameters": PARAMETERS}), (
        "run `make examples` and look at the difference"
    )


def form(value: Any) -> Any:
    """Return the keys and types of a JSON value; a list has as many items as it has."""
    if isinstance(value, dict):
        return {name: form(item) for name, item in value.items()}
    return [form(item) for item in value] if isinstance(value, list) else type(value)
