"""Makes the request of a call: everything that is the same for each of its attempts, computed once.

A call goes: ``base_url`` (servers.py) → ``build_request`` → for each attempt ``apply_security`` (or
``apply_security_async``), then the hooks and ``send`` (redirects.py) → ``decode`` (responses.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Tuple, Union, cast
from urllib.parse import unquote_plus, urljoin, urlsplit

import httpx

from ..types.unset import UNSET
from .coercion import plain
from .encoding import encode, header_value
from .operation import Operation, Param
from .prepared import Prepared, prepare
from .security import Constant, Credentials, credentials_of, resolve, resolve_async
from .writers import form

if TYPE_CHECKING:
    from ..httpclient import AsyncHttpClient, HttpClient
    from ..sdkconfiguration import SDKConfiguration
    from .bodies import Written
    from .payloads import BodyStream

Headers = List[Tuple[str, Union[str, bytes]]]

SECURITY = "sdk_security"
"""Request extension: the security model whose credentials are on the request."""
_FIXED = "sdk_fixed_headers"
"""Request extension: headers that the caller gave, in lower case; security leaves them alone."""
_FOREIGN = "sdk_foreign"
"""Request extension: the URL came from a response and leads to another origin; it gets no credentials."""


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
    prepared = prepare(op)
    values = prepared.values(arguments)
    defaults = getattr(configuration, "globals", None)

    def value_of(param: Param) -> Any:
        value = values.get(param.argument)
        if (value is None or value is UNSET) and param.is_global:
            value = getattr(defaults, param.argument, None)
        return None if value is UNSET else value

    extensions: Dict[str, Any] = {}
    if url is None:
        url = _url(prepared, value_of, base_url, extra_query)
    else:
        url = _page_url(url, base_url, extensions)
    written = prepared.body(values, extra_body) if prepared.body is not None else None
    headers = _headers(prepared, value_of, configuration, accept, written)
    if http_headers:
        headers = _replace(headers, http_headers)
        extensions[_FIXED] = frozenset(name.lower() for name in http_headers)
    request = _request(client, prepared.method, url, headers, written, extensions)
    _set_timeout(request, timeout_ms, op, configuration)
    if prepared.cookies:
        _add_cookies(request, prepared, value_of)
    return request


def _url(
    prepared: Prepared,
    value_of: Any,
    base_url: str,
    extra_query: Optional[Mapping[str, Any]],
) -> str:
    pieces: List[str] = []
    for param, write in prepared.query:
        value = value_of(param)
        if value is not None:
            pieces += write(value)
    if extra_query:
        for name, value in extra_query.items():
            if value is not None and value is not UNSET:
                pieces += form(name, True, encode, encode)(plain(value))
    path = prepared.fill_path(value_of)
    if "?" in base_url:
        base_url, _, query = base_url.partition("?")
        pieces.insert(0, query)
    url = (
        base_url.rstrip("/") + path
        if path[:1] == "/"
        else f"{base_url.rstrip('/')}/{path}"
    )
    if not pieces:
        return url
    return url + ("&" if "?" in path else "?") + "&".join(pieces)


def _page_url(url: str, base_url: str, extensions: Dict[str, Any]) -> str:
    url = urljoin(base_url.rstrip("/") + "/", url)
    if _origin(url) != _origin(base_url):
        extensions[_FOREIGN] = True
    return url


def _origin(url: str) -> Tuple[str, Optional[str], Optional[int]]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, port


def _headers(
    prepared: Prepared,
    value_of: Any,
    configuration: "SDKConfiguration",
    accept: Optional[str],
    written: Optional[Written],
) -> Headers:
    headers: Headers = [
        ("Accept", accept or prepared.accept),
        ("User-Agent", configuration.user_agent),
    ]
    if written is not None:
        headers.append(("Content-Type", written.media_type))
        if not isinstance(written.content, bytes):
            headers += _framing(written.content)
    for param, write in prepared.headers:
        value = value_of(param)
        if value is not None:
            headers += write(value)
    return headers


def _framing(stream: BodyStream) -> Headers:
    size = stream.size
    return (
        [("Transfer-Encoding", "chunked")]
        if size is None
        else [("Content-Length", str(size))]
    )


def _replace(headers: Headers, given: Mapping[str, str]) -> Headers:
    """The caller's headers win over those of the same name, whatever their case."""
    names = {name.lower() for name in given}
    kept = [pair for pair in headers if pair[0].lower() not in names]
    return kept + [(name, header_value(name, value)) for name, value in given.items()]


def _request(
    client: "HttpClient | AsyncHttpClient",
    method: str,
    url: str,
    headers: Headers,
    written: Optional[Written],
    extensions: Dict[str, Any],
) -> httpx.Request:
    content: Any = written.content if written is not None else None
    if type(client).build_request in _OWN_BUILD and not _jar(client):
        request = _direct(client, method, url, headers, content, extensions)
    else:
        known: Any = (
            httpx.Headers(cast(Any, headers)) if _has_bytes(headers) else headers
        )
        request = client.build_request(
            method, url, content=content, headers=known, extensions=extensions or None
        )
    if content is not None and not isinstance(content, bytes):
        # httpx's own wrapping can be read only once.
        request.stream = content
    defaults = getattr(client, "params", None)
    if defaults:
        # httpx would put a client's default parameters in the place of ours.
        query = str(defaults)
        request.url = httpx.URL(url + ("&" if "?" in url else "?") + query)
    return request


_OWN_BUILD: Tuple[Any, ...] = (
    httpx.Client.build_request,
    httpx.AsyncClient.build_request,
)


