"""What errors say."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Optional, Type, TypeVar

if TYPE_CHECKING:
    import httpx

E = TypeVar("E", bound=Exception)

_USUAL_FIELDS = (
    "message",
    "detail",
    "error_description",
    "error_message",
    "title",
    "error",
)
_LONGEST = 1000


def error_message(
    data: Any, raw_response: httpx.Response, body: Optional[str], *path: str
) -> str:
    """The server's message: the field of the data at ``path``, else one of a usual name, else the body."""
    if path:
        found = data
        for name in path:
            found = getattr(found, name, None)
        if found:
            return str(found)
    for name in _USUAL_FIELDS:
        found = getattr(data, name, None)
        if isinstance(found, str) and found:
            return found
    text = (body if body is not None else _text(raw_response)).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def describe_response(raw_response: httpx.Response) -> str:
    """What was called and how it ended: ``GET https://api.acme.com/things: 404 Not Found``.

    The URL is without its query and user, where secrets may stand.
    """
    status = raw_response.status_code
    try:
        reason = HTTPStatus(status).phrase
    except ValueError:
        reason = raw_response.reason_phrase
    ending = f"{status} {reason}".strip()
    try:
        request = raw_response.request
    except RuntimeError:  # made by hand, without a request
        return ending
    return f"{request.method} {request.url.copy_with(userinfo=b'', query=None, fragment=None)}: {ending}"


def restore_error(kind: Type[E]) -> E:
    """An error without its values, for copies and pickles: they set the values themselves."""
    return kind.__new__(kind)


def _text(raw_response: httpx.Response) -> str:
    # A streamed response that was not read has no text yet.
    return raw_response.text if hasattr(raw_response, "_content") else ""
