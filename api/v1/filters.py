"""The filters of a list of articles: by slugs and by dates."""

from collections.abc import Collection, Mapping, Sequence

from api.http.parameters import Parameter, Query, nearest, parse_moment, slugs, years
from delivery.content.filters import UnknownSlugOut, UnknownSlugsOut
from delivery.read.unknown import slug_of

FILTERS = (
    Parameter("section", slugs, "Slugs of sections, any of them, with all that lies below."),
    Parameter("author", slugs, "Slugs of authors, any of them."),
    Parameter("tag", slugs, "Slugs of topics, any of them."),
    Parameter("tag_all", slugs, "Slugs of topics, all of them."),
)
DATES = (
    Parameter(
        "published_after", parse_moment, "From this time on (≥). A date is its midnight in the newsroom."
    ),
    Parameter(
        "published_before", parse_moment, "Before this time (<). A date is its midnight in the newsroom."
    ),
    Parameter("year", years, "Years in the newsroom, any of them, such as `2026,2025`."),
)


def groups_of(query: Query) -> list[list[str]]:
    """Return the filters as lists know them, such as `tag=klima`, in groups: an article matches one of each.

    SQLite reads the articles of the first group and compares them with the others. So sections, which have the most
    articles, come last.
    """
    names = _names(query)
    sections = names.pop("section", [])
    every = names.pop("tag_all", [])
    return [*names.values(), *([name] for name in every), *([sections] if sections else [])]


def without_unknown(groups: Sequence[Sequence[str]], unknown: Collection[str]) -> list[Sequence[str]]:
    """Leave out of each group what nothing has. A group of nothing else keeps one, which finds nothing."""
    return [[name for name in group if name not in unknown] or group[:1] for group in groups]


def unknown_slugs(query: Query, unknown: Mapping[str, Sequence[str]]) -> UnknownSlugsOut:
    """Name the slugs that nothing has, each with the known one that is most like it."""
    return UnknownSlugsOut.model_validate(
        {
            parameter: out
            for parameter, group in _names(query).items()
            if (out := [_unknown_slug(name, unknown) for name in group if name in unknown])
        }
    )


def _names(query: Query) -> dict[str, list[str]]:
    """Return the filters of each parameter that was sent."""
    return {
        parameter.name: [f"{parameter.name.removesuffix('_all')}={slug}" for slug in query[parameter.name]]
        for parameter in FILTERS
        if query[parameter.name]
    }


def _unknown_slug(name: str, unknown: Mapping[str, Sequence[str]]) -> UnknownSlugOut:
    slug = slug_of(name)
    return UnknownSlugOut(slug=slug, did_you_mean=nearest(slug, map(slug_of, unknown[name])))
