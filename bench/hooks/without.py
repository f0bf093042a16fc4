"""No hooks registered, against a copy of the package from which the calls of hooks are taken out.

`without.py 0` and `without.py 1`: which of the two is loaded first, for where code lies in memory shows.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from typing import Any

from kinds import async_call, sync_call
from measure import fastest, report, shuffled, shuffled_async


def remove_hooks() -> None:
    """Takes the calls of hooks out of `bench_bare`."""
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


if __name__ == "__main__":
    packages = {"ours": "bench_sdk", "removed": "bench_bare"}
    names = list(packages) if sys.argv[1] == "0" else list(packages)[::-1]
    sdks = {name: importlib.import_module(packages[name]).Bench for name in names}
    remove_hooks()
    sync = fastest(shuffled({name: sync_call([], sdks[name]) for name in names}, 2500))
    calls = {name: async_call([], sdks[name]) for name in names}
    parallel = fastest(asyncio.run(shuffled_async(calls, 2500)))
    report(
        [], seconds={"sync": sync["ours"] / sync["removed"], "async": parallel["ours"] / parallel["removed"]}
    )
