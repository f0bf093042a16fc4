"""AsyncToSync against a bare round trip to a loop and against `asyncio.run`, all on one CPU.

The process is pinned before anything is imported: threads inherit it, and wake-ups across CPUs drown the rest.
"""

from __future__ import annotations

import os

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import asyncio
import threading
from typing import Any

from kinds import AsyncToSyncBeforeRequestAdapter, Native, httpx
from measure import fastest, report, shuffled


class Careful(Native):
    """Uses what works only in a task."""

    async def before_request(self, hook_ctx: Any, request: httpx.Request) -> httpx.Request:
        assert asyncio.current_task() is not None
        timeout = getattr(asyncio, "timeout", None)
        if timeout is None:
            return await asyncio.wait_for(asyncio.sleep(0, request), 1)
        async with timeout(1):
            return await asyncio.sleep(0, request)


if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    done = threading.Lock()
    done.acquire()

    def bare() -> None:
        loop.call_soon_threadsafe(done.release)
        done.acquire()

    hook, context = Native(), None
    adapter: Any = AsyncToSyncBeforeRequestAdapter(hook)
    request = httpx.Request("GET", "http://bench.test")
    assert AsyncToSyncBeforeRequestAdapter(Careful()).before_request(context, request) is request
    pieces = {
        "bare": bare,
        "ours": lambda: adapter.before_request(context, request),
        "run": lambda: asyncio.run(hook.before_request(context, request)),
    }
    report([], seconds=fastest(shuffled(pieces, 3000)))
