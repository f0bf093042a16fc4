"""20,000 server-sent events in small and large chunks, sync and async, against pydantic alone on their data.

All are read a thousand events at a time, in turns, so that what else the machine does hits all alike.
"""

from __future__ import annotations

import asyncio
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import Any, AsyncIterator, Awaitable, Callable, Iterator, List

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench_sdk import Bench
from measure import in_turns, in_turns_async, middle, report, row
from raw import Change, TypeAdapter, httpx

COUNT = 20_000
TURN = 1_000
ROUNDS = 100
"""Five times all events."""

datas = [b'{"id":"t%d","delta":"some more text"}' % index for index in range(COUNT)]
body = b"".join(b"data: " + data + b"\n\n" for data in datas)
adapter = TypeAdapter(Change)


class Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, size: int) -> None:
        self.size = size

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(body), self.size):
            yield body[start : start + self.size]

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(body), self.size):
            yield body[start : start + self.size]


def sdk(size: int) -> Bench:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Chunks(size))

    transport = httpx.MockTransport(answer)
    return Bench(
        client=httpx.Client(transport=transport), async_client=httpx.AsyncClient(transport=transport)
    )


def raw() -> Callable[[], None]:
    turns = cycle(datas[start : start + TURN] for start in range(0, COUNT, TURN))

    def read() -> None:
        for data in next(turns):
            adapter.validate_json(data)

    return read


def events(client: Bench) -> Callable[[], None]:
    streams: List[Any] = [client.things.watch_things()]

    def read() -> None:
        count = sum(1 for _ in islice(streams[0], TURN))
        if count == 0:  # the end
            streams[0] = client.things.watch_things()
            count = sum(1 for _ in islice(streams[0], TURN))
        assert count == TURN

    return read


def in_coroutine(read: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        read()

    return run


def events_async(client: Bench) -> Callable[[], Awaitable[None]]:
    streams: List[Any] = []

    async def some() -> int:
        count = 0
        async for _ in streams[0]:
            count += 1
            if count == TURN:
                break
        return count

    async def read() -> None:
        count = await some() if streams else 0
        if count == 0:
            streams[:] = [await client.things.watch_things_async()]
            count = await some()
        assert count == TURN

    return read


async def measure_async() -> dict[str, float]:
    small, large = events_async(sdk(64)), events_async(sdk(65_536))
    pieces = {"small": small, "large": large, "raw": in_coroutine(raw())}
    return middle(await in_turns_async(pieces, 1, rounds=ROUNDS))


if __name__ == "__main__":
    pieces = {"small": events(sdk(64)), "large": events(sdk(65_536)), "raw": raw()}
    measured = {"": middle(in_turns(pieces, 1, rounds=ROUNDS)), "async, ": asyncio.run(measure_async())}
    unit = 1e6 / TURN
    chunks = {"small": "64 bytes", "large": "64 KiB"}
    report(
        [
            row(
                f"an event, {way}chunks of {size}",
                seconds[name] * unit,
                seconds["raw"] * unit,
                "µs",
                "≤ 3",
            )
            for way, seconds in measured.items()
            for name, size in chunks.items()
        ]
    )
