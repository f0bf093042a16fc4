"""Fixtures: the conformance document's SDKs, a recording server, and a caller of sync and async methods."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from callers import Caller, Server, package  # noqa: E402


@pytest.fixture(scope="session")
def flat() -> ModuleType:
    return package("conformance", "gen.yaml")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, flat: ModuleType, server: Server) -> Iterator[Caller]:
    caller = Caller(flat, request.param, server)
    yield caller
    caller.close()


@pytest.fixture
def sync_call(flat: ModuleType, server: Server) -> Iterator[Caller]:
    caller = Caller(flat, "sync", server)
    yield caller
    caller.close()
