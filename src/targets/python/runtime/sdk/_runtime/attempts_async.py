"""The attempts of an async call, and the hooks around each: ``attempts.py``, step by step, with ``await``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Awaitable, Callable, Optional, Union

import httpx

from .._hooks.types import (
    AfterErrorContext,
    AfterSuccessContext,
    AroundRequestContext,
    BeforeRequestContext,
)
from .exchange import Exchange, keep_timeout, no_answer
from .executor import HookThreads
from .hooks.asyncregistry import Chains, InlineOnly
from .hooks.asyncrun import AsyncSend, run_hooks_async, wrap_send_async
from .hooks.points import AFTER_ERROR, AFTER_SUCCESS, BEFORE_REQUEST
from .hooks.syncregistry import run_hooks
from .logging import log_request, log_response
from .loops import running_loop
from .redirects import send_async as send_following

if TYPE_CHECKING:
    from ..httpclient import AsyncHttpClient


async def perform_async(
    exchange: Exchange,
    client: AsyncHttpClient,
    chains: Chains,
    threads: HookThreads,
    secure: Optional[Callable[[], Awaitable[None]]] = None,
) -> httpx.Response:
    """Tries until there is a response to decode, or raises.

    ``secure`` puts credentials on the request; it is asked before each attempt.
    """
    while True:
        if secure is not None:
            await secure()
        try:
            response = await _attempt(exchange, client, chains, threads)
        except Exception as error:
            outcome = await _after_transport_error(exchange, chains, threads, error)
        else:
            wait = exchange.tries.after_status(response)
            if wait is not None:
                await response.aclose()
            outcome = response if wait is None else wait
        if isinstance(outcome, httpx.Response):
            return await _after_response(exchange, chains, threads, outcome)
        await _sleep(outcome)


async def _sleep(seconds: float) -> None:
    running_loop()
    import asyncio

    await asyncio.sleep(seconds)


async def _attempt(
    exchange: Exchange, client: AsyncHttpClient, chains: Chains, threads: HookThreads
) -> httpx.Response:
    request = exchange.request
    before = chains.before_request
    if before:
        hook_ctx = exchange.context(BeforeRequestContext)
        if isinstance(before, InlineOnly):
            request = run_hooks(BEFORE_REQUEST, before, hook_ctx, request)
        else:
            request = await run_hooks_async(
                BEFORE_REQUEST, before, hook_ctx, request, threads
            )
        if request is not exchange.request:
            keep_timeout(exchange.request, request, client)

    around = chains.around_request
    if around:
        send: AsyncSend = partial(_send, exchange, client)
        send = wrap_send_async(around, exchange.context(AroundRequestContext), send)
        response = await send(request)
    else:
        response = await _send(exchange, client, request)
    if exchange.stream and exchange.is_error(response.status_code):
        try:
            await response.aread()
        except BaseException:
            await response.aclose()
            raise
    return response


async def _send(
    exchange: Exchange, client: AsyncHttpClient, request: httpx.Request
) -> httpx.Response:
    logger = exchange.logger
    if logger is not None:
        log_request(logger, request)
    response = await send_following(client, request, stream=exchange.stream)
    if logger is not None:
        log_response(logger, response)
    return response


async def _after_transport_error(
    exchange: Exchange, chains: Chains, threads: HookThreads, error: Exception
) -> Union[httpx.Response, float]:
    """A response that a hook has instead, or the seconds until the next attempt; raises where neither is."""
    hooks = chains.after_error
    left: Optional[Exception] = error
    if hooks:
        hook_ctx = exchange.context(AfterErrorContext)
        response: Optional[httpx.Response]
        response, left = await run_hooks_async(
            AFTER_ERROR, hooks, hook_ctx, (None, error), threads
        )
        if left is None:
            if response is None:
                raise no_answer(None) from error
            return response
    assert left is not None
    wait = exchange.tries.after_error(left)
    if wait is None:
        raise left
    return wait


async def _after_response(
    exchange: Exchange, chains: Chains, threads: HookThreads, response: httpx.Response
) -> httpx.Response:
    """The response to decode, after the hooks for its status."""
    is_error = exchange.is_error(response.status_code)
    hooks = chains.after_error if is_error else chains.after_success
    if not hooks:
        return response
    answer: Optional[httpx.Response]
    error: Optional[Exception] = None
    try:
        if is_error:
            if exchange.stream:
                await response.aread()
            error_ctx = exchange.context(AfterErrorContext)
            answer, error = await run_hooks_async(
                AFTER_ERROR, hooks, error_ctx, (response, None), threads
            )
        else:
            hook_ctx = exchange.context(AfterSuccessContext)
            if isinstance(hooks, InlineOnly):
                answer = run_hooks(AFTER_SUCCESS, hooks, hook_ctx, response)
            else:
                answer = await run_hooks_async(
                    AFTER_SUCCESS, hooks, hook_ctx, response, threads
                )
    except BaseException:
        await response.aclose()
        raise
    if answer is not response:
        await response.aclose()
    if error is not None:
        raise error
    if answer is None:
        raise no_answer(response)
    return answer
