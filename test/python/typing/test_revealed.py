"""Type checkers know what a user's program gets: methods, unions, pages, streams, UNSET, errors."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, Set, Tuple

import pytest

ROOT = Path(__file__).resolve().parents[3]
WORK = ROOT / ".work" / "tests"
sys.path.insert(0, str(ROOT / "test" / "python" / "conformance"))

from callers import package  # noqa: E402

Program = Tuple[Path, Path]
"""A program, and the folder of the package that it uses."""

Outcome = Tuple[Dict[int, str], Set[int]]
"""Revealed types by line, and lines with errors."""


@pytest.fixture(params=["methods", "raw"])
def program(request: pytest.FixtureRequest) -> Program:
    if request.param == "methods":
        request.getfixturevalue("trailhead")
        return Path(__file__).with_name("program.py"), WORK / "trailhead" / "src"
    package("conformance", "gen.yaml")
    return Path(__file__).with_name("raw_program.py"), WORK / "conformance" / "src"


def wanted(program: Path) -> Outcome:
    lines = list(enumerate(program.read_text().splitlines(), 1))
    revealed = {at: line.split("#: ")[1] for at, line in lines if "  #: " in line}
    return revealed, {at for at, line in lines if "  #! " in line}


def simple(text: str) -> str:
    """A type as either checker prints it: without modules, members of unions in order."""
    text = re.sub(r"\b(?:\w+\.)+(\w+)", r"\1", text).replace("List[", "list[").replace("*", "")
    text = re.sub(r"Literal\[([^\]]*, [^\]]*)\]", each_literal, text)
    inner = re.fullmatch(r"(\w+)\[(.*)\]", text)
    if inner and inner[1] in ("Union", "list"):
        members = re.split(r", | \| ", inner[2]) if inner[1] == "Union" else [simple(inner[2])]
        return " | ".join(sorted(members)) if inner[1] == "Union" else f"list[{members[0]}]"
    return " | ".join(sorted(text.split(" | ")))


def each_literal(match: "re.Match[str]") -> str:
    return " | ".join(f"Literal[{value}]" for value in match[1].split(", "))


def outcome(messages: Iterable[Tuple[int, str, bool]], revealed: str) -> Outcome:
    types, failures = {}, set()
    for line, message, is_error in messages:
        match = re.search(revealed, message)
        if match:
            types[line] = simple(match[1])
        elif is_error:
            failures.add(line)
    return types, failures


def run(command: "list[str]", folder: Path, source: Path) -> str:
    environment = {**os.environ, "MYPYPATH": str(source)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True).stdout


def mypy(program: Program, folder: Path) -> Outcome:
    name, source = program[0].name, program[1]
    pytest.importorskip("mypy")
    options = ["--strict", "--no-error-summary", "--follow-imports=silent", "--no-incremental"]
    output = run([sys.executable, "-m", "mypy", *options, name], folder, source)
    found = re.findall(rf"^{name}:(\d+): (error|note): (.*)$", output, re.MULTILINE)
    return outcome(
        [(int(line), text, kind == "error") for line, kind, text in found], r'Revealed type is "(.*)"'
    )


def pyright(program: Program, folder: Path) -> Outcome:
    checker = ROOT / "node_modules" / "pyright" / "index.js"
    if not checker.exists():
        pytest.skip("pyright is not installed")
    settings = {"extraPaths": [str(program[1])], "typeCheckingMode": "standard"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    command = ["node", str(checker), "--outputjson", "--pythonpath", sys.executable]
    output = run(command, folder, program[1])
    found: "list[Dict[str, Any]]" = json.loads(output)["generalDiagnostics"]
    return outcome(
        [
            (item["range"]["start"]["line"] + 1, item["message"], item["severity"] == "error")
            for item in found
        ],
        r'^Type of ".*" is "(.*)"$',
    )


@pytest.mark.parametrize("check", [mypy, pyright])
def test_a_program_is_understood(
    program: Program, tmp_path: Path, check: Callable[[Program, Path], Outcome]
) -> None:
    shutil.copy(program[0], tmp_path)
    revealed, failures = check(program, tmp_path)
    types, complaints = wanted(program[0])
    assert revealed == types
    assert failures == complaints
