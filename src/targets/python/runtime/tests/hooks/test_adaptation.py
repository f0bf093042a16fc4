"""Contract, section 4: sync methods, async methods, and adaptation."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from ways import (
    ASYNC,
    SYNC,
    AsyncNamed,
    AsyncRecord,
    Author,
    Named,
    SyncRecord,
    async_at,
    at,
)

from sdk._hooks import AsyncSDKHooks, SDKHooks
from sdk._runtime.describe import describe_registry


def test_a_sync_method_runs_sync_hooks_directly_without_thread_or_loop(
    make: Any,
) -> None:
    places: Any = []

    def where(ctx: Any, request: Any) -> Any:
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        places.append(threading.get_ident())
        return request

    SYNC.get(make(at("before_request", where))).unwrap()
    assert places == [threading.get_ident()]


def test_sync_methods_run_no_async_hooks(make: Any) -> None:
    seen = AsyncRecord()
    SYNC.get(make(seen)).unwrap()
    assert seen.log == []


def test_async_methods_run_sync_hooks_off_the_loop_with_only_registration_py(
    author: Author, make: Any
) -> None:
    seen = SyncRecord()
    author.registers("before_request", seen)
    ASYNC.get(make()).unwrap()
    assert seen.points == ["before_request"]
    assert seen.threads != [threading.get_ident()]


def test_the_loop_goes_on_while_an_adapted_hook_blocks(
    author: Author, make: Any
) -> None:
    free = threading.Event()

    def wait_for_the_loop(ctx: Any, request: Any) -> Any:
        assert free.wait(10), "the loop stood still"
        return request

    author.registers("before_request", at("before_request", wait_for_the_loop))

    async def main() -> None:
        async with make() as sdk:
            call = asyncio.ensure_future(sdk.things.get_thing_async(thing_id="a"))
            await asyncio.sleep(0)
            asyncio.get_running_loop().call_later(0.01, free.set)
            await call

    asyncio.run(main())


def test_native_async_hooks_run_on_the_callers_loop(make: Any) -> None:
    loops: Any = []

    async def where(ctx: Any, request: Any) -> Any:
        loops.append(asyncio.get_running_loop())
        return request

    async def main() -> None:
        async with make(async_at("before_request", where)) as sdk:
            await sdk.things.get_thing_async(thing_id="a")
            assert loops == [asyncio.get_running_loop()]

    asyncio.run(main())


def test_a_hook_that_is_not_blocking_runs_inline_on_the_loop(
    author: Author, make: Any
) -> None:
    seen = SyncRecord()
    seen.blocking = False  # type: ignore[attr-defined]
    author.registers("before_request", seen)
    ASYNC.get(make()).unwrap()
    assert seen.threads == [threading.get_ident()]


def test_blocking_is_true_unless_it_is_said_otherwise(
    author: Author, make: Any
) -> None:
    seen = SyncRecord()
    seen.blocking = None  # type: ignore[attr-defined]
    author.registers("before_request", seen)
    ASYNC.get(make()).unwrap()
    assert seen.threads != [threading.get_ident()]


def test_async_methods_run_the_adapted_hooks_first_and_then_the_async_ones(
    author: Author, make: Any
) -> None:
    log: Any = []
    author.registers(
        "before_request",
        Named(log, "sync 1"),
        Named(log, "sync 2"),
        native=[AsyncNamed(log, "async 1"), AsyncNamed(log, "async 2")],
    )
    ASYNC.get(make()).unwrap()
    assert log == ["sync 1", "sync 2", "async 1", "async 2"]


def test_an_adapted_hook_that_is_registered_last_runs_before_the_async_ones() -> None:
    log: Any = []
    sync = SDKHooks()
    hooks = AsyncSDKHooks(sync)
    hooks.register_before_request_hook(AsyncNamed(log))
    sync.register_before_request_hook(Named(log))
    table = describe_registry(hooks.registry)
    assert [(row.hook, row.order) for row in table] == [
        ("Named", "1 / 1"),
        ("AsyncNamed", "- / 2"),
    ]


def test_the_users_hooks_run_after_all_of_the_authors_in_the_order_given(
    author: Author, make: Any
) -> None:
    log: Any = []
    author.registers(
        "before_request", Named(log, "author"), native=[AsyncNamed(log, "author async")]
    )
    users = [AsyncNamed(log, "user 1"), Named(log, "user 2"), AsyncNamed(log, "user 3")]
    ASYNC.get(make(*users)).unwrap()
    assert log == ["author", "author async", "user 1", "user 2", "user 3"]
    log.clear()
    SYNC.get(make(*users)).unwrap()
    assert log == ["author", "user 2"]
