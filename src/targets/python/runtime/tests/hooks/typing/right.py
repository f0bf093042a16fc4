"""Hooks as they should be written: no type checker has anything to say."""

from __future__ import annotations

from typing import Awaitable, Callable, Optional, Tuple, Union

import httpx

from sdk import SDK
from sdk._hooks import (
    AfterErrorContext,
    AfterErrorHook,
    AfterParseErrorContext,
    AfterParseErrorHook,
    AroundRequestContext,
    AsyncAroundRequestHook,
    AsyncBeforeRequestHook,
    AsyncHooks,
    AsyncToSyncBeforeRequestAdapter,
    BeforeRequestContext,
    BeforeRequestHook,
    Hooks,
    SDKConfiguration,
    SDKInitHook,
    SyncToAsyncBeforeRequestAdapter,
)


class Right(SDKInitHook, BeforeRequestHook, AfterErrorHook, AfterParseErrorHook):
    blocking = False

    def sdk_init(self, config: SDKConfiguration) -> SDKConfiguration:
        return config

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        hook_ctx.state["start"] = hook_ctx.attempt
        return request

    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        return response, error

    def after_parse_error(
        self,
        hook_ctx: AfterParseErrorContext,
        response: httpx.Response,
        error: Exception,
    ) -> Exception:
        return error


class AsyncRight(AsyncBeforeRequestHook, AsyncAroundRequestHook):
    supersedes = (Right,)

    async def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        return request

    async def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], Awaitable[httpx.Response]],
    ) -> httpx.Response:
        return await call_next(request)


def init_hooks(hooks: Hooks) -> None:
    hooks.register_sdk_init_hook(Right())
    hooks.register_before_request_hook(Right())
    hooks.register_before_request_hook(AsyncToSyncBeforeRequestAdapter(AsyncRight()))


def init_async_hooks(hooks: AsyncHooks) -> None:
    hooks.register_around_request_hook(AsyncRight())
    hooks.register_before_request_hook(SyncToAsyncBeforeRequestAdapter(Right()))
    hooks.disable_auto_adaptation()


sdk = SDK(hooks=[Right(), AsyncRight()], hook_threads=4)
print(sdk.sdk_configuration.describe_hooks())
print(sdk.things.get_thing(thing_id="a").id)
