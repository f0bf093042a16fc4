"""Fixtures of the hook tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Callable

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from server import Reply, Server
from ways import Author, Way

from sdk import SDK


@pytest.fixture(params=["sync", "async"])
def way(request: pytest.FixtureRequest) -> Way:
    """Sync methods, then async ones."""
    return Way(request.param)


@pytest.fixture
def author(monkeypatch: pytest.MonkeyPatch) -> Author:
    """Writes the author's two registration files."""
    return Author(monkeypatch)


@pytest.fixture
def api(server: Server) -> Server:
    """A server with thing ``a``, its events and its content."""
    server.reply("/things/a", Reply(json={"id": "a"}))
    events = [b'data: {"id": "1"}\n\n', b'data: {"id": "2"}\n\n', b"data: [DONE]\n\n"]
    server.reply(
        "/things/a/events",
        Reply(headers={"content-type": "text/event-stream"}, chunks=events),
    )
    server.reply(
        "/things/a/content",
        Reply(body=b"bytes", headers={"content-type": "application/octet-stream"}),
    )
    return server


@pytest.fixture
def make(api: Server) -> Callable[..., SDK]:
    """Makes SDKs for the server."""

    def make(*hooks: Any, **options: Any) -> SDK:
        return SDK(
            **{"bearer_auth": "token", "server_url": api.url, "hooks": hooks, **options}
        )

    return make
