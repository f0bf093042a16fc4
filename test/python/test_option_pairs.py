"""Every value of an option together with every value of each other one: it generates, imports, and can be called."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Set, Tuple

import pytest
from generated import ROOT, WORK, hookline

OPTIONS: Dict[str, List[str]] = {
    "python.methodArguments": [
        "infer-optional-args",
        "require-security-and-request",
        "positional-path-params",
        "positional-path-with-extras",
    ],
    "python.imports.paths": [
        "{}",
        "{shared: '', operations: '', errors: '', callbacks: '', webhooks: ''}",
        "{shared: models/components, operations: models/operations, errors: models/errors}",
        "{shared: types_of/all, operations: calls, errors: problems}",
    ],
    "python.responseFormat": ["flat", "envelope", "envelope-http"],
    "python.maxMethodParams": ["999", "0", "4"],
    "python.responseSchemaValidation": ["true", "lenient", "false"],
    "python.forwardCompatibleUnionsByDefault": ["tagged-only", "false", "true"],
    "python.asyncMode": ["both", "split"],
    "python.useAsyncHooks": ["false", "true"],
    "python.flattenRequests": ["true", "false"],
    "python.flatteningOrder": ["parameters-first", "body-first"],
    "python.bodyVariantOverloads": ["false", "true"],
    "python.methodTimeoutArgument": ["timeout-ms", "timeout"],
    "python.rawResponseHelpers": ["false", "true"],
    "python.sseFlatResponse": ["false", "true"],
    "python.flattenGlobalSecurity": ["true", "false"],
    "python.enumFormat": ["union", "enum"],
    "python.constFieldCasing": ["normal", "upper"],
    "python.inputTypedDictSuffix": ["TypedDict", "Param"],
    "python.multipartArrayFormat": ["standard", "legacy"],
    "python.fixFlags": ["{}", "{conflictResistantModelImportsFeb2026: true}"],
    "python.preApplyUnionDiscriminators": ["true", "false"],
    "generation.requestBodyFieldName": ["body", "''"],
    "generation.inferSSEOverload": ["true", "false"],
    "generation.sdkHooksConfigAccess": ["true", "false"],
    "generation.useClassNamesForArrayFields": ["true", "false"],
}

Pair = Tuple[str, str, str, str]


def rows() -> List[Dict[str, str]]:
    """Few choices of values in which each pair of values of two options occurs."""
    names = list(OPTIONS)
    missing: Set[Pair] = {
        (a, x, b, y) for a, b in itertools.combinations(names, 2) for x in OPTIONS[a] for y in OPTIONS[b]
    }
    found: List[Dict[str, str]] = []
    while missing:
        first, one, second, two = min(missing)
        row = {first: one, second: two}
        for name in names:
            if name not in row:
                row[name] = max(OPTIONS[name], key=lambda value: gain(row, name, value, missing))
        missing -= {(a, row[a], b, row[b]) for a, b in itertools.combinations(names, 2)}
        found.append(row)
    return found


def gain(row: Dict[str, str], name: str, value: str, missing: Set[Pair]) -> int:
    """How many pairs that are still missing a value adds to a row."""
    pairs = ((name, value, other, chosen) for other, chosen in row.items())
    return sum(1 for a, x, b, y in pairs if (a, x, b, y) in missing or (b, y, a, x) in missing)


def config(row: Dict[str, str], package: str) -> str:
    lines = {"generation": ["sdkClassName: Options", "tests: {generateTests: true}"], "python": []}
    for name, value in row.items():
        section, _, option = name.partition(".")
        head, _, inner = option.partition(".")
        lines[section].append(f"{head}: {{{inner}: {value}}}" if inner else f"{head}: {value}")
    lines["python"].append(f"packageName: {package}")
    return "".join(f"{section}:\n" + "".join(f"  {line}\n" for line in own) for section, own in lines.items())


ROWS = rows()


def generated(index: int) -> Path:
    """The SDK of a row, made once."""
    package = f"options{index}"
    out = WORK / "options" / package
    text = config(ROWS[index], package)
    gen = out / "gen.yaml"
    if not gen.exists() or gen.read_text("utf-8") != text:
        out.mkdir(parents=True, exist_ok=True)
        gen.write_text(text, "utf-8")
    schema = ROOT / "test" / "conformance" / "options.yaml"
    hookline("generate", "--schema", str(schema), "--out", str(out))
    return out


@pytest.mark.parametrize("index", range(len(ROWS)))
def test_every_operation_can_be_called(index: int) -> None:
    out = generated(index)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(command, cwd=out, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{ROWS[index]}\n{result.stdout}"


def test_the_rows_that_differ_most_type_check() -> None:
    sources = [str(generated(index) / "src") for index in (0, 3, 6)]
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", *sources]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
