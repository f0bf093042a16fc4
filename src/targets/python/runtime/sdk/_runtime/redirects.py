"""Sends a request and follows redirects, without handing credentials to another origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Optional
from urllib.parse import unquote_plus

import httpx

from .redaction import is_secret_header, is_secret_query
from .sessions import token_rejected

if TYPE_CHECKING:
    from ..httpclient import AsyncHttpClient, HttpClient

_STATUSES = (301, 302, 303, 307, 308)


def send(client: HttpClient, request: httpx.Request, *, stream: bool) -> httpx.Response:
    """``client.send`` with redirects followed."""
    response = client.send(request, stream=stream, follow_redirects=False)
    if response.status_code in _STATUSES:
        chain = _Chain(client, request)
        while (step := chain.next(response)) is not None:
            response.read()
            response.close()
            response = client.send(
                step, stream=stream, follow_redirects=False, auth=chain.auth
            )
            response.history = list(chain.history)
        if chain.too_long:
            response.close()
            raise chain.error()
    if response.status_code == 401:
        token_rejected(response)
    return response


async def send_async(
    client: AsyncHttpClient, request: httpx.Request, *, stream: bool
) -> httpx.Response:
    """``send`` with an async client."""
    response = await client.send(request, stream=stream, follow_redirects=False)
    if response.status_code in _STATUSES:
        chain = _Chain(client, request)
        while (step := chain.next(response)) is not None:
            await response.aread()
            await response.aclose()
            response = await client.send(
                step, stream=stream, follow_redirects=False, auth=chain.auth
            )
            response.history = list(chain.history)
        if chain.too_long:
            await response.aclose()
            raise chain.error()
    if response.status_code == 401:
        token_rejected(response)
    return response


class _Chain:
    """One request and where it is led to."""

    def __init__(self, client: Any, request: httpx.Request) -> None:
        self._request = request
        self._cookies = getattr(client, "cookies", None)
        self._most: int = getattr(client, "max_redirects", 20)
        self.history: List[httpx.Response] = []
        self.too_long = False
        self.auth: Any = httpx.USE_CLIENT_DEFAULT
        """None once another origin was reached: the client's own credentials are not for it either."""

    def next(self, response: httpx.Response) -> Optional[httpx.Request]:
        """The request that a redirect asks for; None where the response is the answer."""
        request = self._request
        location = response.headers.get("location")
        if response.status_code not in _STATUSES or not location:
            return None
        if len(self.history) >= self._most:
            self.too_long = True
            return None
        url = _target(request, location)
        method = _method(request.method, response.status_code)
        keeps_body = method == request.method
        if url is None or (
            keeps_body and not getattr(request.stream, "replayable", True)
        ):
            return None
        if not _may_see_credentials(url, request.url):
            self.auth = None
        self.history.append(response)
        self._request = self._redirected(method, url, keeps_body)
        return self._request

    def error(self) -> Exception:
        """What is raised where the way does not end."""
        return httpx.TooManyRedirects(
            "Exceeded maximum allowed redirects.", request=self._request
        )

    def _redirected(
        self, method: str, url: httpx.URL, keeps_body: bool
    ) -> httpx.Request:
        request = self._request
        headers = httpx.Headers(request.headers)
        headers.pop("Host", None)
        if not _may_see_credentials(url, request.url):
            for name in list(headers.keys()):
                if is_secret_header(name):
                    del headers[name]
            url = _without_secrets(url, request.url)
        if not keeps_body:
            for name in ("Content-Length", "Transfer-Encoding", "Content-Type"):
                headers.pop(name, None)
        step = httpx.Request(
            method,
            url,
            headers=headers,
            cookies=self._cookies,
            extensions=request.extensions,
        )
        if keeps_body:
            step.stream = request.stream
            if isinstance(request.stream, httpx.ByteStream):
                step.read()
        return step


def _target(request: httpx.Request, location: str) -> Optional[httpx.URL]:
    try:
        url = request.url.join(location)
    except httpx.InvalidURL:
        return None
    if url.scheme not in ("http", "https") or not url.host:
        return None
    url = url.copy_with(userinfo=b"")
    if request.url.fragment and not url.fragment:
        url = url.copy_with(fragment=request.url.fragment)
    return url


def _method(method: str, status: int) -> str:
    if status == 303 and method != "HEAD":
        return "GET"
    if status in (301, 302) and method == "POST":
        return "GET"
    return method


def _may_see_credentials(url: httpx.URL, before: httpx.URL) -> bool:
    """The same origin, or the same host on the way from http to https."""
    if url.host != before.host:
        return False
    if url.scheme == before.scheme:
        return _port(url) == _port(before)
    return url.scheme == "https" and _port(before) == 80 and _port(url) == 443


def _port(url: httpx.URL) -> Optional[int]:
    return url.port or {"http": 80, "https": 443}.get(url.scheme)


def _without_secrets(url: httpx.URL, before: httpx.URL) -> httpx.URL:
    """A server may repeat a key that was in the query in the address that it leads to."""
    if not url.query or not before.query:
        return url
    sent = set(before.query.split(b"&"))
    pieces = url.query.split(b"&")
    kept = [piece for piece in pieces if piece not in sent or not _is_secret(piece)]
    if len(kept) == len(pieces):
        return url
    return url.copy_with(query=b"&".join(kept) or None)


def _is_secret(piece: bytes) -> bool:
    return is_secret_query(unquote_plus(piece.partition(b"=")[0].decode("ascii")))
