"""What errors say."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, List, Mapping, Optional, Type, TypeVar

if TYPE_CHECKING:
    import httpx
    from typing_extensions import TypeGuard

E = TypeVar("E", bound=Exception)

_USUAL_FIELDS = (
    "message",
    "detail",
    "error_description",
    "error_message",
    "title",
    "error",
)
_HOLDERS = ("error", "errors", "detail")
_DEEPEST = 3
_LONGEST = 1000
_MOST = 10
_WIDEST = 100


def error_message(
    data: Any, raw_response: httpx.Response, body: Optional[str], *paths: str
) -> str:
    """The server's message: the first field of the data at a path, else one of a usual name, else the body."""
    for path in paths:
        found = data
        for name in path.split("."):
            found = getattr(_first(found), name, None)
        if found:
            return str(found)
    usual = _usual_message(data)
    if usual:
        return usual
    text = (body if body is not None else _text(raw_response)).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _usual_message(data: Any, depth: int = 0) -> Optional[str]:
    data = _first(data)
    for name in _USUAL_FIELDS:
        found = getattr(data, name, None)
        if isinstance(found, str) and found:
            return found
    for name in _HOLDERS if depth < _DEEPEST else ():
        message = _usual_message(getattr(data, name, None), depth + 1)
        if message:
            return message
    return None


def _first(value: Any) -> Any:
    """Of several errors the first one speaks."""
    return value[0] if _is_list(value) and value else value


def _is_list(value: Any) -> TypeGuard[List[Any]]:
    return isinstance(value, list)


def describe_misfit(cause: Optional[BaseException]) -> str:
    """Where a body does not fit: ``items.1.price: Input should be a valid integer (it is 'x')``."""
    errors: Any = getattr(cause, "errors", None)
    if not callable(errors):
        return str(cause)
    found: Any = errors(include_url=False, include_context=False)
    lines = [_misfit(fact) for fact in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(f"and {len(found) - _MOST} more")
    return "\n  ".join(["", *lines]) if len(lines) > 1 else lines[0]


def _misfit(fact: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in fact["loc"]) or "the body"
    if fact["type"] == "missing":
        return f"{place}: {fact['msg']}"
    value = repr(fact["input"])
    shown = value if len(value) <= _WIDEST else f"{value[:_WIDEST]}…"
    return f"{place}: {fact['msg']} (it is {shown})"


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
