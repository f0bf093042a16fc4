"""Contract, section 4: async hooks in sync methods (AsyncToSync adapters)."""

from __future__ import annotations

import asyncio
import contextvars
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from test_hops import ASYNC_ADAPTERS
from ways import Author, Way, async_at

from sdk._hooks import AsyncToSyncBeforeRequestAdapter, SyncToAsyncBeforeRequestAdapter
from sdk._runtime.bridge import bridge

SYNC, ASYNC = Way("sync"), Way("async")
RUNTIME = Path(__file__).parents[2]
variable: contextvars.ContextVar[str] = contextvars.ContextVar("bridged", default="")


def adapted(function: Any) -> Any:
    return AsyncToSyncBeforeRequestAdapter(async_at("before_request", function))


@pytest.mark.parametrize("point", ASYNC_ADAPTERS)
def test_an_adapter_runs_an_async_hook_and_gives_its_answer(point: str) -> None:
    adapter, values = ASYNC_ADAPTERS[point]

    async def answer(ctx: Any, *given: Any) -> Any:
        await asyncio.sleep(0)
        return ctx, given

    assert getattr(adapter(async_at(point, answer)), point)("context", *values) == (
        "context",
        values,
    )


def test_a_sync_method_runs_it_in_a_call(author: Author, make: Any, api: Any) -> None:
    async def sign(ctx: Any, request: Any) -> Any:
        await asyncio.sleep(0)
        request.headers["x-signed"] = "yes"
        return request

    author.registers("before_request", adapted(sign))
    SYNC.get(make()).unwrap()
    assert api.seen[0].headers["x-signed"] == "yes"


def test_one_loop_in_one_daemon_thread_serves_all_adapters_of_the_process() -> None:
    async def where(ctx: Any, request: Any) -> Any:
        return asyncio.get_running_loop(), threading.current_thread()

    places = {adapted(where).before_request(None, None) for _ in range(5)}  # type: ignore[arg-type]
    assert len(places) == 1
    (_, thread), *_ = places
    assert thread.daemon
    assert thread is not threading.current_thread()


def test_connection_pools_live_on_from_call_to_call(api: Any) -> None:
    client: Any = None

    async def ask(ctx: Any, request: Any) -> Any:
        nonlocal client
        client = client or httpx.AsyncClient()
        return (await client.get(f"{api.url}/things/a")).json()

    hook = adapted(ask)
    assert [hook.before_request(None, None) for _ in range(3)] == [{"id": "a"}] * 3
    bridge.run(lambda: client.aclose())


def test_the_callers_context_variables_are_copied() -> None:
    async def read(ctx: Any, request: Any) -> Any:
        found = variable.get()
        variable.set("changed by the hook")
        return found

    variable.set("caller's")
    assert adapted(read).before_request(None, None) == "caller's"
    assert variable.get() == "caller's"


def test_it_works_under_a_running_loop_as_in_a_notebook(
    author: Author, make: Any
) -> None:
    async def wait(ctx: Any, request: Any) -> Any:
        await asyncio.sleep(0)
        return request

    author.registers("before_request", adapted(wait))

    async def cell() -> None:
        with make() as sdk:
            assert sdk.things.get_thing(thing_id="a").id == "a"

    asyncio.run(cell())


def test_current_task_and_timeouts_work_in_the_hook() -> None:
    async def use(ctx: Any, request: Any) -> Any:
        assert asyncio.current_task() is not None
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.001)
        if sys.version_info >= (3, 11):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.001):
                    await asyncio.Event().wait()
        return "used"

    assert adapted(use).before_request(None, None) == "used"


def test_an_exception_reaches_the_caller_with_its_traceback() -> None:
    async def a_function_of_mine(ctx: Any, request: Any) -> Any:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine") as caught:
        adapted(a_function_of_mine).before_request(None, None)
    assert caught.traceback[-1].name == "a_function_of_mine"


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_in_the_hook_reaches_the_caller_and_leaves_the_loop_alive(
    kind: Any,
) -> None:
    async def interrupt(ctx: Any, request: Any) -> Any:
        raise kind

    async def fine(ctx: Any, request: Any) -> Any:
        return "fine"

    with pytest.raises(kind):
        adapted(interrupt).before_request(None, None)
    assert adapted(fine).before_request(None, None) == "fine"


@pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal")
def test_ctrl_c_while_waiting_interrupts_the_caller_and_cancels_the_hook() -> None:
    cancelled = threading.Event()

    async def wait(ctx: Any, request: Any) -> Any:
        # From the loop's thread, once the caller waits for this hook.
        os.kill(os.getpid(), signal.SIGINT)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    with pytest.raises(KeyboardInterrupt):
        adapted(wait).before_request(None, None)
    assert cancelled.wait(10)


def test_on_its_own_loops_thread_it_raises_at_once() -> None:
    async def fine(ctx: Any, request: Any) -> Any:
        return "fine"

    inner = adapted(fine)

    async def call_sync(ctx: Any, request: Any) -> Any:
        return inner.before_request(ctx, request)

    with pytest.raises(RuntimeError, match="would wait for itself"):
        adapted(call_sync).before_request(None, None)


def test_adapters_around_each_other_cancel_out(author: Author, make: Any) -> None:
    threads: Any = []

    class Hook:
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            threads.append(threading.current_thread())
            return request

    there_and_back: Any = AsyncToSyncBeforeRequestAdapter(
        SyncToAsyncBeforeRequestAdapter(Hook())
    )  # type: ignore
    author.registers("before_request", there_and_back)
    SYNC.get(make()).unwrap()
    assert threads == [threading.main_thread()]


def test_many_threads_may_call_at_once() -> None:
    async def echo(ctx: Any, request: Any) -> Any:
        await asyncio.sleep(0)
        return request

    hook = adapted(echo)
    found: Any = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(hook.before_request(None, n)))
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(20))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_it_survives_fork_by_starting_anew() -> None:
    program = """
import asyncio, os, sys
from sdk._hooks import AsyncToSyncBeforeRequestAdapter

class Hook:
    async def before_request(self, hook_ctx, request):
        await asyncio.sleep(0)
        return os.getpid()

adapter = AsyncToSyncBeforeRequestAdapter(Hook())
assert adapter.before_request(None, None) == os.getpid()
child = os.fork()
if child == 0:
    ok = adapter.before_request(None, None) == os.getpid()
    os._exit(0 if ok else 1)
assert os.waitpid(child, 0)[1] == 0
assert adapter.before_request(None, None) == os.getpid()
print("both")
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=RUNTIME,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.stdout, run.returncode) == ("both\n", 0), run.stderr
