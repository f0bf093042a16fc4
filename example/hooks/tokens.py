"""A bearer token for every call: fetched from the API's own endpoint, kept until it runs out."""

import asyncio
import os
import threading
import time
from typing import Any, Dict, Tuple
from weakref import WeakKeyDictionary

import httpx

from . import timeline
from .asynctypes import AsyncBeforeRequestHook
from .types import BeforeRequestContext, BeforeRequestHook

NEEDS_NO_TOKEN = "createToken"
EARLY = 30.0
"""Seconds before its end at which a token is no longer used."""


def credentials() -> Dict[str, str]:
    return {
        "clientId": os.environ.get("TRAILHEAD_CLIENT_ID", "trail-app"),
        "clientSecret": os.environ.get("TRAILHEAD_CLIENT_SECRET", "s3cret"),
    }


def read_token(response: httpx.Response) -> Tuple[str, float]:
    """The token, and when to stop using it."""
    response.raise_for_status()
    answer: Dict[str, Any] = response.json()
    return answer["accessToken"], time.monotonic() + answer["expiresIn"] - EARLY


class TokenHook(BeforeRequestHook):
    """For sync methods: one thread fetches, the others wait for it."""

    def __init__(self) -> None:
        self._token, self._good_until = "", 0.0
        self._lock = threading.Lock()

    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        if hook_ctx.operation_id != NEEDS_NO_TOKEN:
            request.headers["Authorization"] = f"Bearer {self._current(hook_ctx.base_url)}"
        return request

    def _current(self, base_url: str) -> str:
        with self._lock:
            if time.monotonic() >= self._good_until:
                timeline.note("token hook (sync): fetches a token")
                response = httpx.post(f"{base_url}/auth/token", json=credentials())
                self._token, self._good_until = read_token(response)
            return self._token


class AsyncTokenHook(AsyncBeforeRequestHook):
    """For async methods: the same without a thread; says whose place it takes."""

    supersedes = (TokenHook,)

    def __init__(self) -> None:
        self._token, self._good_until = "", 0.0
        self._locks: "WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]" = WeakKeyDictionary()

    async def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        if hook_ctx.operation_id != NEEDS_NO_TOKEN:
            request.headers["Authorization"] = f"Bearer {await self._current(hook_ctx.base_url)}"
        return request

    async def _current(self, base_url: str) -> str:
        # A lock belongs to one event loop, and an SDK may serve several.
        async with self._locks.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            if time.monotonic() >= self._good_until:
                timeline.note("token hook (async): fetches a token")
                async with httpx.AsyncClient() as client:
                    response = await client.post(f"{base_url}/auth/token", json=credentials())
                self._token, self._good_until = read_token(response)
            return self._token
