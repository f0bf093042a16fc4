"""One call through a transport without a network, against the HTTP library and pydantic by hand."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench_sdk import Bench
from measure import in_turns, in_turns_async, middle, report, row
from raw import THING, Thing, TypeAdapter, httpx, transport


def sync_calls() -> dict[str, list[float]]:
    ours = Bench(client=httpx.Client(transport=transport(THING)))
    client = httpx.Client(transport=transport(THING), base_url="http://bench.test")
    adapter = TypeAdapter(Thing)

    def raw() -> object:
        response = client.get(
            "/things/t1", params={"verbose": "true"}, headers={"Accept": "application/json"}
        )
        response.raise_for_status()
        return adapter.validate_json(response.content)

    return in_turns({"ours": lambda: ours.things.get_thing(thing_id="t1", verbose=True), "raw": raw}, 200)


async def async_calls() -> dict[str, list[float]]:
    ours = Bench(async_client=httpx.AsyncClient(transport=transport(THING)))
    client = httpx.AsyncClient(transport=transport(THING), base_url="http://bench.test")
    adapter = TypeAdapter(Thing)

    async def raw() -> object:
        response = await client.get(
            "/things/t1", params={"verbose": "true"}, headers={"Accept": "application/json"}
        )
        response.raise_for_status()
        return adapter.validate_json(response.content)

    return await in_turns_async(
        {"ours": lambda: ours.things.get_thing_async(thing_id="t1", verbose=True), "raw": raw}, 200
    )


if __name__ == "__main__":
    sync, parallel = middle(sync_calls()), middle(asyncio.run(async_calls()))
    report(
        [
            row("a sync call", sync["ours"] * 1e6, sync["raw"] * 1e6, "µs", "≤ 1.15"),
            row("an async call", parallel["ours"] * 1e6, parallel["raw"] * 1e6, "µs", "≤ 1.15"),
        ]
    )
