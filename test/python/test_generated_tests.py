"""The tests that are generated with a package: they pass, and they notice what is wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Optional

import pytest
from generated import ROOT, hookline

EXAMPLE = ROOT / "example"

THING = {
    "type": "object",
    "required": ["id", "size", "made", "kind", "parts"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "size": {"type": "number", "minimum": 3},
        "made": {"type": "string", "format": "date-time"},
        "kind": {"enum": ["a", "b"]},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
    },
}

BARE = {
    "openapi": "3.1.0",
    "info": {"title": "Bare", "version": "1"},
    "paths": {
        "/things/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "put": {
                "operationId": "putThing",
                "parameters": [
                    {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}},
                    {"name": "X-Who", "in": "header", "required": True, "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                },
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                    }
                },
            },
            "delete": {"operationId": "deleteThing", "responses": {"204": {"description": ""}}},
        },
    },
    "components": {"schemas": {"Thing": THING}},
}


def generated(folder: Path, schema: Path, config: str, skips: bool = False) -> Path:
    option = f"generateTests: true, skipResponseBodyAssertions: {str(skips).lower()}"
    (folder / "gen.yaml").write_text(f"generation:\n  tests: {{{option}}}\n{config}")
    out = folder / "sdk"
    hookline("generate", "--schema", str(schema), "--config", str(folder / "gen.yaml"), "--out", str(out))
    return out


def run(out: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=out, env=environment, capture_output=True, text=True, check=False)


def passed(out: Path) -> int:
    result = run(out)
    assert result.returncode == 0, result.stdout
    found = re.search(r"(\d+) passed", result.stdout)
    assert found, result.stdout
    return int(found[1])


def bare(folder: Path, document: Optional[Any] = None, skips: bool = False) -> Path:
    schema = folder / "openapi.json"
    schema.write_text(json.dumps(document or BARE))
    return generated(folder, schema, "python:\n  packageName: bare\n", skips)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = "python:\n  packageName: trailhead\n  envVarPrefix: TRAILHEAD\n"
    return generated(tmp_path_factory.mktemp("example"), EXAMPLE / "api" / "openapi.yaml", config)


def test_each_operation_of_the_example_has_a_test_that_passes(example: Path) -> None:
    assert passed(example) == 24
    assert (example / "tests" / "test_trails.py").exists()


@pytest.mark.parametrize("name", ["everything", "split"])
def test_the_tests_of_the_golden_sdks_pass(name: str, tmp_path: Path) -> None:
    folder = ROOT / "test" / "golden" / name
    config = (folder / "gen.yaml").read_text("utf-8")
    text = config if "generation:" in config else f"generation:\n{config}"
    option = "generation:\n  tests: {generateTests: true}\n"
    (tmp_path / "gen.yaml").write_text(text.replace("generation:\n", option, 1))
    out = tmp_path / "sdk"
    schema = str(folder / "openapi.yaml")
    hookline("generate", "--schema", schema, "--config", str(tmp_path / "gen.yaml"), "--out", str(out))
    assert passed(out) > 0


def test_a_document_without_examples_gets_values_that_fit(tmp_path: Path) -> None:
    assert passed(bare(tmp_path)) == 4


@pytest.mark.parametrize("mode", ["both", "split"])
def test_tokens_come_from_the_tests_own_endpoint(mode: str, tmp_path: Path) -> None:
    document = ROOT / "test" / "conformance" / "oauth.yaml"
    (tmp_path / "openapi.yaml").write_text(document.read_text("utf-8"))
    flag = "  auth: {oAuth2ClientCredentialsEnabled: true, oAuth2PasswordEnabled: true}\n"
    config = f"{flag}python:\n  packageName: tokens\n  asyncMode: {mode}\n"
    out = generated(tmp_path, tmp_path / "openapi.yaml", config)
    assert "token_url=server.token_url" in (out / "tests" / "test_sdk.py").read_text("utf-8")
    assert "client_secret=" in (out / "README.md").read_text("utf-8")
    assert passed(out) == 6


def test_streams_are_compared(tmp_path: Path) -> None:
    event = {"type": "object", "required": ["data"], "properties": {"data": {"type": "object"}}}
    event["properties"]["data"] = {"type": "object", "properties": {"n": {"type": "integer", "example": 5}}}
    content = {"text/event-stream": {"schema": event, "example": {"data": {"n": 5}}}}
    responses = {"200": {"description": "", "content": content}}
    paths = {"/events": {"get": {"operationId": "watch", "responses": responses}}}
    out = bare(tmp_path, {**BARE, "paths": paths})
    assert passed(out) == 2
    program = out / "tests" / "test_sdk.py"
    text = program.read_text("utf-8").replace("server.check(res)", "res[0].data.n = 6; server.check(res)")
    program.write_text(text)
    assert run(out).stdout.count("n is 6 instead of 5") >= 2


def test_without_the_option_there_are_no_tests(trailhead: Any) -> None:
    assert not (Path(trailhead.__file__).parents[2] / "tests").exists()


def test_a_request_that_is_not_as_documented_fails(tmp_path: Path) -> None:
    out = bare(tmp_path)
    facts = out / "tests" / "operations.json"
    operations = json.loads(facts.read_text("utf-8"))
    put = operations["putThing"]
    put.update(method="PATCH", path="/other/{id}", query=["query"], headers=["X-Whom"])
    put["body"]["content"]["application/json"]["required"].append("created")
    facts.write_text(json.dumps(operations))
    result = run(out)
    assert result.returncode == 1
    for message in (
        "method PUT instead of PATCH",
        "instead of /other/{id}",
        "no query parameter query",
        "no header X-Whom",
        "body.created is missing",
    ):
        assert message in result.stdout


@pytest.mark.parametrize("skips", [False, True])
def test_results_are_compared_unless_that_is_switched_off(skips: bool, tmp_path: Path) -> None:
    out = bare(tmp_path, skips=skips)
    program = out / "tests" / "test_sdk.py"
    program.write_text(
        program.read_text("utf-8").replace("server.check(", "res.size = 9\n        server.check(", 1)
    )
    result = run(out)
    assert ("the result.size is 9" in result.stdout) is not skips
