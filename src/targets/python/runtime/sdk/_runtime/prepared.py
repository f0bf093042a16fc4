"""An operation made ready: writers of its parameters and body, chosen and built at its first use and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, List, Mapping, Optional, Tuple

from .coercion import adapter, is_model
from .facts import Facts
from .operation import Operation, Param
from .paths import FillPath, compile_path
from .queries import (
    HeaderWriter,
    cookie_writer,
    header_writer,
    query_writer,
)
from .writers import PiecesWriter

if TYPE_CHECKING:
    from .bodies import BodyWriter


class Prepared(Facts):
    """What every call of an operation shares."""

    method: str
    fill_path: FillPath
    query: Tuple[Tuple[Param, PiecesWriter], ...]
    headers: Tuple[Tuple[Param, HeaderWriter], ...]
    cookies: Tuple[Tuple[Param, PiecesWriter], ...]
    body: Optional[BodyWriter]
    accept: str
    values: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    """From the method's arguments to values by name."""


def prepare(op: Operation[Any]) -> Prepared:
    """What an operation needs for calls; made at its first use, which imports its models."""
    found: Optional[Prepared] = op.cache.get("request")
    if found is None:
        from .responses import warm

        found = _prepare(op)
        warm(op)
        op.cache["request"] = found
    return found


def _prepare(op: Operation[Any]) -> Prepared:
    placed = op.parameters

    def at(*locations: str) -> List[Param]:
        return [param for param in placed if param.location in locations]

    return Prepared(
        method=op.method.upper(),
        fill_path=compile_path(op.path, placed),
        query=tuple(
            (param, query_writer(param)) for param in at("query", "querystring")
        ),
        headers=tuple((param, header_writer(param)) for param in at("header")),
        cookies=tuple((param, cookie_writer(param)) for param in at("cookie")),
        body=_body_writer(op),
        accept=op.accept or accept_header(op),
        values=_request_values(op) if op.request is not None else _same,
    )


def _body_writer(op: Operation[Any]) -> Optional[BodyWriter]:
    if op.body is None:
        return None
    from .bodies import body_writer

    return body_writer(op.body)


_NOTHING: Mapping[str, Any] = {}


def _same(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    return arguments


def _request_values(
    op: Operation[Any],
) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Takes the values out of a ``request`` object, or of the dict that stands for one."""
    assert op.request is not None
    model = op.request()

    def values(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        request = arguments.get("request")
        if not request and not is_model(request):
            if not _accepts_nothing(model):
                return _NOTHING
            request = _NOTHING
        if not is_model(request):
            request = adapter(model).validate_python(request)
        found: Mapping[str, Any] = vars(request)
        return found

    return values


def _accepts_nothing(model: Any) -> bool:
    adapter(model)
    return not any(info.is_required() for info in model.model_fields.values())


def accept_header(op: Operation[Any]) -> str:
    """``Accept`` from the media types of successful responses, the first one preferred."""
    kinds: List[str] = []
    for status, response in op.responses.items():
        if response.is_error or status[:1] in ("4", "5"):
            continue
        for content in response.content:
            if content.error is None and content.media_type not in kinds:
                kinds.append(content.media_type)
    if len(kinds) < 2:
        return kinds[0] if kinds else "*/*"
    steps = max(1, 9 // len(kinds)) / 10
    ranked = [kinds[0]]
    ranked += [
        f"{kind};q={max(0.1, 1 - steps * rank):.1f}"
        for rank, kind in enumerate(kinds[1:], 1)
    ]
    return ", ".join(ranked)
