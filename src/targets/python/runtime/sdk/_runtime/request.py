"""Makes the request of a call: everything that is the same for each of its attempts, computed once.

A call goes: ``base_url`` (servers.py) → ``build_request`` → for each attempt ``apply_security`` (or
``apply_security_async``), then the hooks and ``send`` (redirects.py) → ``decode`` (responses.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional

import httpx

from .operation import Operation

if TYPE_CHECKING:
    from ..httpclient import AsyncHttpClient, HttpClient
    from ..sdkconfiguration import SDKConfiguration


def build_request(
    op: Operation[Any],
    arguments: Mapping[str, Any],
    client: "HttpClient | AsyncHttpClient",
    configuration: "SDKConfiguration",
    *,
    base_url: str,
    timeout_ms: Optional[int] = None,
    http_headers: Optional[Mapping[str, str]] = None,
    accept: Optional[str] = None,
    extra_query: Optional[Mapping[str, Any]] = None,
    extra_body: Optional[Mapping[str, Any]] = None,
    url: Optional[str] = None,
) -> httpx.Request:
    """The request without security. ``url`` replaces the operation's (the next page's address).

    ``timeout_ms`` is the call's own; the operation's and the SDK's stand in for it here.
    """
    raise NotImplementedError


def apply_security(
    op: Operation[Any],
    request: httpx.Request,
    configuration: "SDKConfiguration",
    security: Any = None,
) -> None:
    """Puts the credentials on a request of ``build_request``, in place; may be repeated for each attempt.

    ``security`` is the call's own (value, dict or callable) where the operation has one; else the SDK's counts.
    """
    raise NotImplementedError


async def apply_security_async(
    op: Operation[Any],
    request: httpx.Request,
    configuration: "SDKConfiguration",
    security: Any = None,
) -> None:
    """``apply_security`` where callables may be ``async def``."""
    raise NotImplementedError


def can_resend(request: httpx.Request) -> bool:
    """False where the body is a stream that can be read only once: such a request is never retried."""
    raise NotImplementedError
