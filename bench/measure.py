"""Timing two pieces of code against each other: in turns, so that what else the machine does hits both."""

from __future__ import annotations

import asyncio
import gc
import json
import random
import statistics
import time
from typing import Any, Awaitable, Callable, Dict, List

Rows = List[Dict[str, Any]]


Seconds = Dict[str, List[float]]


def middle(seconds: Seconds) -> Dict[str, float]:
    """The median of each piece's rounds."""
    return {name: statistics.median(found) for name, found in seconds.items()}


def in_turns(
    pieces: Dict[str, Callable[[], object]],
    times: int,
    rounds: int = 25,
    clock: Callable[[], float] = time.process_time,
) -> Seconds:
    """Seconds for one run of each piece, in each of `rounds`, in which all run `times` times."""
    for run in pieces.values():
        for _ in range(max(1, times // 10)):
            run()
    seconds: Seconds = {name: [] for name in pieces}
    gc.collect()
    gc.disable()
    for turn in range(rounds):
        for name in order(pieces, turn):
            run = pieces[name]
            started = clock()
            for _ in range(times):
                run()
            seconds[name].append((clock() - started) / times)
        gc.collect()
    gc.enable()
    return seconds


async def in_turns_async(
    pieces: Dict[str, Callable[[], Awaitable[object]]],
    times: int,
    rounds: int = 25,
    concurrency: int = 1,
    clock: Callable[[], float] = time.process_time,
) -> Seconds:
    """As `in_turns`, for coroutine functions, of which `concurrency` run at a time."""

    async def batch(run: Callable[[], Awaitable[object]], count: int) -> None:
        if concurrency == 1:
            for _ in range(count):
                await run()
            return
        for _ in range(count // concurrency):
            await asyncio.gather(*(run() for _ in range(concurrency)))

    for run in pieces.values():
        await batch(run, max(concurrency, times // 10))
    seconds: Seconds = {name: [] for name in pieces}
    gc.collect()
    gc.disable()
    for turn in range(rounds):
        for name in order(pieces, turn):
            started = clock()
            await batch(pieces[name], times)
            seconds[name].append((clock() - started) / times)
        gc.collect()
    gc.enable()
    return seconds


def fastest(seconds: Seconds) -> Dict[str, float]:
    """The 5th percentile of single runs. What else the machine does only ever adds to a run."""
    return {name: sorted(found)[len(found) // 20] for name, found in seconds.items()}


def shuffled(pieces: Dict[str, Callable[[], object]], rounds: int) -> Seconds:
    """Seconds of single runs; in each of `rounds`, each piece runs once, in another order."""
    seconds: Seconds = {name: [] for name in pieces}
    names = list(pieces)
    with_quiet_collector()
    for turn in range(-rounds // 20, rounds):
        random.shuffle(names)
        for name in names:
            run = pieces[name]
            started = time.perf_counter()
            run()
            took = time.perf_counter() - started
            if turn >= 0:
                seconds[name].append(took)
        if turn % 200 == 0:
            gc.collect()
    gc.enable()
    return seconds


async def shuffled_async(pieces: Dict[str, Callable[[], Awaitable[object]]], rounds: int) -> Seconds:
    """As `shuffled`, for coroutine functions."""
    seconds: Seconds = {name: [] for name in pieces}
    names = list(pieces)
    with_quiet_collector()
    for turn in range(-rounds // 20, rounds):
        random.shuffle(names)
        for name in names:
            run = pieces[name]
            started = time.perf_counter()
            await run()
            took = time.perf_counter() - started
            if turn >= 0:
                seconds[name].append(took)
        if turn % 200 == 0:
            gc.collect()
    gc.enable()
    return seconds


def with_quiet_collector() -> None:
    """Garbage is collected between rounds, not within a run."""
    gc.collect()
    gc.freeze()
    gc.disable()


def order(pieces: Dict[str, Any], turn: int) -> List[str]:
    """Another piece begins each round, and every other round goes backwards."""
    names = list(pieces)
    start = turn % len(names)
    turned = names[start:] + names[:start]
    return turned if turn % 2 == 0 else turned[::-1]


def row(
    what: str, ours: float, other: float, unit: str, bar: str, bigger_is_better: bool = False
) -> Dict[str, Any]:
    """One line of a table: the ratio is ours by the other's."""
    return {
        "what": what,
        "ours": ours,
        "other": other,
        "unit": unit,
        "ratio": ours / other,
        "bar": bar,
        "biggerIsBetter": bigger_is_better,
    }


def report(rows: Rows, **more: object) -> None:
    """Hands the table to the script that started this one."""
    print(json.dumps({"rows": rows, **more}))
