"""``with_raw_response`` and ``with_streaming_response``."""

from __future__ import annotations

import asyncio
from typing import Any, Iterator

import pytest
from server import Reply, Server

from sdk import models
from sdk._runtime.raw import RawMethods, StreamedMethods
from sdk.errors import ProblemError
from sdk.sdk import SDK


@pytest.fixture
def sdk(server: Server) -> Iterator[SDK]:
    server.reply("/things/a", Reply(json={"id": "a"}, headers={"x-a": "1"}))
    server.reply("/things/gone", Reply(404, json={"message": "gone"}))
    server.reply(
        "/things/a/events",
        Reply(
            body=b'data: {"id":"e"}\n\n', headers={"content-type": "text/event-stream"}
        ),
    )
    with SDK("tok", server_url=server.url) as sdk:
        yield sdk


def test_raw_responses(sdk: SDK) -> None:
    found = RawMethods(sdk).things.get_thing(thing_id="a")
    assert (found.status_code, found.headers["x-a"], found.text) == (
        200,
        "1",
        '{"id": "a"}',
    )
    assert found.json() == {"id": "a"}
    assert found.parse() == models.Thing(id="a")
    assert sdk.things.get_thing(thing_id="a") == models.Thing(id="a")
    with pytest.raises(ProblemError):
        RawMethods(sdk.things).get_thing(thing_id="gone")


def test_raw_responses_async(server: Server, sdk: SDK) -> None:
    async def main() -> Any:
        async with SDK("tok", server_url=server.url) as sdk:
            return await RawMethods(sdk).things.get_thing_async(thing_id="a")

    found = asyncio.run(main())
    assert (found.status_code, found.json(), found.parse()) == (
        200,
        {"id": "a"},
        models.Thing(id="a"),
    )


def test_streamed_responses(sdk: SDK) -> None:
    with StreamedMethods(sdk).things.get_thing(thing_id="a") as found:
        assert not found.http_response.is_closed
        assert b"".join(found.iter_bytes()) == b'{"id": "a"}'
    assert found.http_response.is_closed
    with StreamedMethods(sdk.things).get_thing(thing_id="a") as found:
        assert found.parse() == models.Thing(id="a")
    with StreamedMethods(sdk.things).watch_thing(thing_id="a") as found:
        assert list(found.iter_lines()) == ['data: {"id":"e"}', ""]


def test_streamed_responses_async(server: Server, sdk: SDK) -> None:
    async def main() -> None:
        async with SDK("tok", server_url=server.url) as sdk:
            things = StreamedMethods(sdk).things
            async with things.get_thing_async(thing_id="a") as found:
                assert not found.http_response.is_closed
                assert await found.parse() == models.Thing(id="a")
            assert found.http_response.is_closed
            async with things.get_thing_async(thing_id="a") as found:
                assert [chunk async for chunk in found.iter_bytes()] == [b'{"id": "a"}']

    asyncio.run(main())
