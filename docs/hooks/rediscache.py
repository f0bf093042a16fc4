"""Answers GET requests from Redis for a while, without asking the API.

An around hook: with a cached response it does not call `call_next`, and nothing is sent. Register
`AsyncRedisCache` in `init_async_hooks`, `RedisCache` in `init_hooks`; each connects where it is first used.
Needs the package `redis`.
"""

import hashlib
import json
import os
from typing import Awaitable, Callable, Optional

import httpx
import redis
import redis.asyncio

from .asynctypes import AsyncAroundRequestHook
from .types import AroundRequestContext, AroundRequestHook

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
SECONDS = 60
KEPT_HEADERS = ("content-type", "etag", "last-modified")


def cache_key(hook_ctx: AroundRequestContext, request: httpx.Request) -> Optional[str]:
    """Requests with other credentials never share an answer; streams are not kept."""
    if request.method != "GET" or hook_ctx.response.mode == "streaming":
        return None
    # Hashed, so that no credentials stand in Redis in clear text.
    credentials = request.headers.get("Authorization", "")
    return "sdk:" + hashlib.sha256(f"{request.url}\n{credentials}".encode()).hexdigest()


def pack(response: httpx.Response) -> bytes:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return json.dumps(headers).encode() + b"\n" + response.content


def unpack(packed: bytes, request: httpx.Request) -> httpx.Response:
    headers, _, content = packed.partition(b"\n")
    return httpx.Response(200, headers=json.loads(headers), content=content, request=request)


class RedisCache(AroundRequestHook):
    def __init__(self) -> None:
        self._redis = redis.Redis.from_url(REDIS_URL)

    def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], httpx.Response],
    ) -> httpx.Response:
        key = cache_key(hook_ctx, request)
        packed = self._redis.get(key) if key else None
        if isinstance(packed, bytes):
            return unpack(packed, request)
        response = call_next(request)
        if key and response.status_code == 200:
            response.read()
            self._redis.set(key, pack(response), ex=SECONDS)
        return response


class AsyncRedisCache(AsyncAroundRequestHook):
    supersedes = (RedisCache,)

    def __init__(self) -> None:
        self._redis = redis.asyncio.Redis.from_url(REDIS_URL)

    async def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], Awaitable[httpx.Response]],
    ) -> httpx.Response:
        key = cache_key(hook_ctx, request)
        packed = await self._redis.get(key) if key else None
        if isinstance(packed, bytes):
            return unpack(packed, request)
        response = await call_next(request)
        if key and response.status_code == 200:
            await response.aread()
            await self._redis.set(key, pack(response), ex=SECONDS)
        return response
