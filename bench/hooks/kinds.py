"""Hooks of each kind, doing nothing, and SDKs that have them; their transport answers without a network."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any, Dict, List

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "sdk"))
import httpx
from bench_sdk import Bench
from bench_sdk._hooks import AsyncToSyncBeforeRequestAdapter
from bench_sdk._hooks.asynctypes import AsyncBeforeRequestHook
from bench_sdk._hooks.types import BeforeRequestContext, BeforeRequestHook
from raw import THING, transport


class Blocking(BeforeRequestHook):
    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        return request


class Inline(Blocking):
    blocking = False


class Native(AsyncBeforeRequestHook):
    async def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        return request


def sync_call(hooks: List[object], make: Any = Bench) -> Any:
    """A sync call of an SDK with these hooks."""
    sdk = make(client=httpx.Client(transport=transport(THING)), hooks=hooks)
    return lambda: sdk.things.get_thing(thing_id="a")


def async_call(hooks: List[object], make: Any = Bench, **more: Any) -> Any:
    """An async call of an SDK with these hooks."""
    sdk = make(async_client=httpx.AsyncClient(transport=transport(THING)), hooks=hooks, **more)
    return lambda: sdk.things.get_thing_async(thing_id="a")


def sync_kinds() -> Dict[str, Any]:
    """A call of each kind, by what it is called in the table."""
    return {
        "no hooks": sync_call([]),
        "1 direct": sync_call([Blocking()]),
        "20 direct": sync_call([Blocking() for _ in range(20)]),
        "1 async hook through AsyncToSync": sync_call([AsyncToSyncBeforeRequestAdapter(Native())]),
        "20 async hooks through AsyncToSync": sync_call(
            [AsyncToSyncBeforeRequestAdapter(Native()) for _ in range(20)]
        ),
    }


def on_loop_kinds() -> Dict[str, Any]:
    """Async calls whose hooks need no thread."""
    return {
        "no hooks": async_call([]),
        "1 native": async_call([Native()]),
        "20 native": async_call([Native() for _ in range(20)]),
        "1 inline (`blocking = False`)": async_call([Inline()]),
        "20 inline": async_call([Inline() for _ in range(20)]),
    }


def adapted_kinds() -> Dict[str, Any]:
    """Async calls with sync hooks that go to a worker thread, and the usual way there by hand."""
    plain = async_call([])

    async def by_hand() -> object:
        await asyncio.to_thread(lambda: None)
        return await plain()

    return {
        "no hooks": plain,
        "1 adapted": async_call([Blocking()]),
        "10 adapted neighbours": async_call([Blocking() for _ in range(10)]),
        "20 adapted neighbours": async_call([Blocking() for _ in range(20)]),
        "20 adapted, each alone": async_call(alone(20)),
        "raw `asyncio.to_thread` before the call": by_hand,
    }


def alone(count: int) -> List[object]:
    """Adapted hooks that cannot share a hop, because an inline one stands between."""
    hooks: List[object] = []
    for index in range(count):
        hooks += [Inline()] * bool(index) + [Blocking()]
    return hooks
