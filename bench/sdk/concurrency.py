"""50 concurrent async calls over warm loopback connections; the argument is the HTTP library."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench_sdk import Bench
from measure import in_turns_async, middle, report, row
from raw import THING, Thing, TypeAdapter, httpx

SERVER = f"""
import asyncio
ANSWER = b"HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: {len(THING)}\\r\\n\\r\\n" + {THING!r}
class Server(asyncio.Protocol):
    def connection_made(self, transport): self.transport = transport
    def data_received(self, data): self.transport.write(ANSWER * data.count(b"\\r\\n\\r\\n"))
async def main():
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


async def measure(port: int, concurrency: int) -> dict[str, list[float]]:
    url = f"http://127.0.0.1:{port}"
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    async with httpx.AsyncClient(limits=limits) as mine, httpx.AsyncClient(limits=limits) as theirs:
        ours = Bench(server_url=url, async_client=mine)
        adapter = TypeAdapter(Thing)

        async def raw() -> object:
            response = await theirs.get(f"{url}/things/t1", params={"verbose": "true"})
            response.raise_for_status()
            return adapter.validate_json(response.content)

        return await in_turns_async(
            {"ours": lambda: ours.things.get_thing_async(thing_id="t1", verbose=True), "raw": raw},
            max(40, concurrency * 2),
            rounds=9,
            concurrency=concurrency,
            clock=time.perf_counter,
        )


if __name__ == "__main__":
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    port = int(server.stdout.readline())
    library = httpx.__name__
    rows = []
    crowds = [(1, ""), (50, "≥ 0.85")]
    if library == "httpx2":
        crowds += [(200, "")]  # httpx's pool collapses there: a round would be minutes of waiting
    for concurrency, bar in crowds:
        seconds = middle(asyncio.run(measure(port, concurrency)))
        what = f"{library}, {concurrency} concurrent"
        rows.append(row(what, 1 / seconds["ours"], 1 / seconds["raw"], "calls/s", bar, True))
    server.terminate()
    server.wait()
    report(rows)
