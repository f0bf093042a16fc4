"""1,000 calls at a time: `many.py sync` in as many threads, `many.py native` and `many.py adapted` on one loop."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import time
from typing import Any, Callable, Dict

from kinds import adapted_kinds, on_loop_kinds, sync_kinds
from measure import Seconds, order, report, with_quiet_collector

COUNT = 1000
ROUNDS, THREAD_ROUNDS = 7, 3


def at_once(call: Callable[[], object]) -> None:
    """All threads are there before the first of them calls."""
    begin = threading.Event()

    def run() -> None:
        begin.wait()
        call()

    threads = [threading.Thread(target=run) for _ in range(COUNT)]
    for thread in threads:
        thread.start()
    begin.set()
    for thread in threads:
        thread.join()


def in_threads(pieces: Dict[str, Callable[[], object]]) -> Seconds:
    seconds: Seconds = {name: [] for name in pieces}
    with_quiet_collector()
    for turn in range(THREAD_ROUNDS):
        for name in order(pieces, turn):
            started = time.process_time()
            at_once(pieces[name])
            seconds[name].append((time.process_time() - started) / COUNT)
            gc.collect()
    return seconds


async def on_a_loop(pieces: Dict[str, Callable[[], Any]]) -> Seconds:
    seconds: Seconds = {name: [] for name in pieces}
    for call in pieces.values():
        await call()
    with_quiet_collector()
    for turn in range(ROUNDS):
        for name in order(pieces, turn):
            started = time.process_time()
            await asyncio.gather(*(pieces[name]() for _ in range(COUNT)))
            seconds[name].append((time.process_time() - started) / COUNT)
            gc.collect()
    return seconds


if __name__ == "__main__":
    part = sys.argv[1]
    if part == "sync":
        found = in_threads(sync_kinds())
    else:
        kinds = on_loop_kinds() if part == "native" else adapted_kinds()
        found = asyncio.run(on_a_loop(kinds))
    report([], seconds={name: min(rounds) for name, rounds in found.items()})
