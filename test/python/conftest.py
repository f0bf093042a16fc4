"""Fixtures for all tests here: the example's SDK and its server."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Iterator

import pytest
from generated import ROOT, generate, load


@pytest.fixture(scope="session")
def trailhead() -> ModuleType:
    """The example's SDK, with the example's hooks."""
    example = ROOT / "example"
    generate("trailhead", example / "api" / "openapi.yaml", example / "gen.yaml", example / "hooks")
    import trailhead  # type: ignore[import-not-found]

    module: ModuleType = trailhead
    return module


@pytest.fixture
def api() -> Iterator[Any]:
    """The example's API, fresh for each test."""
    module = load(ROOT / "example" / "api" / "server.py", "example_server")
    with module.ExampleServer() as server:
        yield server
