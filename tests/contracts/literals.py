"""Answers as literals of TypeScript: the compiler checks every key and value against the types that clients generate."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from tests.node import CLIENT, MODULES, compile_typescript

_CONFIG = {
    "compilerOptions": {
        "strict": True,
        "noEmit": True,
        "module": "nodenext",
        "target": "es2022",
        "lib": ["es2022"],
        "types": [],
        "exactOptionalPropertyTypes": True,
        "skipLibCheck": True,
        "paths": {
            "newsroom": [str(CLIENT / "src" / "schema.ts")],
            "schema-dts": [str(MODULES / "schema-dts" / "dist" / "schema.d.ts")],
        },
    },
    "include": ["*.ts"],
}
_ERROR = re.compile(r"(?:.*/)?(?P<file>[^/(]+)\((?P<line>\d+),\d+\): error (?P<text>.*)")
# The name of a type, and a value of it.
Literal = tuple[str, Any]


def type_errors(folder: Path, literals: Iterable[Literal], *, module: str) -> list[str]:
    """Write each value as a constant of its type from `module`, compile them all, and return the errors with their lines."""
    (folder / "tsconfig.json").write_text(json.dumps(_CONFIG))
    for number, (name, value) in enumerate(literals):
        names = ", ".join(re.findall(r"\w+", name))
        text = orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
        (folder / f"{number}.ts").write_text(
            f'import type {{ {names} }} from "{module}";\nexport const value: {name} = {text};\n'
        )
    return [_with_its_line(folder, error) for error in compile_typescript(folder)]


def _with_its_line(folder: Path, error: str) -> str:
    found = _ERROR.fullmatch(error)
    assert found, error
    lines = (folder / found["file"]).read_text().splitlines()
    return f"{lines[1].split()[3]} {lines[int(found['line']) - 1].strip()} {found['text']}"
