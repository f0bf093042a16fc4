"""What is secret in requests and responses: logs do not show it, redirects to other origins do not carry it."""

from __future__ import annotations

import re
from typing import Dict, Iterable, Set, Tuple

MASK = "***"

_headers: Set[str] = {"authorization", "proxy-authorization", "cookie", "set-cookie"}
_queries: Set[str] = set()

_NAME = r"token|secret|passw(?:or)?d|api[-_]?key|signature|credential|authori[sz]ation|private[-_]?key|assertion"
_SECRET_NAME = re.compile(
    rf"{_NAME}|cookie|session[-_]?id|^x-auth|^auth$", re.IGNORECASE
)
_SECRET_QUERY = re.compile(rf"{_NAME}|^(?:key|sig|code|auth)$", re.IGNORECASE)
_JSON_SECRET = re.compile(
    rf'("(?:[^"\\]|\\.)*(?:{_NAME})[^"]*"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}}\]"]+)',
    re.IGNORECASE,
)
_FORM_SECRET = re.compile(rf"(^|&)([^&=]*(?:{_NAME})[^&=]*=)[^&]*", re.IGNORECASE)
_USERINFO = re.compile(r"(://)[^/?#@\s]+@")


def remember(location: str, name: str) -> None:
    """Notes a name that a security scheme of this API uses."""
    if location == "header":
        _headers.add(name.lower())
    elif location == "query":
        _queries.add(name)


def is_secret_header(name: str) -> bool:
    """Whether a header carries a credential."""
    lower = name.lower()
    return lower in _headers or _SECRET_NAME.search(lower) is not None


def is_secret_query(name: str) -> bool:
    """Whether a query parameter carries a credential."""
    return name in _queries or _SECRET_QUERY.search(name) is not None


def safe_headers(headers: Iterable[Tuple[str, str]]) -> Dict[str, str]:
    """Headers with the values of secret ones masked."""
    return {name: MASK if is_secret_header(name) else value for name, value in headers}


def safe_url(url: str) -> str:
    """A URL without user information, and with secret query values masked."""
    if "@" in url:
        url = _USERINFO.sub(r"\1", url)
    path, mark, query = url.partition("?")
    if not mark:
        return url
    from urllib.parse import unquote_plus

    pieces = query.split("&")
    for index, piece in enumerate(pieces):
        name, equals, _ = piece.partition("=")
        if equals and is_secret_query(unquote_plus(name)):
            pieces[index] = f"{name}={MASK}"
    return path + "?" + "&".join(pieces)


def safe_body(text: str, media_type: str = "") -> str:
    """A body's text with the values of secret properties masked."""
    if "urlencoded" in media_type:
        return _FORM_SECRET.sub(rf"\1\2{MASK}", text)
    return _JSON_SECRET.sub(rf'\1"{MASK}"', text)
