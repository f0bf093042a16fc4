"""Requests that a user makes, sent with an SDK's client, hooks and retries (``do_request``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Optional, Sequence, Tuple

import httpx

from .attempts import perform
from .attempts_async import perform_async
from .backoff import status_matches
from .exchange import Exchange, all_of
from .lifecycle import runtime_of
from .retrying import policy_from

if TYPE_CHECKING:
    from .._hooks.types import HookContext
    from ..sdkconfiguration import SDKConfiguration
    from ..utils.retries import RetryConfig


def send_request(
    config: SDKConfiguration,
    hook_ctx: HookContext,
    request: httpx.Request,
    error_status_codes: Sequence[str],
    stream: bool,
    retry_config: Optional[Tuple[RetryConfig, Sequence[str]]],
) -> httpx.Response:
    """The response, after all hooks but ``after_parse_error``."""
    exchange = _exchange(
        config, hook_ctx, request, error_status_codes, stream, retry_config
    )
    client = config.client
    assert client is not None
    return perform(exchange, client, runtime_of(config).hooks.points)


async def send_request_async(
    config: SDKConfiguration,
    hook_ctx: HookContext,
    request: httpx.Request,
    error_status_codes: Sequence[str],
    stream: bool,
    retry_config: Optional[Tuple[RetryConfig, Sequence[str]]],
) -> httpx.Response:
    """``send_request`` with the async client and hooks."""
    exchange = _exchange(
        config, hook_ctx, request, error_status_codes, stream, retry_config
    )
    runtime = runtime_of(config)
    client = config.async_client
    assert client is not None
    chains = runtime.async_hooks.usable_chains()
    return await perform_async(exchange, client, chains, runtime.threads)


def _exchange(
    config: SDKConfiguration,
    hook_ctx: HookContext,
    request: httpx.Request,
    error_status_codes: Sequence[str],
    stream: bool,
    retry_config: Optional[Tuple[Any, Sequence[str]]],
) -> Exchange:
    return Exchange(
        config,
        request,
        partial(status_matches, error_status_codes),
        stream,
        None if retry_config is None else policy_from(*retry_config),
        lambda: all_of(hook_ctx),
    )
