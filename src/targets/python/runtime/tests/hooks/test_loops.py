"""Event loops: several of them, uvloop, trio, timeouts."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import Any

import pytest
from ways import (
    SyncRecord,
    at,
    ended,
)

from sdk import SDK


def test_two_event_loops_in_two_threads_share_one_sdk(make: Any, api: Any) -> None:
    seen = SyncRecord()
    sdk = make(seen)
    found: Any = []
    barrier = threading.Barrier(2, timeout=10)

    async def calls() -> None:
        for _ in range(10):
            found.append((await sdk.things.get_thing_async(thing_id="a")).id)

    def program() -> None:
        barrier.wait()
        asyncio.run(run_and_close(sdk, calls))

    threads = [threading.Thread(target=program) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["a"] * 20
    assert len(seen.log) == 40


async def run_and_close(sdk: SDK, calls: Any) -> None:
    try:
        await calls()
    finally:
        # This loop's connections only: the other loop goes on.
        client: Any = sdk.sdk_configuration.async_client
        await client.close_loop()


def test_one_loop_after_the_other_may_use_one_sdk(make: Any) -> None:
    sdk = make(SyncRecord())

    async def call() -> str:
        try:
            return (await sdk.things.get_thing_async(thing_id="a")).id
        finally:
            client: Any = sdk.sdk_configuration.async_client
            await client.close_loop()

    assert [asyncio.run(call()) for _ in range(3)] == ["a", "a", "a"]


def test_uvloop_serves_adapted_hooks_too(make: Any) -> None:
    uvloop = pytest.importorskip("uvloop")
    seen = SyncRecord()

    async def main() -> None:
        async with make(seen) as sdk:
            await asyncio.gather(
                *(sdk.things.get_thing_async(thing_id="a") for _ in range(10))
            )

    loop = uvloop.new_event_loop()
    loop.run_until_complete(main())
    loop.close()
    assert len(seen.log) == 20


def test_trio_is_refused_with_a_clear_message_where_hooks_need_a_thread(
    make: Any,
) -> None:
    trio = pytest.importorskip("trio")

    async def main() -> None:
        sdk = make(SyncRecord())
        with pytest.raises(RuntimeError, match="need asyncio"):
            await sdk.things.get_thing_async(thing_id="a")

    trio.run(main)


def test_trio_works_with_native_hooks(make: Any) -> None:
    trio = pytest.importorskip("trio")
    from ways import AsyncRecord

    seen = AsyncRecord()

    async def main() -> None:
        sdk = make(seen)
        assert (await sdk.things.get_thing_async(thing_id="a")).id == "a"
        await sdk.sdk_configuration.async_client.aclose()

    trio.run(main)
    assert seen.points == ["before_request", "after_success"]


def test_timeouts_in_the_middle_of_an_adapted_hook_cancel_the_call_at_once(
    make: Any,
) -> None:
    release = threading.Event()
    threads: Any = []

    def slow(ctx: Any, request: Any) -> Any:
        threads.append(threading.current_thread())
        release.wait(10)
        return request

    async def main() -> None:
        import anyio

        async with make(at("before_request", slow)) as sdk:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(sdk.things.get_thing_async(thing_id="a"), 0.02)
            if sys.version_info >= (3, 11):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.02):
                        await sdk.things.get_thing_async(thing_id="a")
            with anyio.move_on_after(0.02) as scope:
                await sdk.things.get_thing_async(thing_id="a")
            assert scope.cancelled_caught
            assert not release.is_set()

    asyncio.run(main())
    # The loop is closed by now; the hooks end without anybody waiting for them.
    release.set()
    ended(threads)
