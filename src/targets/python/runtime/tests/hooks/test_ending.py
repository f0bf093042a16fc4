"""Closing, forks, the end of the program, objects that are dropped."""

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
from ways import (
    SyncRecord,
    at,
    ended,
    hook_threads,
)

from sdk._runtime.executor import HookThreads

RUNTIME = Path(__file__).parents[2]


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
