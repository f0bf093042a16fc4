"""Turns a response into a result or an exception."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    List,
    Mapping,
    NoReturn,
    Optional,
    Tuple,
)

import httpx

from ..utils.errors import error_message
from .matching import match_content, match_status
from .messages import server_message
from .operation import Content, Operation, Response
from .reading import as_utf8, json_reader, text_reader
from .settings import (
    ERROR_VALIDATION,
    STATUS_CODES_AS_ERRORS,
    default_error,
    validation_error,
)

if TYPE_CHECKING:
    from .envelopes import Wrap
    from .opening import OpenStream
    from .pagination import Repeat

__all__ = [
    "decode",
    "decode_async",
    "is_error_status",
    "is_streaming",
    "prepare",
]

_STREAMS = ("sse", "jsonl", "stream")
_BODILESS = (204, 205, 304)

_NOTHING = Response()
"""What a success gives where only errors are declared."""

Read = Callable[[httpx.Response], Any]


class _Content:
    """A declared content with its reader, which is made at its first use."""

    def __init__(self, facts: Content) -> None:
        self.facts = facts
        self.raises: Any = facts.error() if facts.error is not None else None
        self._read: Optional[Read] = None

    @property
    def read(self) -> Read:
        if self._read is None:
            self._read = _body_reader(self.facts)
        return self._read


class _Table:
    """The declared responses of an operation, ready to be looked up."""

    def __init__(self, op: Operation[Any]) -> None:
        self.declared = op.responses
        self.has_success = any(key[:1] == "2" for key in op.responses)
        self.only_errors = all(key[:1] in ("4", "5") for key in op.responses)
        self.streams = any(
            content.kind in _STREAMS
            for response in op.responses.values()
            for content in response.content
        )
        self.open: Optional[OpenStream] = _opener(op) if self.streams else None
        self.wrap: Wrap = _wrapper(op)
        self._contents: Dict[str, List[Tuple[str, _Content]]] = {}
        self._by_type: Dict[Tuple[int, str], Optional[_Content]] = {}
        self._errors: Dict[int, bool] = {}
        self._by_status: Dict[int, Tuple[Optional[str], Optional[Response]]] = {}

    def is_error(self, status: int) -> bool:
        found = self._errors.get(status)
        if found is None:
            found = self._errors[status] = self._find_error(status)
        return found

    def _find_error(self, status: int) -> bool:
        key = match_status(self.declared, status)
        if key is None:
            return status >= 400 and STATUS_CODES_AS_ERRORS
        if key.lower() != "default":
            return self.declared[key].is_error
        # Beside a declared success, `default` is an error; alone, it is what a successful call gives.
        return self.has_success or status >= 400 or self.declared[key].is_error

    def response(self, status: int) -> Tuple[Optional[str], Optional[Response]]:
        found = self._by_status.get(status)
        if found is None:
            found = self._by_status[status] = self._find_response(status)
        return found

    def _find_response(self, status: int) -> Tuple[Optional[str], Optional[Response]]:
        key = match_status(self.declared, status)
        if key is None and self.only_errors and 200 <= status < 300:
            return "2XX", _NOTHING
        if (
            key is not None
            and key.lower() == "default"
            and not self.has_success
            and status >= 400
        ):
            return None, None
        return key, None if key is None else self.declared[key]

    def content(
        self, status: int, key: str, content_type: Optional[str]
    ) -> Optional[_Content]:
        at = (status, content_type or "")
        if at in self._by_type:
            return self._by_type[at]
        contents = self._contents.get(key)
        if contents is None:
            contents = [
                (facts.media_type, _Content(facts))
                for facts in self.declared[key].content
            ]
            self._contents[key] = contents
        if content_type is None:
            # The server does not say what it sends: what is declared first, then.
            found = contents[0][1] if contents else None
        else:
            found = match_content(contents, content_type)
        if len(self._by_type) < 64:
            self._by_type[at] = found
        return found

    def is_new(self, response: httpx.Response) -> bool:
        """No response was declared with this one's before."""
        key, declared = self.response(response.status_code)
        return bool(declared and declared.content) and key not in self._contents

    def load(self, response: httpx.Response) -> None:
        """Imports and builds what a response is read with."""
        key, _ = self.response(response.status_code)
        kind = response.headers.get("content-type")
        found = key and self.content(response.status_code, key, kind)
        if found:
            _ = found.read


def _opener(op: Operation[Any]) -> OpenStream:
    from .opening import stream_opener

    return stream_opener(op)


def _wrapper(op: Operation[Any]) -> Wrap:
    """What is done with the value of a successful response."""
    if op.envelope is None:
        return _bare
    from .envelopes import wrapper

    return wrapper(op, op.envelope)


def _bare(response: httpx.Response, value: Any, *_: Any) -> Any:
    return value


def prepare(op: Operation[Any]) -> _Table:
    """What an operation needs for responses; made at its first use, which imports its models."""
    table: Optional[_Table] = op.cache.get("responses")
    if table is None:
        table = op.cache["responses"] = _Table(op)
    return table


def warm(op: Operation[Any]) -> None:
    """Makes the readers of the declared successes, which imports their models."""
    table = prepare(op)
    for status, response in op.responses.items():
        for facts in response.content:
            if status.isdigit() and facts.kind == "json" and not response.is_error:
                found = table.content(int(status), status, facts.media_type)
                if found is not None:
                    _ = found.read


