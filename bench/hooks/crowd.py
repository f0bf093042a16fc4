"""1,000 concurrent calls with a hook that blocks for 5 ms, and how long an `asyncio.to_thread` waits meanwhile."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any, Callable, Dict, List

from kinds import BeforeRequestContext, BeforeRequestHook, async_call, httpx
from measure import report

THREADS = 32
ROUNDS = 5


class Slow(BeforeRequestHook):
    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        time.sleep(0.005)
        return request


async def crowd(make: Callable[[], Any]) -> float:
    started = time.perf_counter()
    await asyncio.gather(*(make() for _ in range(1000)))
    return time.perf_counter() - started


async def waits(make: Callable[[], Any]) -> List[float]:
    calls = asyncio.gather(*(make() for _ in range(1000)))
    found: List[float] = []
    await asyncio.sleep(0)  # the calls are begun
    while not calls.done():
        started = time.perf_counter()
        await asyncio.to_thread(lambda: None)
        if not calls.done():
            found.append(time.perf_counter() - started)
        await asyncio.sleep(0.01)
    await calls
    return found


async def main() -> Dict[str, float]:
    ours, plain = async_call([Slow()], hook_threads=THREADS), async_call([])
    pool = ThreadPoolExecutor(THREADS)
    loop = asyncio.get_running_loop()

    async def raw() -> None:
        await loop.run_in_executor(pool, time.sleep, 0.005)
        await plain()

    await ours(), await raw(), await asyncio.to_thread(lambda: None)
    took: Dict[str, List[float]] = {"ours": [], "raw": []}
    waited: Dict[str, List[float]] = {"ours": [], "raw": []}
    for turn in range(ROUNDS):
        for name, make in [("ours", ours), ("raw", raw)][:: 1 if turn % 2 else -1]:
            took[name].append(await crowd(make))
            waited[name] += await waits(make)
    return {
        **{name: median(found) for name, found in took.items()},
        **{f"{name} waits": median(found) for name, found in waited.items()},
        **{f"{name} waits long": sorted(found)[len(found) * 9 // 10] for name, found in waited.items()},
    }


if __name__ == "__main__":
    report([], seconds=asyncio.run(main()))
