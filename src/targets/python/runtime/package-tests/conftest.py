"""The tests' server, and what the tests find around them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Iterator

import pytest
from mockserver import MockServer


@pytest.fixture(autouse=True)
def surroundings(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that are uploaded, and credentials in the environment."""
    program = Path(str(request.fspath)).read_text("utf-8")
    for name in re.findall(r'"(\w+\.bin)"', program):
        (tmp_path / name).write_bytes(b"content")
    for name in re.findall(r'os\.environ\["(\w+)"\]', program):
        monkeypatch.setenv(name, os.environ.get(name, "test"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def server() -> Iterator[MockServer]:
    """Answers as the document says."""
    with MockServer() as running:
        yield running
