"""Turns a response into a result or an exception."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional

import httpx

from .operation import Operation

Repeat = Callable[[Mapping[str, Any], Optional[str]], Any]
"""Makes the same call again (headers, timeout, security, retries) with other arguments, or at another URL:
``repeat(arguments, url)``. Gives the result; in async methods an awaitable of it."""


def is_streaming(op: Operation[Any]) -> bool:
    """The response has to be sent for with ``stream=True``: a success may be a stream."""
    raise NotImplementedError


def is_error_status(op: Operation[Any], status: int) -> bool:
    """Whether the operation treats this status as an error."""
    raise NotImplementedError


def decode(
    op: Operation[Any],
    response: httpx.Response,
    *,
    arguments: Mapping[str, Any],
    repeat: Optional[Repeat] = None,
    client_ref: Optional[object] = None,
) -> Any:
    """The result of a sync call. Raises typed errors, the default error, ``ResponseValidationError``.

    ``client_ref`` is kept by streams, so that the SDK lives as long as they do.
    """
    raise NotImplementedError


async def decode_async(
    op: Operation[Any],
    response: httpx.Response,
    *,
    arguments: Mapping[str, Any],
    repeat: Optional[Repeat] = None,
    client_ref: Optional[object] = None,
) -> Any:
    """The result of an async call."""
    raise NotImplementedError
