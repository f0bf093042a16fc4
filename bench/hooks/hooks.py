"""What hooks cost: each kind against a call without hooks, and the ways between threads and loops."""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, List

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "sdk"))
import bench_bare
import httpx
from bench_sdk import Bench
from bench_sdk._hooks import AsyncToSyncBeforeRequestAdapter
from bench_sdk._hooks.asynctypes import AsyncBeforeRequestHook
from bench_sdk._hooks.types import BeforeRequestContext, BeforeRequestHook
from measure import Seconds, in_turns, in_turns_async, middle, more_than, report
from raw import THING, transport


class Blocking(BeforeRequestHook):
    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        return request


class Inline(Blocking):
    blocking = False


class Native(AsyncBeforeRequestHook):
    async def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        return request


class Slow(BeforeRequestHook):
    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        time.sleep(0.005)
        return request


def sync_sdk(hooks: List[object], package: Any = None) -> Any:
    make = Bench if package is None else package.Bench
    return make(client=httpx.Client(transport=transport(THING)), hooks=hooks)


def async_sdk(hooks: List[object], package: Any = None, **more: Any) -> Any:
    make = Bench if package is None else package.Bench
    return make(async_client=httpx.AsyncClient(transport=transport(THING)), hooks=hooks, **more)


def remove_hooks() -> None:
    """Takes the calls of hooks out of `bench_bare`, a copy of the same package."""
    attempts = importlib.import_module("bench_bare._runtime.attempts")
    attempts_async = importlib.import_module("bench_bare._runtime.attempts_async")

    def attempt(exchange: Any, client: Any, points: Any) -> Any:
        return attempts._send(exchange, client, exchange.request)

    def after(exchange: Any, points: Any, response: Any) -> Any:
        exchange.is_error(response.status_code)
        return response

    async def attempt_async(exchange: Any, client: Any, chains: Any, threads: Any) -> Any:
        return await attempts_async._send(exchange, client, exchange.request)

    async def after_async(exchange: Any, chains: Any, threads: Any, response: Any) -> Any:
        exchange.is_error(response.status_code)
        return response

    attempts._attempt, attempts._after_response = attempt, after
    attempts_async._attempt, attempts_async._after_response = attempt_async, after_async


def alone(count: int) -> List[object]:
    """Adapted hooks that cannot share a hop, because an inline one stands between."""
    hooks: List[object] = []
    for index in range(count):
        hooks += [Inline()] * bool(index) + [Blocking()]
    return hooks


def calls() -> List[dict[str, Any]]:
    """Microseconds that the hooks add to a sync call."""
    sdks = {
        "no hooks": sync_sdk([]),
        "the hook calls removed": sync_sdk([], bench_bare),
        "1 direct": sync_sdk([Blocking()]),
        "20 direct": sync_sdk([Blocking() for _ in range(20)]),
        "1 async hook through AsyncToSync": sync_sdk([AsyncToSyncBeforeRequestAdapter(Native())]),
    }
    for sdk in sdks.values():
        sdk.things.get_thing(thing_id="a")
    pieces = {name: (lambda sdk=sdk: sdk.things.get_thing(thing_id="a")) for name, sdk in sdks.items()}
    return added("sync", in_turns(pieces, 200, rounds=41))


async def calls_async(concurrency: int) -> List[dict[str, Any]]:
    sdks = {
        "no hooks": async_sdk([]),
        "the hook calls removed": async_sdk([], bench_bare),
        "1 native": async_sdk([Native()]),
        "20 native": async_sdk([Native() for _ in range(20)]),
        "1 inline (`blocking = False`)": async_sdk([Inline()]),
        "20 inline": async_sdk([Inline() for _ in range(20)]),
        "1 adapted": async_sdk([Blocking()]),
        "10 adapted neighbours": async_sdk([Blocking() for _ in range(10)]),
        "20 adapted neighbours": async_sdk([Blocking() for _ in range(20)]),
        "20 adapted, each alone": async_sdk(alone(20)),
    }
    pieces: dict[str, Callable[[], Any]] = {
        name: (lambda sdk=sdk: sdk.things.get_thing_async(thing_id="a")) for name, sdk in sdks.items()
    }
    plain = async_sdk([])

    async def with_to_thread() -> Any:
        await asyncio.to_thread(lambda: None)
        return await plain.things.get_thing_async(thing_id="a")

    pieces["raw `asyncio.to_thread` before the call"] = with_to_thread
    for piece in pieces.values():
        await piece()
    times = 100 if concurrency == 1 else concurrency
    rounds = 31 if concurrency == 1 else 7
    return added(f"async, {concurrency} at a time", await in_turns_async(pieces, times, rounds, concurrency))


def added(kind: str, seconds: Seconds) -> List[dict[str, Any]]:
    whole, more = middle(seconds), more_than("no hooks", seconds)
    return [
        {"kind": kind, "what": what, "micros": whole[what] * 1e6, "added": more[what] * 1e6}
        for what in seconds
    ]


def bridges() -> dict[str, float]:
    """AsyncToSync, pinned to one CPU, against a bare round trip to a loop and against `asyncio.run`."""
    affinity = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if affinity:
        os.sched_setaffinity(0, {min(affinity)})
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    done = threading.Lock()
    done.acquire()

    def bare() -> None:
        loop.call_soon_threadsafe(done.release)
        done.acquire()

    adapter, hook = AsyncToSyncBeforeRequestAdapter(Native()), Native()
    context: Any = None
    request = httpx.Request("GET", "http://bench.test")
    pieces = {
        "bare": bare,
        "ours": lambda: adapter.before_request(context, request),
        "run": lambda: asyncio.run(hook.before_request(context, request)),
    }
    found = middle(in_turns(pieces, 300, rounds=15))
    if affinity:
        os.sched_setaffinity(0, affinity)
    return {name: value * 1e6 for name, value in found.items()}


async def crowd() -> dict[str, float]:
    """1,000 concurrent calls with a 5 ms hook, and what an `asyncio.to_thread` started meanwhile waits."""
    size = 32
    sdk = async_sdk([Slow()], hook_threads=size)
    plain = async_sdk([])
    pool = ThreadPoolExecutor(size)
    loop = asyncio.get_running_loop()

    async def ours() -> None:
        await sdk.things.get_thing_async(thing_id="a")

    async def raw() -> None:
        await loop.run_in_executor(pool, time.sleep, 0.005)
        await plain.things.get_thing_async(thing_id="a")

    async def run(make: Callable[[], Any]) -> float:
        started = time.perf_counter()
        await asyncio.gather(*(make() for _ in range(1000)))
        return time.perf_counter() - started

    async def waits(make: Callable[[], Any]) -> float:
        crowd = asyncio.gather(*(make() for _ in range(1000)))
        await asyncio.sleep(0.1)  # in the middle of it
        started = time.perf_counter()
        await asyncio.to_thread(lambda: None)
        waited = time.perf_counter() - started
        await crowd
        return waited

    await ours(), await raw(), await asyncio.to_thread(lambda: None)
    found = [[await run(ours), await run(raw), await waits(ours), await waits(raw)] for _ in range(7)]
    mine, theirs, waited, waited_raw = (sorted(column)[3] * 1e3 for column in zip(*found))
    return {"ours": mine, "raw": theirs, "waits": waited, "waitsRaw": waited_raw}


if __name__ == "__main__":
    remove_hooks()
    costs = calls() + asyncio.run(calls_async(1)) + asyncio.run(calls_async(1000))
    report([], costs=costs, bridges=bridges(), crowd=asyncio.run(crowd()))
