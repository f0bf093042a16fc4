"""Adapters between sync and async hooks.

A sync hook that is registered in ``registration.py`` is adapted to async methods by itself; an explicit adapter
is for another place in the order, or for a use of its own. A subclass that overrides the method is a hook like any other.
"""

from __future__ import annotations

from typing import Optional, Tuple, Union

import httpx

from .._runtime.hooks.adapting import AsyncToSync, SyncToAsync, adapts
from .asynctypes import (
    AsyncAfterErrorHook,
    AsyncAfterParseErrorHook,
    AsyncAfterSuccessHook,
    AsyncBeforeRequestHook,
)
from .types import (
    AfterErrorContext,
    AfterErrorHook,
    AfterParseErrorContext,
    AfterParseErrorHook,
    AfterSuccessContext,
    AfterSuccessHook,
    BeforeRequestContext,
    BeforeRequestHook,
)


class SyncToAsyncBeforeRequestAdapter(
    SyncToAsync[BeforeRequestHook], AsyncBeforeRequestHook
):
    """Runs a sync hook in async methods, in a worker thread (inline, if it says ``blocking = False``)."""

    adapted_method = "before_request"

    @adapts
    async def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> Union[httpx.Request, Exception]:
        return await self._in_thread(self.hook.before_request, hook_ctx, request)


class SyncToAsyncAfterSuccessAdapter(
    SyncToAsync[AfterSuccessHook], AsyncAfterSuccessHook
):
    """Runs a sync hook in async methods, in a worker thread (inline, if it says ``blocking = False``)."""

    adapted_method = "after_success"

    @adapts
    async def after_success(
        self, hook_ctx: AfterSuccessContext, response: httpx.Response
    ) -> Union[httpx.Response, Exception]:
        return await self._in_thread(self.hook.after_success, hook_ctx, response)


class SyncToAsyncAfterErrorAdapter(SyncToAsync[AfterErrorHook], AsyncAfterErrorHook):
    """Runs a sync hook in async methods, in a worker thread (inline, if it says ``blocking = False``)."""

    adapted_method = "after_error"

    @adapts
    async def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        return await self._in_thread(self.hook.after_error, hook_ctx, response, error)


class SyncToAsyncAfterParseErrorAdapter(
    SyncToAsync[AfterParseErrorHook], AsyncAfterParseErrorHook
):
    """Runs a sync hook in async methods, in a worker thread (inline, if it says ``blocking = False``)."""

    adapted_method = "after_parse_error"

    @adapts
    async def after_parse_error(
        self,
        hook_ctx: AfterParseErrorContext,
        response: httpx.Response,
        error: Exception,
    ) -> Exception:
        return await self._in_thread(
            self.hook.after_parse_error, hook_ctx, response, error
        )


class AsyncToSyncBeforeRequestAdapter(
    AsyncToSync[AsyncBeforeRequestHook], BeforeRequestHook
):
    """Runs an async hook in sync methods, on an event loop in a thread of its own.

    Prefer a native sync hook: it needs no loop, and costs a hundredth.
    """

    adapted_method = "before_request"

    @adapts
    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> Union[httpx.Request, Exception]:
        return self._on_loop(self.hook.before_request, hook_ctx, request)


class AsyncToSyncAfterSuccessAdapter(
    AsyncToSync[AsyncAfterSuccessHook], AfterSuccessHook
):
    """Runs an async hook in sync methods, on an event loop in a thread of its own.

    Prefer a native sync hook: it needs no loop, and costs a hundredth.
    """

    adapted_method = "after_success"

    @adapts
    def after_success(
        self, hook_ctx: AfterSuccessContext, response: httpx.Response
    ) -> Union[httpx.Response, Exception]:
        return self._on_loop(self.hook.after_success, hook_ctx, response)


class AsyncToSyncAfterErrorAdapter(AsyncToSync[AsyncAfterErrorHook], AfterErrorHook):
    """Runs an async hook in sync methods, on an event loop in a thread of its own.

    Prefer a native sync hook: it needs no loop, and costs a hundredth.
    """

    adapted_method = "after_error"

    @adapts
    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        return self._on_loop(self.hook.after_error, hook_ctx, response, error)


class AsyncToSyncAfterParseErrorAdapter(
    AsyncToSync[AsyncAfterParseErrorHook], AfterParseErrorHook
):
    """Runs an async hook in sync methods, on an event loop in a thread of its own.

    Prefer a native sync hook: it needs no loop, and costs a hundredth.
    """

    adapted_method = "after_parse_error"

    @adapts
    def after_parse_error(
        self,
        hook_ctx: AfterParseErrorContext,
        response: httpx.Response,
        error: Exception,
    ) -> Exception:
        return self._on_loop(self.hook.after_parse_error, hook_ctx, response, error)
