"""The attempts of a sync call, and the hooks around each.

Read it with ``attempts_async.py``: the same, step by step, for async calls.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Callable, Mapping, Optional, Tuple, Union

import httpx

from .._hooks.types import (
    AfterErrorContext,
    AfterSuccessContext,
    AroundRequestContext,
    BeforeRequestContext,
)
from .exchange import Exchange, keep_timeout, no_answer
from .hooks.entries import Entry
from .hooks.points import AFTER_ERROR, AFTER_SUCCESS, BEFORE_REQUEST
from .hooks.syncregistry import Send, run_hooks, wrap_send
from .logging import log_request, log_response
from .redirects import send as send_following

if TYPE_CHECKING:
    from ..httpclient import HttpClient

Points = Mapping[str, Tuple[Entry, ...]]


def perform(
    exchange: Exchange,
    client: HttpClient,
    points: Points,
    secure: Optional[Callable[[], None]] = None,
) -> httpx.Response:
    """Tries until there is a response to decode, or raises.

    ``secure`` puts credentials on the request; it is asked before each attempt.
    """
    while True:
        if secure is not None:
            secure()
        try:
            response = _attempt(exchange, client, points)
        except Exception as error:
            outcome = _after_transport_error(exchange, points, error)
        else:
            wait = exchange.tries.after_status(response)
            if wait is not None:
                response.close()
            outcome = response if wait is None else wait
        if isinstance(outcome, httpx.Response):
            return _after_response(exchange, points, outcome)
        time.sleep(outcome)


def _attempt(exchange: Exchange, client: HttpClient, points: Points) -> httpx.Response:
    request = exchange.request
    before = points["before_request"]
    if before:
        hook_ctx = exchange.context(BeforeRequestContext)
        request = run_hooks(BEFORE_REQUEST, before, hook_ctx, request)
        if request is not exchange.request:
            keep_timeout(exchange.request, request, client)

    around = points["around_request"]
    if around:
        send: Send = partial(_send, exchange, client)
        send = wrap_send(around, exchange.context(AroundRequestContext), send)
        response = send(request)
    else:
        response = _send(exchange, client, request)
    if exchange.stream and exchange.is_error(response.status_code):
        try:
            response.read()
        except BaseException:
            response.close()
            raise
    return response


def _send(
    exchange: Exchange, client: HttpClient, request: httpx.Request
) -> httpx.Response:
    logger = exchange.logger
    if logger is not None:
        log_request(logger, request)
    response = send_following(client, request, stream=exchange.stream)
    if logger is not None:
        log_response(logger, response)
    return response


def _after_transport_error(
    exchange: Exchange, points: Points, error: Exception
) -> Union[httpx.Response, float]:
    """A response that a hook has instead, or the seconds until the next attempt; raises where neither is."""
    hooks = points["after_error"]
    left: Optional[Exception] = error
    if hooks:
        hook_ctx = exchange.context(AfterErrorContext)
        response: Optional[httpx.Response]
        response, left = run_hooks(AFTER_ERROR, hooks, hook_ctx, (None, error))
        if left is None:
            if response is None:
                raise no_answer(None) from error
            return response
    assert left is not None
    wait = exchange.tries.after_error(left)
    if wait is None:
        raise left
    return wait


def _after_response(
    exchange: Exchange, points: Points, response: httpx.Response
) -> httpx.Response:
    """The response to decode, after the hooks for its status."""
    is_error = exchange.is_error(response.status_code)
    hooks = points["after_error"] if is_error else points["after_success"]
    if not hooks:
        return response
    answer: Optional[httpx.Response]
    error: Optional[Exception] = None
    try:
        if is_error:
            if exchange.stream:
                response.read()
            error_ctx = exchange.context(AfterErrorContext)
            answer, error = run_hooks(AFTER_ERROR, hooks, error_ctx, (response, None))
        else:
            hook_ctx = exchange.context(AfterSuccessContext)
            answer = run_hooks(AFTER_SUCCESS, hooks, hook_ctx, response)
    except BaseException:
        response.close()
        raise
    if answer is not response:
        response.close()
    if error is not None:
        raise error
    if answer is None:
        raise no_answer(response)
    return answer
