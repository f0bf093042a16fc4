"""20,000 server-sent events in small and large chunks, against pydantic alone on their data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Iterator

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench_sdk import Bench
from measure import in_turns, middle, report, row
from raw import Change, TypeAdapter, httpx

COUNT = 20_000
datas = [b'{"id":"t%d","delta":"some more text"}' % index for index in range(COUNT)]
body = b"".join(b"data: " + data + b"\n\n" for data in datas)
adapter = TypeAdapter(Change)


class Chunks(httpx.SyncByteStream):
    def __init__(self, size: int) -> None:
        self.size = size

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(body), self.size):
            yield body[start : start + self.size]


def sdk(size: int) -> Bench:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Chunks(size))

    return Bench(client=httpx.Client(transport=httpx.MockTransport(answer)))


def read(client: Bench) -> None:
    with client.things.watch_things() as events:
        count = sum(1 for _ in events)
    assert count == COUNT


def raw() -> None:
    for data in datas:
        adapter.validate_json(data)


if __name__ == "__main__":
    small, large = sdk(64), sdk(65_536)
    rounds = in_turns({"small": lambda: read(small), "large": lambda: read(large), "raw": raw}, 1, rounds=11)
    seconds = middle(rounds)
    unit = 1e6 / COUNT
    report(
        [
            row("an event, chunks of 64 bytes", seconds["small"] * unit, seconds["raw"] * unit, "µs", "≤ 3"),
            row("an event, chunks of 64 KiB", seconds["large"] * unit, seconds["raw"] * unit, "µs", "≤ 3"),
        ]
    )
