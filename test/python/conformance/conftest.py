"""Fixtures: the conformance document's SDKs, a recording server, and a caller of sync and async methods."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from callers import Caller, Server, of_library, package  # noqa: E402

needs_python_3_10 = pytest.mark.skipif(sys.version_info < (3, 10), reason="httpx2 needs 3.10")


@pytest.fixture(scope="session")
def flat() -> ModuleType:
    return package("conformance", "gen.yaml")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``call`` is sync and async, in modules with ``LIBRARIES`` over each of those HTTP libraries."""
    if "call" not in metafunc.fixturenames or metafunc.module.__dict__.get("call") is not None:
        return
    libraries = getattr(metafunc.module, "LIBRARIES", ("httpx",))
    ways = [(mode, library) for library in libraries for mode in ("sync", "async")]
    metafunc.parametrize("call", [_way(*way) for way in ways], indirect=True)


def _way(mode: str, library: str) -> Any:
    if library == "httpx":
        return pytest.param((mode, library), id=mode)
    return pytest.param((mode, library), id=f"{mode}-{library}", marks=needs_python_3_10)


@pytest.fixture
def call(request: pytest.FixtureRequest, server: Server) -> Iterator[Caller]:
    mode, library = request.param
    caller = Caller(of_library(library), mode, server)
    yield caller
    caller.close()


@pytest.fixture
def sync_call(flat: ModuleType, server: Server) -> Iterator[Caller]:
    caller = Caller(flat, "sync", server)
    yield caller
    caller.close()
