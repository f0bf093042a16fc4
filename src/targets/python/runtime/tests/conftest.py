"""Fixtures that every test of the runtime may use."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Iterator

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from server import Reply, Seen, Server  # noqa: E402

__all__ = ["Reply", "Seen", "Server"]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own; see ``server.py`` for how to tell it what to answer."""
    with Server() as running:
        yield running
