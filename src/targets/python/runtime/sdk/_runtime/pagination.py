"""Pages: whether there is another one, and how it is asked for."""

from __future__ import annotations

from typing import (
    Any,
    Callable,
    Dict,
    List,
    Mapping,
    NamedTuple,
    Optional,
    cast,
)

import httpx

from .coercion import given, is_list, is_mapping, is_model
from .jsonpath import find
from .operation import Operation, PageInput, Pages

Repeat = Callable[[Mapping[str, Any], Optional[str]], Any]
"""Makes the same call again (headers, timeout, security, retries) with other arguments, or at another URL:
``repeat(arguments, url)``. Gives the result; in async methods an awaitable of it."""


class NextCall(NamedTuple):
    """What to call for the next page."""

    arguments: Mapping[str, Any]
    url: Optional[str] = None


def next_page(
    op: Operation[Any],
    arguments: Mapping[str, Any],
    response: httpx.Response,
    repeat: Optional[Repeat],
    is_async: bool,
) -> Callable[[], Any]:
    """The ``next`` of a page: gives the page after it, or None after the last."""

    def following() -> Optional[NextCall]:
        return None if repeat is None else next_call(op, arguments, response)

    def next_sync() -> Any:
        call = following()
        return (
            None if call is None or repeat is None else repeat(call.arguments, call.url)
        )

    async def next_async() -> Any:
        call = following()
        return (
            None
            if call is None or repeat is None
            else await repeat(call.arguments, call.url)
        )

    return next_async if is_async else next_sync


def next_call(
    op: Operation[Any], arguments: Mapping[str, Any], response: httpx.Response
) -> Optional[NextCall]:
    """The call of the next page; None after the last one."""
    pages = op.pages
    if pages is None:
        return None
    body = _json(response)
    results = _results(pages, body)
    if pages.kind == "url":
        url = find(pages.next_url, body) if pages.next_url else None
        if not isinstance(url, str) or not url or _same_url(url, response):
            return None
        return NextCall(arguments, url)
    if results is not None and not results:
        return None
    if pages.kind == "cursor":
        return _by_cursor(op, pages, arguments, body, results)
    return _by_offset(op, pages, arguments, body, results)


def _json(response: httpx.Response) -> Any:
    from pydantic_core import from_json

    try:
        return from_json(response.content)
    except ValueError:
        return None


def _results(pages: Pages, body: Any) -> Optional[List[Any]]:
    """The items of the page; None where the document does not say where they are."""
    if pages.results is None:
        return body if is_list(body) else None
    found = find(pages.results, body)
    if is_list(found):
        return found
    return [] if found is None else [found]


def _same_url(url: str, response: httpx.Response) -> bool:
    return str(response.url.join(url)) == str(response.url)


def _by_cursor(
    op: Operation[Any],
    pages: Pages,
    arguments: Mapping[str, Any],
    body: Any,
    results: Optional[List[Any]],
) -> Optional[NextCall]:
    cursor = find(pages.next_cursor, body) if pages.next_cursor else None
    if is_list(cursor):
        values = cursor
        cursor = values[-1] if values else None
    place = _input(pages, "cursor")
    if place is None or cursor is None or cursor == "" or cursor is False:
        return None
    if read_input(op, arguments, place) == cursor:
        return None  # the server repeats itself: this would go on for ever
    return NextCall(write_input(op, arguments, place, cursor))


def _by_offset(
    op: Operation[Any],
    pages: Pages,
    arguments: Mapping[str, Any],
    body: Any,
    results: Optional[List[Any]],
) -> Optional[NextCall]:
    limit_input = _input(pages, "limit")
    limit = read_input(op, arguments, limit_input) if limit_input is not None else None
    if results is not None and isinstance(limit, int) and len(results) < limit:
        return None
    page_input = _input(pages, "page")
    if page_input is not None:
        page = _number(read_input(op, arguments, page_input), 1)
        last = find(pages.num_pages, body) if pages.num_pages else None
        if isinstance(last, (int, float)) and page >= last:
            return None
        if results is None and last is None:
            return None
        return NextCall(write_input(op, arguments, page_input, page + 1))
    offset_input = _input(pages, "offset")
    if offset_input is None or results is None:
        return None
    offset = _number(read_input(op, arguments, offset_input), 0)
    return NextCall(write_input(op, arguments, offset_input, offset + len(results)))


def _number(value: Any, fallback: int) -> int:
    return (
        int(value) if isinstance(value, (int, float, str)) and value != "" else fallback
    )


def _input(pages: Pages, role: str) -> Optional[PageInput]:
    return next((place for place in pages.inputs if place.role == role), None)


def read_input(
    op: Operation[Any], arguments: Mapping[str, Any], place: PageInput
) -> Any:
    """The value that an input had in the call; None where none was given."""
    value: Any = arguments
    for name in _way(op, arguments, place):
        value = _get(value, name)
    return value if given(value) else None


def write_input(
    op: Operation[Any], arguments: Mapping[str, Any], place: PageInput, value: Any
) -> Mapping[str, Any]:
    """The arguments with another value of an input; what the caller gave is not changed."""
    way = _way(op, arguments, place)
    return cast("Mapping[str, Any]", _with(arguments, way, value))


def _way(
    op: Operation[Any], arguments: Mapping[str, Any], place: PageInput
) -> List[str]:
    way = ["request"] if op.request is not None else []
    body = op.body
    if place.in_body and body is not None and body.argument is not None:
        way.append(body.argument)
    return [*way, place.argument]


def _get(owner: Any, name: str) -> Any:
    if is_mapping(owner):
        return owner.get(name)
    return getattr(owner, name, None) if given(owner) else None


def _with(owner: Any, way: List[str], value: Any) -> Any:
    name, rest = way[0], way[1:]
    if rest:
        value = _with(_get(owner, name), rest, value)
    if is_model(owner):
        return owner.model_copy(update={name: value})
    copy: Dict[str, Any] = dict(owner) if given(owner) else {}
    copy[name] = value
    return copy


__all__ = ["NextCall", "Repeat", "next_call", "next_page"]
