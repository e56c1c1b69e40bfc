"""The documents agree with the code where a test can compare them; no committed file names a machine or a package index."""

import pkgutil
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

from config.env import VARIABLES
from jobs.registry import JOBS

ROOT = Path(__file__).parents[2]
CLIENT_README = ROOT / "clients" / "typescript" / "README.md"
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("web/*.md"), CLIENT_README]
    if path.is_file()
)
ON_PYTHON = [path for path in DOCUMENTS if path.parent.name not in ("web", "typescript")]
ARCHITECTURE = [ROOT / "docs" / "architecture.md", ROOT / "CONTRIBUTING.md"]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `([A-Z0-9_]+)` \| (.+?) \| (yes|no) \| (.+) \|$", re.MULTILINE)
_MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

_APPS = ("config", "jobs", "cms", "comments", "delivery", "api", "web")
_FOLDERS = (*_APPS, "bench", "docs", "ops", "tests")
_SPAN = re.compile(r"`([^`\n]+)`")
_BRACES = re.compile(r"\{([^{}]+)\}")
_TABLE_NAME = re.compile(r"^\| `(\w+)` \| ", re.MULTILINE)
_JOB = re.compile(r"^\| `(\w+)` \| (\d+) (s|min|h) \| ", re.MULTILINE)
# Keys of the API that look like names of ours.
_JSON_KEYS = {"comments.count"}
_SECONDS = {"s": 1, "min": 60, "h": 3600}

# Joined from parts, so that this file does not contain what it forbids.
_INDEXES = [
    ".".join(parts)
    for parts in (
        ("py" + "pi", "org"),
        ("python" + "hosted", "org"),
        ("npm" + "js", "org"),
        ("npm" + "js", "com"),
        ("yarn" + "pkg", "com"),
        ("js" + "delivr", "net"),
        ("un" + "pkg", "com"),
    )
]
_INDEX_OPTION = re.compile(r"^\s*(--(extra-)?index-url|--find-links|-i|-f)[ =]", re.MULTILINE)
_MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|root|Users|srv|mnt|home/\w+/\w+)/[\w.]")


