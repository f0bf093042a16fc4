"""A call of an operation, from arguments to result: request, attempts with their hooks, decoding."""

from __future__ import annotations

import warnings
from functools import partial
from typing import (
    TYPE_CHECKING,
    Any,
    Dict,
    Literal,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    Union,
)

from .._hooks.types import AfterParseErrorContext, ResponseContext
from .attempts import perform
from .attempts_async import perform_async
from .exchange import Exchange, raised_from
from .firstuse import make_ready, make_ready_for
from .hooks.asyncrun import run_hooks_async
from .hooks.points import AFTER_PARSE_ERROR
from .hooks.syncregistry import run_hooks
from .lifecycle import runtime_of
from .operation import Operation
from .raw import Mode, raw_result, raw_result_async, response_mode
from .request import (
    apply_security,
    apply_security_async,
    build_request,
    security_source,
)
from .responses import decode, decode_async, is_error_status, is_streaming
from .retrying import policy_of
from .servers import base_url

if TYPE_CHECKING:
    from ..basesdk import BaseSDK
    from ..httpclient import AsyncHttpClient, HttpClient
    from ..sdkconfiguration import SDKConfiguration
    from ..types import OptionalNullable
    from ..utils.retries import RetryConfig


class CallOptions(NamedTuple):
    """What a caller says about one call besides its arguments."""

    retries: OptionalNullable[RetryConfig]
    server_url: Optional[str]
    timeout_ms: Optional[int]
    http_headers: Optional[Mapping[str, str]]
    security: Any
    accept: Optional[str]
    extra_query: Optional[Mapping[str, Any]]
    extra_body: Optional[Mapping[str, Any]]


_MODES: Tuple[Literal["parsed", "raw", "streaming"], ...] = (
    "parsed",
    "raw",
    "streaming",
)
_RESPONSES = {
    mode: {
        "sync": ResponseContext(mode, "sync"),
        "async": ResponseContext(mode, "async"),
    }
    for mode in _MODES
}


def call(
    sdk: BaseSDK,
    op: Operation[Any],
    arguments: Mapping[str, Any],
    options: CallOptions,
) -> Any:
    """The result of a sync call."""
    _warn_deprecated(op)
    return _call(sdk, op, options, arguments, None)


def _call(
    sdk: BaseSDK,
    op: Operation[Any],
    options: CallOptions,
    arguments: Mapping[str, Any],
    url: Optional[str],
) -> Any:
    config = sdk.sdk_configuration
    points = runtime_of(config).hooks.points
    client = config.client
    assert client is not None
    mode = response_mode(sdk)
    exchange = _exchange(op, config, client, options, arguments, url, "sync", mode)
    response = perform(
        exchange,
        client,
        points,
        partial(apply_security, op, exchange.request, config, options.security),
    )
    parse = partial(
        decode,
        op,
        response,
        arguments=arguments,
        repeat=partial(_call, sdk, op, options),
        client_ref=sdk,
    )
    try:
        if mode is not None and not is_error_status(op, response.status_code):
            return raw_result(mode, response, parse)
        return parse()
    except Exception as error:
        hooks = points["after_parse_error"]
        if not hooks:
            raise
        hook_ctx = exchange.context(AfterParseErrorContext)
        values = (response, error)
        _, raised = run_hooks(AFTER_PARSE_ERROR, hooks, hook_ctx, values)
        raise raised_from(raised, error)


async def call_async(
    sdk: BaseSDK,
    op: Operation[Any],
    arguments: Mapping[str, Any],
    options: CallOptions,
) -> Any:
    """The result of an async call."""
    _warn_deprecated(op)
    if "ready" not in op.cache:
        await make_ready(op, sdk.sdk_configuration)
    return await _call_async(sdk, op, options, arguments, None)


async def _call_async(
    sdk: BaseSDK,
    op: Operation[Any],
    options: CallOptions,
    arguments: Mapping[str, Any],
    url: Optional[str],
) -> Any:
    config = sdk.sdk_configuration
    runtime = runtime_of(config)
    chains = runtime.async_hooks.usable_chains()
    client = config.async_client
    assert client is not None
    mode = response_mode(sdk)
    exchange = _exchange(op, config, client, options, arguments, url, "async", mode)
    response = await perform_async(
        exchange,
        client,
        chains,
        runtime.threads,
        partial(apply_security_async, op, exchange.request, config, options.security),
    )
    await make_ready_for(op, response)
    parse = partial(
        decode_async,
        op,
        response,
        arguments=arguments,
        repeat=partial(_call_async, sdk, op, options),
        client_ref=sdk,
    )
    try:
        if mode is not None and not is_error_status(op, response.status_code):
            return raw_result_async(mode, response, parse)
        return await parse()
    except Exception as error:
        hooks = chains.after_parse_error
        if not hooks:
            raise
        hook_ctx = exchange.context(AfterParseErrorContext)
        values = (response, error)
        _, raised = await run_hooks_async(
            AFTER_PARSE_ERROR, hooks, hook_ctx, values, runtime.threads
        )
        raise raised_from(raised, error)


def _exchange(
    op: Operation[Any],
    config: SDKConfiguration,
    client: Union[HttpClient, AsyncHttpClient],
    options: CallOptions,
    arguments: Mapping[str, Any],
    url: Optional[str],
    execution: Literal["sync", "async"],
    mode: Optional[Mode],
) -> Exchange:
    server = base_url(op, config, options.server_url)
    stream = mode == "streaming" or is_streaming(op)

    return Exchange(
        config,
        build_request(
            op,
            arguments,
            client,
            config,
            base_url=server,
            timeout_ms=options.timeout_ms,
            http_headers=options.http_headers,
            accept=options.accept,
            extra_query=options.extra_query,
            extra_body=options.extra_body,
            url=url,
        ),
        partial(is_error_status, op),
        stream,
        policy_of(op.retries, config.retry_config, options.retries),
        partial(
            _facts,
            op,
            server,
            config,
            options,
            _RESPONSES["streaming" if stream else mode or "parsed"][execution],
        ),
    )


def _facts(
    op: Operation[Any],
    server: str,
    config: SDKConfiguration,
    options: CallOptions,
    response: ResponseContext,
) -> Dict[str, Any]:
    """What hooks are told; lists and dicts are the call's own, whatever a hook does to them."""
    return {
        "config": config,
        "base_url": server,
        "operation_id": op.id,
        "oauth2_scopes": None if op.scopes is None else list(op.scopes),
        "security_source": security_source(op, config, options.security),
        "tags": list(op.tags),
        "extensions": dict(op.extensions),
        "response": response,
        "attempt": 0,
        "state": {},
    }


def _warn_deprecated(op: Operation[Any]) -> None:
    if op.deprecation is not None:
        # The caller's line: above this function, `call`, `_call` and the method.
        warnings.warn(op.deprecation, DeprecationWarning, stacklevel=5)
