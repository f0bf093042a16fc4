"""What is secret in requests and responses: logs do not show it, redirects to other origins do not carry it."""

from __future__ import annotations

import re
from typing import Dict, Iterable, Set, Tuple

MASK = "***"

_headers: Set[str] = {"authorization", "proxy-authorization", "cookie", "set-cookie"}
_queries: Set[str] = set()

_NAME = r"token|secret|passw(?:or)?d|api[-_]?key|signature|credential|authori[sz]ation|private[-_]?key|assertion"
_SECRET_NAME = rf"{_NAME}|cookie|session[-_]?id|^x-auth|^auth$"
_SECRET_QUERY = rf"{_NAME}|^(?:key|sig|code|auth)$"
_JSON_SECRET = (
    rf'("(?:[^"\\]|\\.)*(?:{_NAME})[^"]*"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}}\]"]+)'
)
_FORM_SECRET = rf"(^|&)([^&=]*(?:{_NAME})[^&=]*=)[^&]*"
_USERINFO = r"(://)[^/?#@\s]+@"


def remember(location: str, name: str) -> None:
    """Notes a name that a security scheme of this API uses."""
    if location == "header":
        _headers.add(name.lower())
    elif location == "query":
        _queries.add(name)


def is_secret_header(name: str) -> bool:
    """Whether a header carries a credential."""
    lower = name.lower()
    return lower in _headers or _has(_SECRET_NAME, lower)


def is_secret_query(name: str) -> bool:
    """Whether a query parameter carries a credential."""
    return name in _queries or _has(_SECRET_QUERY, name)


def safe_headers(headers: Iterable[Tuple[str, str]]) -> Dict[str, str]:
    """Headers with the values of secret ones masked."""
    return {name: MASK if is_secret_header(name) else value for name, value in headers}


def safe_url(url: str) -> str:
    """A URL without user information, and with secret query values masked."""
    if "@" in url:
        url = re.sub(_USERINFO, r"\1", url)
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
        return _replaced(_FORM_SECRET, rf"\1\2{MASK}", text)
    return _replaced(_JSON_SECRET, rf'\1"{MASK}"', text)


# Patterns are compiled (and kept) by ``re`` at their first use: most programs have none.


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _replaced(pattern: str, by: str, text: str) -> str:
    return re.sub(pattern, by, text, flags=re.IGNORECASE)
