"""Programs of Node for the tests: the compiler of TypeScript, and the client that it compiles."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[1] / "clients" / "typescript"
MODULES = CLIENT / "node_modules"
_PATIENCE_SECONDS = 120


def is_installed() -> bool:
    return shutil.which("node") is not None and (MODULES / ".package-lock.json").exists()


def need_node() -> None:
    """Skip a test where the packages of Node are not installed, or fail it on CI."""
    if not is_installed() and os.environ.get("CI") == "true":
        pytest.fail("The packages of Node are not installed, and these tests must run here: `make tools`.")
    if not is_installed():
        pytest.skip("the packages of Node are not installed: `make tools`")


def run_node(script: Path, *arguments: str) -> str:
    """Run a script to its end, and return what it has printed."""
    done = _run(["node", str(script), *arguments])
    assert done.returncode == 0, done.stderr
    return done.stdout


def compile_typescript(folder: Path, *arguments: str) -> list[str]:
    """Compile `folder` by its `tsconfig.json`, and return the errors."""
    program = str(MODULES / "typescript" / "bin" / "tsc")
    done = _run(["node", program, "--project", str(folder), "--pretty", "false", *arguments])
    assert not done.stderr, done.stderr
    return [line for line in done.stdout.splitlines() if not line.startswith(" ")]


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False)