_BODILESS = ("GET", "HEAD", "DELETE", "OPTIONS")


def _jar(client: Any) -> bool:
    return bool(len(client.cookies.jar))


def _direct(
    client: Any,
    method: str,
    url: str,
    headers: Headers,
    content: Any,
    extensions: Dict[str, Any],
) -> httpx.Request:
    """What httpx's own ``build_request`` makes of the same, at half the price."""
    names = {name.lower().encode("ascii") for name, _ in headers}
    merged: List[Any] = [
        pair for pair in client.headers.raw if pair[0].lower() not in names
    ]
    merged += headers
    extensions.setdefault("timeout", client.timeout.as_dict())
    if content is None and method in _BODILESS and b"host" not in names:
        # Nothing to prepare but the one header that has to be there.
        target = httpx.URL(url)
        merged.insert(0, (b"Host", target.netloc))
        request = httpx.Request(
            method,
            target,
            headers=merged,
            stream=httpx.ByteStream(b""),
            extensions=extensions,
        )
        request.read()
        return request
    return httpx.Request(
        method, url, headers=merged, content=content, extensions=extensions
    )


def _has_bytes(headers: Headers) -> bool:
    return any(isinstance(value, bytes) for _, value in headers)


def _set_timeout(
    request: httpx.Request,
    timeout_ms: Optional[int],
    op: Operation[Any],
    configuration: "SDKConfiguration",
) -> None:
    if timeout_ms is None:
        timeout_ms = (
            op.timeout_ms if op.timeout_ms is not None else configuration.timeout_ms
        )
    if timeout_ms is not None:
        seconds = timeout_ms / 1000
        own: Mapping[str, Any] = request.extensions.get("timeout", {})
        request.extensions["timeout"] = {
            "connect": seconds,
            "read": seconds,
            "write": seconds,
            # A client that waits for a free connection as long as it takes goes on doing so.
            "pool": None if own.get("pool", seconds) is None else seconds,
        }


def _add_cookies(request: httpx.Request, prepared: Prepared, value_of: Any) -> None:
    pieces: List[str] = []
    for param, write in prepared.cookies:
        value = value_of(param)
        if value is not None:
            pieces += write(value)
    if pieces:
        set_cookies(request, pieces)


def set_cookies(request: httpx.Request, pieces: List[str]) -> None:
    """Puts ``name=value`` pieces into the ``Cookie`` header, in the place of those of the same names."""
    names = {piece.partition("=")[0] for piece in pieces}
    present = request.headers.get("cookie", "")
    kept = [
        piece
        for piece in present.split("; ")
        if piece and piece.partition("=")[0] not in names
    ]
    request.headers["Cookie"] = "; ".join(kept + pieces)


def apply_security(
    op: Operation[Any],
    request: httpx.Request,
    configuration: "SDKConfiguration",
    security: Any = None,
) -> None:
    """Puts the credentials on a request of ``build_request``, in place; may be repeated for each attempt.

    ``security`` is the call's own (value, dict or callable) where the operation has one; else the SDK's counts.
    """
    source = security_source(op, configuration, security)
    if source is None or _FOREIGN in request.extensions:
        return
    if isinstance(source, Constant):
        _put(request, source(), source.credentials())
        return
    found = resolve(source, op.security)
    if found is not None:
        _put(request, found, credentials_of(found))


async def apply_security_async(
    op: Operation[Any],
    request: httpx.Request,
    configuration: "SDKConfiguration",
    security: Any = None,
) -> None:
    """``apply_security`` where callables may be ``async def``."""
    source = security_source(op, configuration, security)
    if source is None or _FOREIGN in request.extensions:
        return
    if isinstance(source, Constant):
        _put(request, source(), source.credentials())
        return
    found = await resolve_async(source, op.security)
    if found is not None:
        _put(request, found, credentials_of(found))


def security_source(
    op: Operation[Any], configuration: "SDKConfiguration", security: Any = None
) -> Any:
    """Where a call's credentials come from: a value, a dict, a callable; None where none are sent."""
    if op.no_security:
        return None
    return security if op.security is not None else configuration.security


def _put(request: httpx.Request, security: Any, found: Credentials) -> None:
    request.extensions[SECURITY] = security
    fixed: Any = request.extensions.get(_FIXED, ())
    for name, value in found.headers.items():
        if name.lower() not in fixed:
            request.headers[name] = cast(str, header_value(name, value))
    if found.query:
        request.url = _with_query(request.url, found)
    if found.cookies and "cookie" not in fixed:
        set_cookies(
            request,
            [
                f"{name}={_cookie_text(name, value)}"
                for name, value in found.cookies.items()
            ],
        )


def _with_query(url: httpx.URL, credentials: Credentials) -> httpx.URL:
    kept = [
        piece
        for piece in url.query.decode("ascii").split("&")
        if piece and unquote_plus(piece.partition("=")[0]) not in credentials.query
    ]
    kept += [
        f"{encode(name)}={encode(value)}" for name, value in credentials.query.items()
    ]
    return url.copy_with(query="&".join(kept).encode("ascii"))


def _cookie_text(name: str, value: str) -> str:
    if ";" in value:
        raise ValueError(f"The value of cookie {name!r} holds a semicolon.")
    return cast(str, header_value("Cookie", value))


def can_resend(request: httpx.Request) -> bool:
    """False where the body is a stream that can be read only once: such a request is never retried."""
    stream = request.stream
    return bool(getattr(stream, "replayable", isinstance(stream, httpx.ByteStream)))
