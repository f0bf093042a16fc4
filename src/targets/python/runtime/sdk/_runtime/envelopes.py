"""Classes around results: the response's headers, the next page, the response itself."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional

import httpx

from .operation import Content, Envelope, Operation
from .pagination import Repeat, next_page

Wrap = Callable[
    [httpx.Response, Any, Optional[Content], Mapping[str, Any], Optional[Repeat], bool],
    Any,
]


def response_headers(headers: httpx.Headers) -> Dict[str, List[str]]:
    """Headers by name in lower case, with each of their values."""
    found: Dict[str, List[str]] = {}
    for name, value in headers.multi_items():
        found.setdefault(name.lower(), []).append(value)
    return found


def wrapper(op: Operation[Any], facts: Envelope) -> Wrap:
    """Puts the value of a successful response into its class."""
    return _Envelope(op, facts).wrap


class _Envelope:
    """Makes an operation's envelopes."""

    def __init__(self, op: Operation[Any], facts: Envelope) -> None:
        self._op = op
        self._kind = facts.kind
        self._model: Any = facts.type()
        self._fields = self._model.model_fields
        self._headers = facts.headers or "headers" in self._fields

    def wrap(
        self,
        response: httpx.Response,
        value: Any,
        content: Optional[Content],
        arguments: Mapping[str, Any],
        repeat: Optional[Repeat],
        is_async: bool,
    ) -> Any:
        values = self._facts_of(response)
        if content is not None:
            name = content.field or ("result" if "result" in self._fields else None)
            if name is not None:
                values[name] = value
        elif self._kind == "result" and "result" in self._fields:
            values["result"] = None
        if self._headers and "headers" in self._fields:
            values["headers"] = response_headers(response.headers)
        if "next" in self._fields and self._op.pages is not None:
            values["next"] = next_page(self._op, arguments, response, repeat, is_async)
        return self._model.model_construct(**values)

    def _facts_of(self, response: httpx.Response) -> Dict[str, Any]:
        if self._kind == "envelope":
            return {
                "content_type": response.headers.get("content-type", ""),
                "status_code": response.status_code,
                "raw_response": response,
            }
        if self._kind == "envelope-http":
            meta = _model_in(self._fields["http_meta"])
            return {
                "http_meta": meta.model_construct(
                    request=response.request, response=response
                )
            }
        return {}


def _model_in(field: Any) -> Any:
    """The class of a field whose annotation may be optional."""
    from typing import get_args

    annotation = field.annotation
    for candidate in (annotation, *get_args(annotation)):
        if hasattr(candidate, "model_construct"):
            return candidate
    raise TypeError(f"{annotation!r} holds no model")
