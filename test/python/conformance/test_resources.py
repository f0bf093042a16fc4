"""What is opened is closed, what was passed in is not; many threads and many tasks share one SDK."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from callers import Reply, Seen, Server

PROGRAM = """
import asyncio, gc, sys
from conformance import Conformance
url = sys.argv[1]
{body}
gc.collect()
print("done")
"""

PROGRAMS = {
    "closed": "with Conformance(server_url=url) as sdk:\n    sdk.calls.plain()",
    "dropped": "sdk = Conformance(server_url=url)\nsdk.calls.plain()\ndel sdk",
    "left open": "sdk = Conformance(server_url=url)\nsdk.calls.plain()",
    "never used": "sdk = Conformance(server_url=url)",
    "stream dropped": (
        "sdk = Conformance(server_url=url)\nnext(iter(sdk.streams.lines(server_url=url + '/stream')))\ndel sdk"
    ),
    "async closed": (
        "async def main():\n    async with Conformance(server_url=url) as sdk:\n"
        "        await sdk.calls.plain_async()\nasyncio.run(main())"
    ),
    "async dropped": (
        "async def main():\n    sdk = Conformance(server_url=url)\n"
        "    await sdk.calls.plain_async()\nasyncio.run(main())"
    ),
    "two loops": (
        "async def main(sdk):\n    await sdk.calls.plain_async()\n"
        "sdk = Conformance(server_url=url)\nasyncio.run(main(sdk))\nasyncio.run(main(sdk))"
    ),
    "both": (
        "async def main(sdk):\n    await sdk.calls.plain_async()\n"
        "sdk = Conformance(server_url=url)\nsdk.calls.plain()\nasyncio.run(main(sdk))\nsdk.calls.plain()"
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_ends_without_a_warning(name: str, flat: ModuleType, server: Server) -> None:
    server.reply("*", Reply(204))
    server.reply("/stream/streams/lines", Reply(chunks=[b'{"x": 1}\n'] * 3, type="application/jsonl"))
    assert flat.__file__
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM.format(body=PROGRAMS[name]), server.url],
        capture_output=True,
        text=True,
        cwd=Path(flat.__file__).resolve().parents[1],
        timeout=60,
    )
    assert (result.stdout, result.stderr, result.returncode) == ("done\n", "", 0)
    server.wait_closed()


def test_a_sync_program_makes_no_async_client(flat: ModuleType, server: Server, monkeypatch: Any) -> None:
    def never(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("made a client that nobody needs")

    monkeypatch.setattr(httpx.AsyncClient, "__init__", never)
    with flat.Conformance(server_url=server.url) as sdk:
        sdk.calls.plain()
    assert server.paths() == ["/calls/plain"]


async def test_an_async_program_makes_no_sync_client(
    flat: ModuleType, server: Server, monkeypatch: Any
) -> None:
    def never(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("made a client that nobody needs")

    monkeypatch.setattr(httpx.Client, "__init__", never)
    async with flat.Conformance(server_url=server.url) as sdk:
        await sdk.calls.plain_async()
    assert server.paths() == ["/calls/plain"]


def test_importing_is_light(flat: ModuleType) -> None:
    assert flat.__file__
    program = (
        "import sys, conformance; conformance.Conformance(server_url='http://127.0.0.1:1')\n"
        "print(sorted({'pydantic', 'conformance.models.everything'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=Path(flat.__file__).resolve().parents[1],
    )
    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_a_client_of_the_users_own_stays_open(flat: ModuleType, server: Server) -> None:
    with httpx.Client(headers={"X-Mine": "1"}) as client:
        with flat.Conformance(server_url=server.url, client=client) as sdk:
            sdk.calls.plain()
        del sdk
        gc.collect()
        assert not client.is_closed
    assert server.last.header("X-Mine") == "1"


async def test_an_async_client_of_the_users_own_stays_open(flat: ModuleType, server: Server) -> None:
    async with httpx.AsyncClient(headers={"X-Mine": "1"}) as client:
        async with flat.Conformance(server_url=server.url, async_client=client) as sdk:
            await sdk.calls.plain_async()
        del sdk
        gc.collect()
        assert not client.is_closed
    assert server.last.header("X-Mine") == "1"


def test_a_client_that_only_looks_like_one(flat: ModuleType, server: Server) -> None:
    class Wrapper:
        def __init__(self) -> None:
            self.inner = httpx.Client()
            self.sent = 0

        def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
            self.sent += 1
            return self.inner.send(request, **options)

        def build_request(self, *args: Any, **options: Any) -> httpx.Request:
            return self.inner.build_request(*args, **options)

        def close(self) -> None:
            raise AssertionError("it is the user's")

    wrapper = Wrapper()
    with flat.Conformance(server_url=server.url, client=wrapper) as sdk:
        sdk.calls.plain()
    wrapper.inner.close()
    assert wrapper.sent == 1


def test_connections_are_kept(flat: ModuleType, server: Server) -> None:
    with flat.Conformance(server_url=server.url) as sdk:
        for _ in range(10):
            sdk.calls.plain()
    assert server.opened == 1
    server.wait_closed()


async def test_a_cancelled_call_frees_its_connection(flat: ModuleType, server: Server) -> None:
    import threading

    arrived, gate = threading.Event(), threading.Event()

    def answer(seen: Seen) -> Reply:
        arrived.set()
        return Reply(204, hold=gate)

    server.reply("*", answer)
    async with flat.Conformance(server_url=server.url) as sdk:
        task = asyncio.ensure_future(sdk.calls.plain_async())
        await asyncio.get_running_loop().run_in_executor(None, arrived.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        gate.set()
        server.reply("*", Reply(204))
        await sdk.calls.plain_async()
    server.wait_closed()
