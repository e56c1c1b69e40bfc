"""Links, settings and commands in the documents exist, and no committed file names a machine or a package index."""

import re
import subprocess
from pathlib import Path

import pytest

from config.env import VARIABLES

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("web/*.md")]
    if path.is_file()
)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `([A-Z0-9_]+)` \| (.+?) \| (yes|no) \| (.+) \|$", re.MULTILINE)
_MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

# Assembled from parts, so that the search does not find this file.
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
    """Return the text of every committed file that is text, by name."""
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
