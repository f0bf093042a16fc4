"""Around hooks."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from server import Reply, Server
from ways import (
    ASYNC,
    SYNC,
    AsyncRecord,
    Author,
    SyncRecord,
    Way,
    async_at,
    at,
    hook_for,
)

from sdk._hooks import (
    AroundRequestHook,
    AsyncAroundRequestHook,
)


class Around(AroundRequestHook):
    def __init__(self, log: Any, name: str = "around") -> None:
        self.log, self.name = log, name

    def around_request(self, hook_ctx: Any, request: Any, call_next: Any) -> Any:
        self.log.append(f"{self.name} begins")
        try:
            return call_next(request)
        finally:
            self.log.append(f"{self.name} ends")


class AsyncAround(AsyncAroundRequestHook):
    def __init__(self, log: Any, name: str = "around", supersedes: Any = ()) -> None:
        self.log, self.name, self.supersedes = log, name, supersedes

    async def around_request(self, hook_ctx: Any, request: Any, call_next: Any) -> Any:
        self.log.append(f"{self.name} begins")
        try:
            return await call_next(request)
        finally:
            self.log.append(f"{self.name} ends")


def around(way: Way, log: Any, name: str = "around") -> Any:
    return AsyncAround(log, name) if way.is_async else Around(log, name)


def test_around_hooks_wrap_each_attempt_the_first_registered_outermost(
    way: Way, make: Any, api: Server
) -> None:
    log: Any = []
    way.get(make(around(way, log, "outer"), around(way, log, "inner"))).unwrap()
    assert log == ["outer begins", "inner begins", "inner ends", "outer ends"]


def test_around_hooks_run_between_before_request_and_the_response(
    way: Way, make: Any
) -> None:
    log: Any = []

    def note(point: str) -> Any:
        return hook_for(way, point, lambda ctx, value: log.append(point) or value)

    way.get(
        make(around(way, log), note("before_request"), note("after_success"))
    ).unwrap()
    assert log == ["before_request", "around begins", "around ends", "after_success"]


def test_each_attempt_is_wrapped(way: Way, make: Any, api: Server) -> None:
    api.reply("/things/a", Reply(503), Reply(drop=True), Reply(json={"id": "a"}))
    log: Any = []
    way.put(make(around(way, log))).unwrap()
    assert log == ["around begins", "around ends"] * 3


def test_an_around_hook_may_answer_without_calling_next(
    way: Way, make: Any, api: Server
) -> None:
    cached = httpx.Response(200, json={"id": "cached"})
    hook = hook_for(way, "around_request", lambda ctx, request, call_next: cached)
    assert way.get(make(hook)).unwrap().id == "cached"
    assert api.seen == []


def test_an_around_hook_may_send_another_request_or_several(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(401), Reply(json={"id": "a"}))

    def again(ctx: Any, request: Any, call_next: Any) -> Any:
        if call_next(request).status_code == 401:
            request.headers["x-again"] = "1"
        return call_next(request)

    async def again_async(ctx: Any, request: Any, call_next: Any) -> Any:
        if (await call_next(request)).status_code == 401:
            request.headers["x-again"] = "1"
        return await call_next(request)

    hook = (
        async_at("around_request", again_async)
        if way.is_async
        else at("around_request", again)
    )
    assert way.get(make(hook)).unwrap().id == "a"
    assert ["x-again" in request.headers for request in api.seen] == [False, True]


def test_an_exception_of_an_around_hook_goes_to_after_error(
    way: Way, make: Any
) -> None:
    error = ConnectionRefusedError("the circuit is open")

    def refuse(*_: Any) -> Any:
        raise error

    seen: Any = AsyncRecord() if way.is_async else SyncRecord()
    assert way.get(make(hook_for(way, "around_request", refuse), seen)).raised is error
    assert seen.log[-1] == ("after_error", None, error)


def test_an_around_hook_that_returns_none_is_named(way: Way, make: Any) -> None:
    error = way.get(make(hook_for(way, "around_request", lambda *_: None))).raised
    assert isinstance(error, TypeError)
    assert (
        "Hook.around_request returned None; around_request has to return an httpx.Response"
        in str(error)
    )


def test_a_context_variable_set_around_is_current_while_the_request_is_sent(
    make: Any,
) -> None:
    import contextvars

    span: Any = contextvars.ContextVar("span", default=None)
    seen: Any = []

    async def trace(ctx: Any, request: Any, call_next: Any) -> Any:
        token = span.set("span")
        try:
            return await call_next(request)
        finally:
            span.reset(token)

    async def main() -> None:
        async def look(request: Any) -> None:
            seen.append(span.get())

        async with httpx.AsyncClient(event_hooks={"request": [look]}) as client:
            async with make(
                async_at("around_request", trace), async_client=client
            ) as sdk:
                await sdk.things.get_thing_async(thing_id="a")

    asyncio.run(main())
    assert seen == ["span"]


def test_a_sync_around_hook_without_async_counterpart_is_an_error_at_the_first_async_call(
    author: Author, make: Any, api: Server
) -> None:
    author.registers("around_request", Around([]))
    SYNC.get(make()).unwrap()
    error = ASYNC.get(make()).raised
    assert isinstance(error, TypeError)
    assert str(error).startswith("Around is a sync around hook")
    assert "AsyncAroundRequestHook" in str(error)
    assert "supersedes = (Around,)" in str(error)
    assert len(api.seen) == 1


def test_an_async_around_hook_that_supersedes_it_lifts_the_error(
    author: Author, make: Any
) -> None:
    log: Any = []
    author.registers(
        "around_request", Around([]), native=[AsyncAround(log, supersedes=(Around,))]
    )
    ASYNC.get(make()).unwrap()
    assert log == ["around begins", "around ends"]


def test_streams_flow_through_around_hooks(way: Way, make: Any) -> None:
    outcome = way.calls(make(around(way, [])), ("watch_thing", {"thing_id": "a"}))[0]
    assert [event.id for event in outcome.unwrap()] == ["1", "2"]
