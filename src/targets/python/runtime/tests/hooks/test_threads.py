"""Contract, section 4: the SDK's own executor, and what becomes of its threads."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest
from ways import SyncRecord, Way, at

from sdk import SDK
from sdk._runtime.executor import HookThreads

ASYNC = Way("async")
RUNTIME = Path(__file__).parents[2]


def hook_threads() -> "list[threading.Thread]":
    return [thread for thread in threading.enumerate() if thread.name == "sdk-hook"]


def ended(threads: Any) -> None:
    """Fails if one of these threads goes on."""
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_no_thread_is_started_before_the_first_adapted_hook_runs(make: Any) -> None:
    before = hook_threads()
    sdk = make(SyncRecord())
    assert hook_threads() == before
    Way("sync").get(sdk).unwrap()
    assert hook_threads() == before


def test_the_number_of_threads_is_limited_by_hook_threads(make: Any) -> None:
    threads: Any = set()
    barrier = threading.Barrier(2, timeout=10)

    def meet(ctx: Any, request: Any) -> Any:
        threads.add(threading.current_thread())
        barrier.wait()
        return request

    async def main() -> None:
        async with make(at("before_request", meet), hook_threads=2) as sdk:
            await asyncio.gather(
                *(sdk.things.get_thing_async(thing_id="a") for _ in range(6))
            )

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


def test_closing_while_adapted_hooks_run_lets_the_call_come_to_its_end() -> None:
    begun, release = threading.Event(), threading.Event()
    threads = HookThreads(1)
    done: Any = []

    def slow(job: Any) -> str:
        begun.set()
        assert release.wait(10)
        done.append(threading.current_thread())
        return "done"

    async def main() -> None:
        first = asyncio.ensure_future(threads.run(slow))
        second = asyncio.ensure_future(threads.run(lambda job: "queued"))
        await asyncio.to_thread(begun.wait, 10)
        threads.close()
        release.set()
        assert await first == "done"
        assert await second == "queued"
        assert await threads.run(lambda job: "after closing") == "after closing"

    asyncio.run(main())
    ended(done)
    ended(hook_threads())


def test_a_call_in_flight_ends_when_its_client_is_closed_under_an_adapted_hook(
    make: Any,
) -> None:
    begun, release = threading.Event(), threading.Event()

    def slow(ctx: Any, response: Any) -> Any:
        begun.set()
        assert release.wait(10)
        return response

    async def main() -> None:
        sdk = make(
            at("after_success", slow),
            at("after_success", lambda ctx, response: response),
        )
        async with sdk:
            call = asyncio.ensure_future(sdk.things.get_thing_async(thing_id="a"))
            await asyncio.to_thread(begun.wait, 10)
        release.set()
        assert (await call).id == "a"

    asyncio.run(main())


def test_a_finalizer_inside_an_executor_call_does_not_deadlock() -> None:
    program = """
import asyncio, faulthandler, gc, threading
from sdk import SDK
faulthandler.dump_traceback_later(30, exit=True)

class Hook:
    def before_request(self, hook_ctx, request):
        return request

def cycle():
    sdk = SDK(server_url="http://127.0.0.1:9", hooks=[Hook()])
    sdk.things  # refers to its parent: only the collector can free the two
    return sdk

async def main():
    kept = cycle()
    threads = kept.sdk_configuration.__dict__["_runtime"].threads
    gc.set_threshold(1, 1, 1)
    for _ in range(200):
        dropped = cycle()
        await dropped.sdk_configuration.__dict__["_runtime"].threads.run(lambda job: None)
        del dropped
        await asyncio.gather(*(threads.run(lambda job: [[] for _ in range(20)]) for _ in range(3)))

asyncio.run(main())
print("through")
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=RUNTIME,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (run.stdout, run.returncode) == ("through\n", 0), run.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_adapted_hooks_work_in_a_child_after_fork(api: Any) -> None:
    program = f"""
import asyncio, os, sys
from sdk import SDK

class Hook:
    def before_request(self, hook_ctx, request):
        request.headers["x-pid"] = str(os.getpid())
        return request

sdk = SDK(server_url={api.url!r}, hooks=[Hook()])

def call():
    assert asyncio.run(sdk.things.get_thing_async(thing_id="a")).id == "a"
    assert sdk.things.get_thing(thing_id="a").id == "a"

call()
child = os.fork()
if child == 0:
    call()
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
call()
print("both")
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=RUNTIME,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.stdout, run.returncode) == ("both\n", 0), run.stderr
    assert len({request.headers["x-pid"] for request in api.seen}) == 2


def test_an_async_call_at_interpreter_shutdown_ends(api: Any) -> None:
    program = f"""
import asyncio, atexit
from sdk import SDK

class Hook:
    def before_request(self, hook_ctx, request):
        return request

sdk = SDK(server_url={api.url!r}, hooks=[Hook()])

@atexit.register
def last():
    print(asyncio.run(sdk.things.get_thing_async(thing_id="a")).id)
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=RUNTIME,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.stdout, run.returncode) == ("a\n", 0), run.stderr


def test_a_hook_that_never_ends_does_not_hold_up_the_end_of_the_program(
    api: Any,
) -> None:
    program = f"""
import asyncio, threading
from sdk import SDK

class Hook:
    def before_request(self, hook_ctx, request):
        threading.Event().wait()

async def main():
    try:
        await asyncio.wait_for(SDK(server_url={api.url!r}, hooks=[Hook()]).things.get_thing_async(thing_id="a"), 0.05)
    except asyncio.TimeoutError:
        print("timed out")

asyncio.run(main())
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=RUNTIME,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.stdout, run.stderr, run.returncode) == ("timed out\n", "", 0)


def test_a_thousand_sdks_made_and_dropped_leave_no_thread_and_no_object(
    make: Any,
) -> None:
    alive: Any = weakref.WeakSet()
    before = set(hook_threads())

    async def main() -> None:
        for number in range(1000):
            sdk = make(SyncRecord())
            alive.add(sdk)
            alive.add(sdk.sdk_configuration)
            if number % 20 == 0:
                await sdk.things.get_thing_async(thing_id="a")
        del sdk
        gc.collect()
        for _ in range(20):
            await asyncio.sleep(0)

    asyncio.run(main())
    ended(set(hook_threads()) - before)
    gc.collect()
    assert len(alive) == 0


def test_a_thousand_sdks_made_and_dropped_leave_memory_flat(make: Any) -> None:
    def objects_after(number: int) -> int:
        for _ in range(number):
            assert make(SyncRecord()).things
        gc.collect()
        return len(gc.get_objects())

    objects_after(50)
    before = objects_after(50)
    # Less than an object for every ten SDKs: nothing of theirs stays.
    assert objects_after(1000) - before < 100


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
