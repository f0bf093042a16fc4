"""A wrong signature in a user's hook is an error in mypy --strict and in pyright; a right one is none."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, Set

import pytest

RUNTIME = Path(__file__).parents[2]
FILES = Path(__file__).parent / "typing"


def expected(column: int) -> Dict[int, str]:
    lines = (FILES / "wrong.py").read_text().splitlines()
    found = {
        number: re.search(r"#: (\S+), (\S+)$", line)
        for number, line in enumerate(lines, 1)
    }
    return {number: match.group(column) for number, match in found.items() if match}


def run_mypy(file: str) -> "subprocess.CompletedProcess[str]":
    pytest.importorskip("mypy")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--follow-imports=silent",
    ]
    return subprocess.run(
        [*command, str(FILES / file)],
        cwd=RUNTIME,
        capture_output=True,
        text=True,
        timeout=300,
    )


def pyright_rules(file: str, folder: Path) -> Dict[int, Set[str]]:
    beside = Path(sys.executable).with_name("pyright")
    program = str(beside) if beside.exists() else shutil.which("pyright")
    if program is None:
        pytest.skip("pyright is not installed")
    shutil.copy(FILES / file, folder)
    settings = {"extraPaths": [str(RUNTIME)], "typeCheckingMode": "standard"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    run = subprocess.run(
        [program, "--outputjson", "--pythonpath", sys.executable],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    rules: Dict[int, Set[str]] = {}
    for one in json.loads(run.stdout)["generalDiagnostics"]:
        rules.setdefault(one["range"]["start"]["line"] + 1, set()).add(
            one.get("rule", one["message"])
        )
    return rules


def test_mypy_finds_nothing_in_right_hooks() -> None:
    run = run_mypy("right.py")
    assert (run.stdout, run.returncode) == ("", 0)


def test_mypy_finds_every_wrong_line_and_no_other() -> None:
    run = run_mypy("wrong.py")
    found = {
        int(match.group(1)): match.group(2)
        for match in re.finditer(
            r"wrong\.py:(\d+): error: .*\[([\w-]+)\]$", run.stdout, re.MULTILINE
        )
    }
    assert found == expected(1), run.stdout


def test_pyright_finds_nothing_in_right_hooks(tmp_path: Path) -> None:
    assert pyright_rules("right.py", tmp_path) == {}


def test_pyright_finds_every_wrong_line_and_no_other(tmp_path: Path) -> None:
    found = pyright_rules("wrong.py", tmp_path)
    wanted = expected(2)
    assert set(found) == set(wanted)
    assert {line for line, rule in wanted.items() if rule not in found[line]} == set()
