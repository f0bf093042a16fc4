"""Many calls at once: each gets its own answer, and none fails because others came first."""

from __future__ import annotations

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any, Dict, List, Optional

import pytest
from callers import Reply, Seen, Server, package

CALLS = 1000
CONNECTIONS = 100


@pytest.fixture(
    params=[
        "httpx",
        pytest.param("httpx2", marks=pytest.mark.skipif(sys.version_info < (3, 10), reason="needs 3.10")),
    ]
)
def module(request: pytest.FixtureRequest) -> ModuleType:
    if request.param == "httpx":
        return package("conformance", "gen.yaml")
    return package("conformance_httpx2", "gen.httpx2.yaml")


class Crowd:
    """Answers nobody before so many requests have come at once."""

    def __init__(self, size: int) -> None:
        self.gate = threading.Event()
        self._size = size
        self._waiting = 0
        self._lock = threading.Lock()

    def __call__(self, seen: Seen) -> Reply:
        with self._lock:
            self._waiting += 1
            if self._waiting == self._size:
                self.gate.set()
        return Reply(json={"x": int(seen.header("X-Number") or 0)}, hold=self.gate)


async def numbers(sdk: Any, calls: int = CALLS, **options: Any) -> List[int]:
    """What each of so many calls at once is answered."""

    async def call(number: int) -> int:
        headers = {"X-Number": str(number)}
        point = await sdk.responses.undeclared_async(http_headers=headers, **options)
        return int(point.x)

    return list(await asyncio.gather(*(call(number) for number in range(calls))))


@pytest.mark.parametrize("timeout_ms", [None, 20_000])
async def test_a_thousand_calls_share_the_connections(
    module: ModuleType, server: Server, timeout_ms: Optional[int]
) -> None:
    server.reply("*", Crowd(CONNECTIONS))
    async with module.Conformance(server_url=server.url) as sdk:
        assert await numbers(sdk, timeout_ms=timeout_ms) == list(range(CALLS))
    assert len(server.seen) == CALLS
    server.wait_closed()


async def test_a_client_of_the_users_own_has_limits_of_its_own(module: ModuleType, server: Server) -> None:
    import httpx

    library = sys.modules["httpx2"] if module.__name__.endswith("httpx2") else httpx
    limits = library.Limits(max_connections=10, max_keepalive_connections=10)  # type: ignore[attr-defined]
    timeout = library.Timeout(5.0, pool=None)  # type: ignore[attr-defined]
    server.reply("*", Crowd(10))
    async with library.AsyncClient(limits=limits, timeout=timeout) as client:  # type: ignore[attr-defined]
        async with module.Conformance(server_url=server.url, async_client=client) as sdk:
            assert await numbers(sdk, 100) == list(range(100))
        assert not client.is_closed
    server.wait_closed()


@pytest.mark.parametrize("timeout_ms", [None, 700])
def test_waiting_for_a_connection_has_no_limit(
    module: ModuleType, server: Server, timeout_ms: Optional[int]
) -> None:
    seen: List[Dict[str, Any]] = []

    class Look:
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            seen.append(request.extensions["timeout"])
            return request

    async def main(sdk: Any) -> None:
        async with sdk:
            await sdk.calls.plain_async(timeout_ms=timeout_ms)

    with module.Conformance(server_url=server.url, hooks=[Look()]) as sdk:
        sdk.calls.plain(timeout_ms=timeout_ms)
        asyncio.run(main(sdk))
    read = 5.0 if timeout_ms is None else 0.7
    assert seen == [{"connect": read, "read": read, "write": read, "pool": None}] * 2


async def test_a_thousand_open_streams_wait_for_each_other(module: ModuleType, server: Server) -> None:
    server.reply("*", lambda _: Reply(chunks=[b'{"x": 1}\n', b'{"x": 2}\n'], type="application/jsonl"))
    async with module.Conformance(server_url=server.url) as sdk:

        async def first(_: int) -> Any:
            async with await sdk.streams.lines_async() as lines:
                async for line in lines:
                    return line.x

        assert await asyncio.gather(*(first(number) for number in range(CALLS))) == [1] * CALLS
    server.wait_closed()


async def test_abandoned_and_cancelled_calls_make_room(module: ModuleType, server: Server) -> None:
    crowd = Crowd(CONNECTIONS)
    server.reply("*", crowd)
    async with module.Conformance(server_url=server.url) as sdk:
        tasks = [asyncio.ensure_future(sdk.calls.plain_async()) for _ in range(2 * CONNECTIONS)]
        assert await asyncio.get_running_loop().run_in_executor(None, crowd.gate.wait, 20)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert await numbers(sdk, CONNECTIONS) == list(range(CONNECTIONS))
    server.wait_closed()


def test_threads_share_one_sdk(module: ModuleType, server: Server) -> None:
    server.reply("*", Crowd(32))
    with module.Conformance(server_url=server.url) as sdk:

        def call(number: int) -> int:
            return int(sdk.responses.undeclared(http_headers={"X-Number": str(number)}).x)

        with ThreadPoolExecutor(32) as pool:
            assert list(pool.map(call, range(640))) == list(range(640))
    server.wait_closed()


def test_loops_in_threads_share_one_sdk(module: ModuleType, server: Server) -> None:
    server.reply("*", Crowd(8))
    sdk = module.Conformance(server_url=server.url)

    async def main(number: int) -> int:
        async def call() -> int:
            point = await sdk.responses.undeclared_async(http_headers={"X-Number": str(number)})
            return int(point.x)

        return sum(await asyncio.gather(*(call() for _ in range(20))))

    with ThreadPoolExecutor(8) as pool:
        sums = list(pool.map(lambda number: asyncio.run(main(number)), range(8)))
    assert sums == [20 * number for number in range(8)]
    sdk.__exit__(None, None, None)
    server.wait_closed()