def tracked_texts() -> dict[str, str]:
    """Return the text of every committed file that is not binary, by name."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout of git")
    texts = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            texts[name] = content.decode(errors="replace")
    return texts


def anchors(document: Path) -> set[str]:
    """Return the anchors of the headings of a document."""
    headings = _HEADING.findall(_FENCED.sub("", document.read_text()))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_the_settings_page_has_exactly_the_variables_of_the_code() -> None:
    rows = _ROW.findall((ROOT / "docs" / "settings.md").read_text())
    documented = [(name, default.strip("`*"), secret == "yes") for name, default, secret, _meaning in rows]
    assert documented == [(one.name, one.default or "(empty)", one.secret) for one in VARIABLES]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    dead = []
    for link in _LINK.findall(_FENCED.sub("", document.read_text())):
        path, _hash, anchor = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        target = (document.parent / path) if path else document
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_every_make_command_of_the_documents_exists() -> None:
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text()))
    code = [
        span
        for path in DOCUMENTS
        for span in re.findall(r"`([^`\n]+)`|^```sh\n(.*?)^```", path.read_text(), re.MULTILINE | re.DOTALL)
    ]
    named = {target for spans in code for span in spans for target in _MAKE.findall(span)}
    assert named <= targets
    assert {"run", "test"} <= named


def expand(pattern: str) -> list[str]:
    """Return the paths that a pattern such as `settings/{base,dev}.py` stands for."""
    found = _BRACES.search(pattern)
    if found is None:
        return [pattern]
    return [
        path
        for choice in found[1].split(",")
        for path in expand(pattern[: found.start()] + choice + pattern[found.end() :])
    ]


def exists(path: str) -> bool:
    return any(ROOT.glob(path)) if "*" in path else (ROOT / path).exists()


def section(heading: str) -> str:
    """Return the text of a section of the page on the architecture, without those below it."""
    text = (ROOT / "docs" / "architecture.md").read_text()
    return re.split(r"^#+ ", text.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def resolves(name: str) -> bool:
    """Return whether a dotted name is one of our modules, or something that one of them defines."""
    parts = name.split(".")
    size = max(size for size in range(len(parts) + 1) if is_module(parts[:size]))
    if size == len(parts):
        return True
    try:
        pkgutil.resolve_name(f"{'.'.join(parts[:size])}:{'.'.join(parts[size:])}")
    except AttributeError:
        return False
    return True


def is_module(parts: list[str]) -> bool:
    path = ROOT.joinpath(*parts)
    return path.is_dir() or path.with_name(f"{path.name}.py").is_file()


@pytest.mark.parametrize("document", ON_PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_of_a_file_exists(document: Path) -> None:
    spans = _SPAN.findall(_FENCED.sub("", document.read_text()))
    # Elsewhere a path that ends with a slash may be one of the API.
    end = r"(/|\.\w+)" if document in ARCHITECTURE else r"\.\w+"
    named = [span for span in spans if re.fullmatch(rf"({'|'.join(_FOLDERS)})(/[\w.{{}},*-]+)+{end}", span)]
    assert [path for span in named for path in expand(span) if not exists(path)] == []


@pytest.mark.parametrize("document", ON_PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_dotted_name_exists(document: Path) -> None:
    spans = _SPAN.findall(_FENCED.sub("", document.read_text()))
    dotted = re.compile(rf"((?:{'|'.join(_APPS)})(?:\.(?!py\b)\w+)+)(\(.*\))?")
    names = {found[1] for span in spans if (found := dotted.fullmatch(span))}
    assert [name for name in sorted(names - _JSON_KEYS) if not resolves(name)] == []


def test_every_path_of_the_tree_exists() -> None:
    tree = re.sub(r"\([^)]*\)", "", section("The tree")).split("```")[1]
    folder, missing = "", []
    for start, words in re.findall(r"^(\w+/)? +(.+)$", tree, re.MULTILINE):
        folder = start or folder
        named = [word for word in words.split() if re.search(r"/|\.\w", word)]
        missing += [
            path for word in named for path in expand(f"{folder}{word.rstrip(',')}") if not exists(path)
        ]
    assert missing == []


def test_the_table_of_the_read_model_has_exactly_its_models() -> None:
    names = _TABLE_NAME.findall(section("The read model"))
    assert sorted(names) == sorted(model.__name__ for model in apps.get_app_config("delivery").get_models())


def test_the_table_of_jobs_has_their_names_and_periods() -> None:
    rows = _JOB.findall(section("Background work"))
    periods = {job.name: job.every.total_seconds() for job in JOBS}
    assert rows
    assert {name: int(number) * _SECONDS[unit] for name, number, unit in rows}.items() <= periods.items()


def test_decisions_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]


@pytest.mark.parametrize(
    "document", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem
)
def test_a_decision_says_why_and_why_not(document: Path) -> None:
    text = document.read_text()
    assert [word for word in ("## Context", "## Decision", "## Rejected") if word not in text] == []


def test_no_picture_of_the_documents_is_heavy() -> None:
    heavy = [path.name for path in (ROOT / "docs" / "images").iterdir() if path.stat().st_size > 300_000]
    assert heavy == []


def test_nothing_committed_names_a_package_index() -> None:
    found = [
        (name, host)
        for name, text in tracked_texts().items()
        for host in _INDEXES
        if host in text.lower() or (name.endswith((".txt", ".in")) and _INDEX_OPTION.search(text))
    ]
    assert found == []


def test_a_lock_holds_names_versions_and_hashes_only() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
        assert [line for line in lines if "://" in line or " @ " in line] == []


def test_nothing_committed_names_a_path_of_one_machine() -> None:
    found = {name: hit.group() for name, text in tracked_texts().items() if (hit := _MACHINE.search(text))}
    assert found == {}
