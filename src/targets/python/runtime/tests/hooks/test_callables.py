"""Security callables beside hooks."""

from __future__ import annotations

import asyncio
from typing import Any

from server import Reply, Server
from ways import (
    ASYNC,
    SYNC,
    Way,
    hook_for,
)


def test_security_callables_are_asked_again_for_each_attempt(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503), Reply(503), Reply(json={"id": "a"}))
    tokens = iter(["one", "two", "three"])
    way.put(make(bearer_auth=lambda: next(tokens))).unwrap()
    sent = [request.headers["authorization"] for request in api.seen]
    assert sent == ["Bearer one", "Bearer two", "Bearer three"]


def test_security_callables_may_be_async_in_async_methods(
    make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503), Reply(json={"id": "a"}))
    tokens = iter(["one", "two"])

    async def token() -> str:
        await asyncio.sleep(0)
        return next(tokens)

    ASYNC.put(make(bearer_auth=token)).unwrap()
    assert [request.headers["authorization"] for request in api.seen] == [
        "Bearer one",
        "Bearer two",
    ]


def test_an_async_security_callable_in_a_sync_method_is_a_clear_error(
    make: Any,
) -> None:
    async def token() -> str:
        return "token"

    error = SYNC.get(make(bearer_auth=token)).raised
    assert isinstance(error, TypeError)
    assert "async" in str(error)


def test_what_before_request_puts_in_authorization_stays(
    way: Way, make: Any, api: Server
) -> None:
    def own(ctx: Any, request: Any) -> Any:
        request.headers["authorization"] = "Bearer mine"
        return request

    api.reply("/things/a", Reply(503), Reply(json={"id": "a"}))
    way.put(make(hook_for(way, "before_request", own))).unwrap()
    assert [request.headers["authorization"] for request in api.seen] == [
        "Bearer mine"
    ] * 2
