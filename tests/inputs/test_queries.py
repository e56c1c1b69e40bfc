"""A query that names something twice, or very much, is refused before it costs anything."""

import pytest
from django.test import Client

from api.http.fields import check_fields, field_names, field_tree, pick
from delivery.content.articles import ArticleOut
from tests.inputs.queries import REFUSED

pytestmark = pytest.mark.django_db
client = Client()
Case = tuple[str, str, str, str]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]}?{case[1]}"[:60])
def test_is_refused_with_a_short_answer(case: Case) -> None:
    path, query, parameter, code = case
    response = client.get(f"/api/v1/{path}?{query}")
    assert response.status_code == 400
    problem = response.json()
    assert (problem["errors"][0]["parameter"], problem["errors"][0]["code"]) == (parameter, code)
    assert len(problem["errors"]) <= 20
    assert problem["errors"][0]["detail"]


class TestFields:
    def test_name_every_part_of_an_article_at_once(self) -> None:
        def paths(tree: object, prefix: str = "") -> list[str]:
            assert isinstance(tree, dict)
            below = [path for name in tree for path in paths(tree[name], f"{prefix}{name}.")]
            return [f"{prefix}{name}" for name in tree] + below

        known = field_tree(ArticleOut)
        chosen = field_names(",".join(paths(known)))
        check_fields(chosen, known)
        assert chosen == {name: {} for name in known}

    def test_of_a_whole_object_replace_those_of_its_parts(self) -> None:
        value = {"image": {"src": 1, "alt": 2}, "title": 3, "lead": 4}
        for text in ("image,image.src", "image.src,image"):
            assert pick(value, field_names(text)) == {"image": value["image"]}
        assert pick(value, field_names("title,image.src")) == {"image": {"src": 1}, "title": 3}
