"""Contract, section 4: the SDK's own executor, and what becomes of its threads."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from typing import Any, List

import pytest
from ways import (
    ASYNC,
    SyncRecord,
    Way,
    at,
    ended,
    hook_threads,
)

from sdk._runtime.executor import HookThreads


def test_no_thread_is_started_before_the_first_adapted_hook_runs(make: Any) -> None:
    before = hook_threads()
    sdk = make(SyncRecord())
    assert hook_threads() == before
    Way("sync").get(sdk).unwrap()
    assert hook_threads() == before


def test_the_number_of_threads_is_limited_by_hook_threads(make: Any) -> None:
    threads: Any = set()
    before = hook_threads()
    barrier = threading.Barrier(2, timeout=10)

    def meet(ctx: Any, request: Any) -> Any:
        barrier.wait()
        return request

    async def main() -> None:
        async with make(at("before_request", meet), hook_threads=2) as sdk:
            await asyncio.gather(
                *(sdk.things.get_thing_async(thing_id="a") for _ in range(6))
            )
            threads.update(one for one in hook_threads() if one not in before)

    asyncio.run(main())
    assert len(threads) == 2
    ended(threads)


def test_the_default_is_the_cpus_and_four_at_most_32() -> None:
    assert HookThreads().limit == min(32, (os.cpu_count() or 1) + 4)


@pytest.mark.parametrize("wrong", [0, -1])
def test_fewer_than_one_thread_is_refused(make: Any, wrong: int) -> None:
    with pytest.raises(ValueError, match="hook_threads has to be 1 or more"):
        make(hook_threads=wrong)


def test_the_threads_end_with_the_client(make: Any) -> None:
    threads: Any = []

    def note(ctx: Any, request: Any) -> Any:
        threads.append(threading.current_thread())
        return request

    ASYNC.get(make(at("before_request", note))).unwrap()
    ended(threads)


def test_no_thread_is_left_after_the_sdk_was_collected(make: Any) -> None:
    threads: Any = []

    def note(ctx: Any, request: Any) -> Any:
        threads.append(threading.current_thread())
        return request

    async def main() -> None:
        sdk = make(at("before_request", note))
        await sdk.things.get_thing_async(thing_id="a")
        del sdk
        gc.collect()
        # The client closes its connections on this loop.
        for _ in range(20):
            await asyncio.sleep(0)

    asyncio.run(main())
    ended(threads)


def test_adapted_hooks_do_not_wait_behind_the_applications_threads(make: Any) -> None:
    release = threading.Event()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        size = min(32, (os.cpu_count() or 1) + 4)
        busy = [loop.run_in_executor(None, release.wait, 10) for _ in range(size)]
        async with make(SyncRecord()) as sdk:
            await sdk.things.get_thing_async(thing_id="a")
        release.set()
        # None of them gave up waiting before the hook had run.
        assert all(await asyncio.gather(*busy))

    asyncio.run(main())


def test_the_application_does_not_wait_behind_adapted_hooks(make: Any) -> None:
    release = threading.Event()

    def block(ctx: Any, request: Any) -> Any:
        assert release.wait(10)
        return request

    async def main() -> None:
        async with make(at("before_request", block)) as sdk:
            calls = [
                asyncio.ensure_future(sdk.things.get_thing_async(thing_id="a"))
                for _ in range(50)
            ]
            await asyncio.sleep(0)
            assert await asyncio.to_thread(lambda: "through") == "through"
            release.set()
            await asyncio.gather(*calls)

    asyncio.run(main())


def test_a_thousand_concurrent_calls_with_a_blocking_hook_leave_asyncios_threads_free(
    make: Any,
) -> None:
    release, ran = threading.Event(), set()

    def block(ctx: Any, request: Any) -> Any:
        assert release.wait(30)
        ran.add(request.headers["x-number"])
        return LookupError(request.headers["x-number"])

    async def main() -> None:
        async with make(at("before_request", block), hook_threads=8) as sdk:
            calls = [
                asyncio.ensure_future(
                    sdk.things.get_thing_async(
                        thing_id="a", http_headers={"x-number": str(number)}
                    )
                )
                for number in range(1000)
            ]
            # Every call has got as far as the hook's threads let it, and none of them further.
            while len(hook_threads()) < 8:
                await asyncio.to_thread(lambda: None)
            answers = [await asyncio.to_thread(lambda: "through") for _ in range(10)]
            assert answers == ["through"] * 10
            assert not ran
            assert not any(call.done() for call in calls)
            release.set()
            outcomes = await asyncio.gather(*calls, return_exceptions=True)
            assert [str(outcome) for outcome in outcomes] == [
                str(number) for number in range(1000)
            ]

    asyncio.run(main())
    assert len(ran) == 1000


def test_the_loop_has_its_turn_between_many_hooks_that_end_together() -> None:
    threads, before = HookThreads(4), hook_threads()
    turns: List[int] = []

    async def call() -> None:
        await threads.run(lambda job: None)
        turns.append(turn)

    async def main() -> None:
        nonlocal turn
        calls = [asyncio.ensure_future(call()) for _ in range(64)]
        await asyncio.sleep(0)
        threads.close()
        ended([one for one in hook_threads() if one not in before])
        while not all(one.done() for one in calls):
            turn += 1
            await asyncio.sleep(0)

    turn = 0
    asyncio.run(main())
    assert len(turns) == 64
    assert max(turns.count(one) for one in turns) <= 8
