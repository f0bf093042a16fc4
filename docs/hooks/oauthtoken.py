"""A bearer token from an OAuth2 server (RFC 6749, section 4.4), kept until shortly before it ends.

However many calls run at once, one of them fetches a token and the others wait for it. Register `TokenHook` in
`init_hooks` and `AsyncTokenHook` in `init_async_hooks`; the second takes the first one's place in async methods.
"""

import asyncio
import os
import threading
import time
from typing import Any, Dict, Tuple
from weakref import WeakKeyDictionary

import httpx

from .asynctypes import AsyncBeforeRequestHook
from .types import BeforeRequestContext, BeforeRequestHook

TOKEN_URL = os.environ.get("TOKEN_URL", "")
EARLY = 30.0
"""Seconds before its end at which a token is no longer used."""


def grant() -> Dict[str, str]:
    return {
        "grant_type": "client_credentials",
        "client_id": os.environ["CLIENT_ID"],
        "client_secret": os.environ["CLIENT_SECRET"],
    }


def read_token(response: httpx.Response) -> Tuple[str, float]:
    """The token, and when to stop using it."""
    response.raise_for_status()
    answer: Dict[str, Any] = response.json()
    return answer["access_token"], time.monotonic() + float(answer.get("expires_in", 3600)) - EARLY


class TokenHook(BeforeRequestHook):
    def __init__(self) -> None:
        self._token, self._good_until = "", 0.0
        self._lock = threading.Lock()

    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        with self._lock:
            if time.monotonic() >= self._good_until:
                self._token, self._good_until = read_token(httpx.post(TOKEN_URL, data=grant()))
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class AsyncTokenHook(AsyncBeforeRequestHook):
    supersedes = (TokenHook,)

    def __init__(self) -> None:
        self._token, self._good_until = "", 0.0
        self._locks: "WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]" = WeakKeyDictionary()

    async def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        # A lock belongs to one event loop, and an SDK may serve several.
        async with self._locks.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            if time.monotonic() >= self._good_until:
                async with httpx.AsyncClient() as client:
                    response = await client.post(TOKEN_URL, data=grant())
                self._token, self._good_until = read_token(response)
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request