def is_streaming(op: Operation[Any]) -> bool:
    """The response has to be sent for with ``stream=True``: a success may be a stream."""
    return prepare(op).streams


def is_error_status(op: Operation[Any], status: int) -> bool:
    """Whether the operation treats this status as an error."""
    return prepare(op).is_error(status)


def decode(
    op: Operation[Any],
    response: httpx.Response,
    *,
    arguments: Mapping[str, Any],
    repeat: Optional[Repeat] = None,
    client_ref: Optional[object] = None,
) -> Any:
    """The result of a sync call. Raises typed errors, the default error, ``ResponseValidationError``.

    ``client_ref`` is kept by streams, so that the SDK lives as long as they do.
    """
    table = prepare(op)
    try:
        found = _find(table, response)
        kind = found.facts.kind if found is not None else "none"
        if found is None or kind not in _STREAMS:
            response.read()
            value = None if found is None else _value(found, response)
        else:
            value = _opened(table, found, response, client_ref, False)
        return table.wrap(
            response,
            value,
            None if found is None else found.facts,
            arguments,
            repeat,
            False,
        )
    except BaseException:
        response.close()
        raise


async def decode_async(
    op: Operation[Any],
    response: httpx.Response,
    *,
    arguments: Mapping[str, Any],
    repeat: Optional[Repeat] = None,
    client_ref: Optional[object] = None,
) -> Any:
    """The result of an async call."""
    table = prepare(op)
    try:
        found = await _find_async(table, response)
        kind = found.facts.kind if found is not None else "none"
        if found is None or kind not in _STREAMS:
            await response.aread()
            value = None if found is None else _value(found, response)
        else:
            value = _opened(table, found, response, client_ref, True)
        return table.wrap(
            response,
            value,
            None if found is None else found.facts,
            arguments,
            repeat,
            True,
        )
    except BaseException:
        await response.aclose()
        raise


def _opened(
    table: _Table,
    found: _Content,
    response: httpx.Response,
    client_ref: Optional[object],
    is_async: bool,
) -> Any:
    assert table.open is not None
    return table.open(found.facts, response, client_ref, is_async)


class _Unread(Exception):
    """The body has to be read before it is known what to raise."""


def _find(table: _Table, response: httpx.Response) -> Optional[_Content]:
    """The content that a success has; raises what an error or an undeclared response calls for."""
    try:
        return _match(table, response)
    except _Unread:
        response.read()
        return _match(table, response)


async def _find_async(table: _Table, response: httpx.Response) -> Optional[_Content]:
    try:
        return _match(table, response)
    except _Unread:
        await response.aread()
        return _match(table, response)


def _match(table: _Table, response: httpx.Response) -> Optional[_Content]:
    status = response.status_code
    key, declared = table.response(status)
    if key is None or declared is None:
        if status >= 400 and not STATUS_CODES_AS_ERRORS:
            return None
        _raise_default(response, status >= 400)
    is_error = table.is_error(status)
    if not declared.content and not is_error:
        return None
    content_type = response.headers.get("content-type")
    if content_type is None and not is_error and _is_empty(response):
        return None
    if status in _BODILESS or _is_head(response):
        if is_error:
            _raise_default(response, True)
        return None
    found = table.content(status, key, content_type)
    if found is None:
        _raise_default(response, is_error)
    if is_error or found.raises is not None:
        _raise_error(found, response)
    return found


def _is_head(response: httpx.Response) -> bool:
    try:
        return response.request.method == "HEAD"
    except RuntimeError:  # made by hand, without a request
        return False


def _is_empty(response: httpx.Response) -> bool:
    if not hasattr(response, "_content"):
        raise _Unread
    return not response.content


def _raise_error(found: _Content, response: httpx.Response) -> NoReturn:
    """Raises the typed error with its data."""
    if not hasattr(response, "_content"):
        raise _Unread
    if found.raises is None:
        _raise_default(response, True)
    try:
        data = found.read(response)
    except ValueError as error:
        if not ERROR_VALIDATION:
            _raise_default(response, True)
        raise _misfit(response, error) from error
    raise found.raises(data, response, response.text)


def _raise_default(response: httpx.Response, is_error: bool) -> NoReturn:
    if not hasattr(response, "_content"):
        raise _Unread
    body = response.text
    if is_error:
        message = server_message(response, body)
    else:
        kind = response.headers.get("content-type") or "no content type"
        message = f"Unexpected response ({kind}): {error_message(None, response, body)}"
    raise default_error()(message, response, body)


def _value(found: _Content, response: httpx.Response) -> Any:
    try:
        return found.read(response)
    except ValueError as error:  # pydantic's ValidationError is one
        raise _misfit(response, error) from error


def _misfit(response: httpx.Response, error: Exception) -> Exception:
    failure: Exception = validation_error()(
        "Response validation failed", response, error, response.text
    )
    return failure


def _body_reader(facts: Content) -> Read:
    if facts.kind == "none":
        return lambda response: None
    if facts.kind == "bytes":
        return lambda response: response.content
    typ = facts.type() if facts.type is not None else Any
    if facts.kind == "text":
        read_text = text_reader(typ)
        return lambda response: read_text(response.text)
    read_json = json_reader(typ)

    def read(response: httpx.Response) -> Any:
        body = response.content
        try:
            return read_json(body)
        except ValueError:
            other = as_utf8(body, response.charset_encoding)
            if other == body:
                raise
            return read_json(other)

    return read
