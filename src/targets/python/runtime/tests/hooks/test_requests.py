"""Exceptions of hooks, and the request that attempts start from."""

from __future__ import annotations

import asyncio
import traceback
from typing import Any

import httpx
import pytest
from server import Reply, Server
from ways import (
    AsyncRecord,
    SyncRecord,
    Way,
    async_at,
    at,
    hook_for,
    record,
)


@pytest.mark.parametrize(
    "point", ["before_request", "after_success", "after_error", "after_parse_error"]
)
@pytest.mark.parametrize("kind", ["native", "other"])
def test_a_hook_that_raises_reaches_the_caller_unwrapped_with_its_traceback(
    way: Way, make: Any, api: Server, point: str, kind: str
) -> None:
    if point in ("after_error", "after_parse_error"):
        api.reply("/things/a", Reply(404, json={"message": "gone"}))
    cause = OSError("disk")

    def a_function_of_mine(ctx: Any, *values: Any) -> Any:
        raise LookupError("mine") from cause

    hook = (
        at(point, a_function_of_mine)
        if kind == "other"
        else hook_for(way, point, a_function_of_mine)
    )
    error = way.get(make(hook)).raised
    assert type(error) is LookupError
    assert error.__cause__ is cause
    names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
    assert names[-1] == "a_function_of_mine"


def test_cancellation_is_never_given_to_a_hook_and_never_swallowed(make: Any) -> None:
    seen = AsyncRecord()

    async def cancel(ctx: Any, request: Any) -> Any:
        raise asyncio.CancelledError

    error = Way("async").get(make(async_at("before_request", cancel), seen)).raised
    assert isinstance(error, asyncio.CancelledError)
    assert seen.log == []


def test_keyboard_interrupt_is_never_given_to_a_hook_and_never_swallowed(
    make: Any,
) -> None:
    seen = SyncRecord()

    def interrupt(ctx: Any, request: Any) -> Any:
        raise KeyboardInterrupt

    error = Way("sync").get(make(at("before_request", interrupt), seen)).raised
    assert isinstance(error, KeyboardInterrupt)
    assert seen.log == []


def test_each_attempt_starts_from_the_same_request_object(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503), Reply(drop=True), Reply(json={"id": "a"}))

    def key_if_there_is_none(ctx: Any, request: Any) -> Any:
        request.headers.setdefault("idempotency-key", f"key-{ctx.attempt}")
        return request

    seen = record(way)
    way.put(make(hook_for(way, "before_request", key_if_there_is_none), seen)).unwrap()
    assert (
        len({id(entry[1]) for entry in seen.log if entry[0] == "before_request"}) == 1
    )
    assert [request.headers["idempotency-key"] for request in api.seen] == ["key-0"] * 3


def test_a_new_request_lasts_for_its_attempt(way: Way, make: Any, api: Server) -> None:
    api.reply("/things/a", Reply(503), Reply(json={"id": "a"}))

    def replaced(ctx: Any, request: Any) -> Any:
        if ctx.attempt == 0:
            return httpx.Request(
                "PUT", request.url, headers={"x-new": "1"}, json={"id": "a"}
            )
        return request

    way.put(make(hook_for(way, "before_request", replaced))).unwrap()
    assert ["x-new" in request.headers for request in api.seen] == [True, False]


@pytest.mark.parametrize("maker", ["request", "client"])
def test_a_request_that_a_hook_makes_keeps_the_calls_timeout(
    way: Way, make: Any, maker: str
) -> None:
    timeouts: Any = []

    def remade(ctx: Any, request: Any) -> Any:
        if maker == "request":
            return httpx.Request(request.method, request.url)
        client = ctx.config.async_client if way.is_async else ctx.config.client
        return client.build_request(request.method, request.url)

    def look(ctx: Any, response: Any) -> Any:
        timeouts.append(response.request.extensions["timeout"]["read"])
        return response

    way.get(
        make(
            hook_for(way, "before_request", remade),
            hook_for(way, "after_success", look),
        ),
        timeout_ms=12_345,
    ).unwrap()
    assert timeouts == [12.345]


def test_a_timeout_that_the_hook_sets_stays(way: Way, make: Any) -> None:
    def remade(ctx: Any, request: Any) -> Any:
        timeout = httpx.Timeout(7.0).as_dict()
        return httpx.Request(
            request.method, request.url, extensions={"timeout": timeout}
        )

    timeouts: Any = []

    def look(ctx: Any, response: Any) -> Any:
        timeouts.append(response.request.extensions["timeout"]["read"])
        return response

    way.get(
        make(
            hook_for(way, "before_request", remade),
            hook_for(way, "after_success", look),
        ),
        timeout_ms=12_345,
    ).unwrap()
    assert timeouts == [7.0]
