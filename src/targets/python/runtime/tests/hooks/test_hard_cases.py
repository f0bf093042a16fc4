"""What hooks may do that one would not think of."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import Any

import httpx
import pytest
from server import Reply, Server
from ways import (
    ASYNC,
    AsyncRecord,
    Author,
    Named,
    SyncRecord,
    Way,
    at,
    hook_for,
)


def test_a_hook_that_registers_another_while_running_takes_effect_from_the_next_call(
    way: Way, make: Any
) -> None:
    log: Any = []
    sdk = make()
    hooks = sdk.sdk_configuration.__dict__["_hooks"]

    class Registering(Named):
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            if not log:
                hooks.register_before_request_hook(Named(log, "late"))
            return super().before_request(hook_ctx, request)

    hooks.register_before_request_hook(Registering(log, "first"))
    get = ("get_thing", {"thing_id": "a"})
    for outcome in way.calls(sdk, get, get):
        outcome.unwrap()
    assert log == ["first", "first", "late"]


def test_the_same_object_at_two_points_and_twice_at_one_runs_as_often(
    way: Way, author: Author, make: Any
) -> None:
    seen = SyncRecord()

    def init_hooks(hooks: Any) -> None:
        hooks.register_before_request_hook(seen)
        hooks.register_before_request_hook(seen)
        hooks.register_after_success_hook(seen)

    author.writes(init_hooks)
    way.get(make()).unwrap()
    assert seen.points == ["before_request", "before_request", "after_success"]


def test_duck_typed_hooks_are_hooks(way: Way, author: Author, make: Any) -> None:
    import functools
    import unittest.mock

    class Callable:
        def __init__(self) -> None:
            self.calls = 0

        def __call__(self, hook_ctx: Any, request: Any) -> Any:
            self.calls += 1
            return request

    called = Callable()

    class Duck:
        before_request = called

    class Partial:
        before_request = staticmethod(
            functools.partial(lambda ctx, request: called(ctx, request))
        )

    mock = unittest.mock.Mock(spec=["before_request"])
    mock.before_request.side_effect = called
    author.registers("before_request", Duck(), Partial(), mock)
    way.get(make()).unwrap()
    assert called.calls == 3


def test_duck_typed_async_hooks_are_hooks(author: Author, make: Any) -> None:
    import functools
    import unittest.mock

    log: Any = []

    def logged(function: Any) -> Any:
        @functools.wraps(function)
        def wrapper(*args: Any) -> Any:
            log.append("wrapped")
            return function(*args)

        return wrapper

    class Decorated:
        @logged
        async def before_request(self, hook_ctx: Any, request: Any) -> Any:
            return request

    mock = unittest.mock.Mock(spec=["before_request"])
    mock.before_request = unittest.mock.AsyncMock(
        side_effect=lambda ctx, request: request
    )
    author.registers("before_request", native=[Decorated(), mock])
    ASYNC.get(make()).unwrap()
    assert log == ["wrapped"]
    mock.before_request.assert_awaited_once()


def test_a_coroutine_from_a_sync_hook_is_a_clear_error_and_not_sent(
    way: Way, make: Any
) -> None:
    async def later() -> None: ...

    error = way.get(make(at("before_request", lambda *_: later()))).raised
    assert isinstance(error, TypeError)
    assert "Hook.before_request returned a coroutine" in str(error)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exception groups")
def test_exception_groups_pass_like_any_exception(way: Way, make: Any) -> None:
    group = ExceptionGroup("both", [OSError("disk"), LookupError("mine")])  # noqa: F821

    def fail(ctx: Any, request: Any) -> Any:
        raise group

    seen: Any = AsyncRecord() if way.is_async else SyncRecord()
    assert way.get(make(hook_for(way, "before_request", fail), seen)).raised is group
    assert seen.log == [("after_error", None, group)]


def test_adapted_hooks_with_an_exception_that_has_a_cause_keep_it(make: Any) -> None:
    def fail(ctx: Any, request: Any) -> Any:
        try:
            raise OSError("disk")
        except OSError as error:
            raise LookupError("mine") from error

    error = ASYNC.get(make(at("before_request", fail))).raised
    assert isinstance(error.__cause__, OSError)


def test_do_request_runs_hooks_and_retries_for_a_request_of_the_users_own(
    way: Way, make: Any, api: Server
) -> None:
    from sdk._hooks import HookContext
    from sdk.utils.retries import BackoffStrategy, RetryConfig

    api.reply("/own", Reply(503), Reply(200, body=b"own"))
    seen: Any = AsyncRecord() if way.is_async else SyncRecord()
    sdk = make(seen)
    ctx = HookContext(sdk.sdk_configuration, api.url, "own", None, None)
    request = httpx.Request("GET", f"{api.url}/own")
    retries = (RetryConfig("backoff", BackoffStrategy(1, 5, 1.5, 1000), True), ["5XX"])
    if way.is_async:

        async def main() -> Any:
            async with sdk:
                return await sdk.do_request_async(
                    ctx, request, ["4XX"], retry_config=retries
                )

        response = asyncio.run(main())
    else:
        with sdk:
            response = sdk.do_request(ctx, request, ["4XX"], retry_config=retries)
    assert response.text == "own"
    assert seen.points == ["before_request", "before_request", "after_success"]


def test_many_threads_share_one_sdk_with_hooks(make: Any) -> None:
    seen = SyncRecord()
    with make(seen) as sdk:
        threads = [
            threading.Thread(target=sdk.things.get_thing, kwargs={"thing_id": "a"})
            for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(seen.log) == 32
