"""What an HTTP client has to offer: ``httpx.Client`` and ``httpx.AsyncClient`` do, and so may a wrapper of yours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Protocol, Union, runtime_checkable

import httpx

if TYPE_CHECKING:
    from httpx._client import UseClientDefault
    from httpx._types import (
        AuthTypes,
        CookieTypes,
        HeaderTypes,
        QueryParamTypes,
        RequestContent,
        RequestData,
        RequestExtensions,
        RequestFiles,
        TimeoutTypes,
        URLTypes,
    )


@runtime_checkable
class HttpClient(Protocol):
    """Sends the requests of sync methods."""

    def send(
        self,
        request: httpx.Request,
        *,
        stream: bool = False,
        auth: Union[AuthTypes, UseClientDefault, None] = httpx.USE_CLIENT_DEFAULT,
        follow_redirects: Union[bool, UseClientDefault] = httpx.USE_CLIENT_DEFAULT,
    ) -> httpx.Response: ...

    def build_request(
        self,
        method: str,
        url: URLTypes,
        *,
        content: Optional[RequestContent] = None,
        data: Optional[RequestData] = None,
        files: Optional[RequestFiles] = None,
        json: Optional[Any] = None,
        params: Optional[QueryParamTypes] = None,
        headers: Optional[HeaderTypes] = None,
        cookies: Optional[CookieTypes] = None,
        timeout: Union[TimeoutTypes, UseClientDefault] = httpx.USE_CLIENT_DEFAULT,
        extensions: Optional[RequestExtensions] = None,
    ) -> httpx.Request: ...

    def close(self) -> None: ...


@runtime_checkable
class AsyncHttpClient(Protocol):
    """Sends the requests of async methods."""

    async def send(
        self,
        request: httpx.Request,
        *,
        stream: bool = False,
        auth: Union[AuthTypes, UseClientDefault, None] = httpx.USE_CLIENT_DEFAULT,
        follow_redirects: Union[bool, UseClientDefault] = httpx.USE_CLIENT_DEFAULT,
    ) -> httpx.Response: ...

    def build_request(
        self,
        method: str,
        url: URLTypes,
        *,
        content: Optional[RequestContent] = None,
        data: Optional[RequestData] = None,
        files: Optional[RequestFiles] = None,
        json: Optional[Any] = None,
        params: Optional[QueryParamTypes] = None,
        headers: Optional[HeaderTypes] = None,
        cookies: Optional[CookieTypes] = None,
        timeout: Union[TimeoutTypes, UseClientDefault] = httpx.USE_CLIENT_DEFAULT,
        extensions: Optional[RequestExtensions] = None,
    ) -> httpx.Request: ...

    async def aclose(self) -> None: ...


class ClientOwner(Protocol):
    """Whoever holds the two clients of an SDK."""

    client: Optional[HttpClient]
    async_client: Optional[AsyncHttpClient]


def close_clients(
    owner: ClientOwner,
    sync_client: Optional[HttpClient],
    sync_client_supplied: bool,
    async_client: Optional[AsyncHttpClient],
    async_client_supplied: bool,
) -> None:
    """Closes the clients that nobody supplied, and takes them from their owner. Needs no running event loop."""
    from ._runtime.clients import release_async

    owner.client = None
    owner.async_client = None
    if sync_client is not None and not sync_client_supplied:
        sync_client.close()
    if async_client is not None and not async_client_supplied:
        release_async(async_client)
