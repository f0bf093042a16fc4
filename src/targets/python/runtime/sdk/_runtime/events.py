"""Decoders of events and lines: from the bytes of a stream to values of the declared type."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple, get_args

import httpx

from ..utils.eventstreaming import ServerEvent, event_json
from .coercion import adapter, json_bytes, json_text
from .lines import Event
from .operation import Content
from .reading import Reader, json_reader
from .settings import validation_error

_EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})


class _Decoder:
    """Reads with a declared type; what does not fit raises the package's validation error."""

    def __init__(self, response: httpx.Response, read: Callable[[Any], Any]) -> None:
        self._response = response
        self._read = read

    def _misfit(self, error: ValueError, text: str) -> Exception:
        failure: Exception = validation_error()(
            "An item of the stream does not fit its type", self._response, error, text
        )
        failure.__cause__ = error
        return failure


class EventDecoder(_Decoder):
    """Decodes the events of one response."""

    def __init__(self, response: httpx.Response, read: Callable[[Event], Any]) -> None:
        super().__init__(response, read)
        self.decode_event = read

    def misfit(self, event: Event, error: ValueError) -> Exception:
        """What is raised for an event that does not fit."""
        return self._misfit(error, event_json(event))

    def __call__(self, text: str) -> Any:
        event: Event = (text.encode("utf-8"), None, None, None)
        try:
            return self._read(event)
        except ValueError as error:  # pydantic's ValidationError is one
            raise self._misfit(error, text) from error


class LineDecoder(_Decoder):
    """Decodes the lines of one response."""

    def decode_line(self, line: bytes) -> Any:
        try:
            return self._read(line)
        except ValueError as error:
            raise self._misfit(error, line.decode("utf-8", "replace")) from error

    def __call__(self, text: str) -> Any:
        return self.decode_line(text.encode("utf-8"))


def line_reader(content: Content) -> Reader:
    """Reads the lines of a content's streams."""
    return json_reader(content.type() if content.type is not None else Any)


def event_reader(content: Content) -> Callable[[Event], Any]:
    """Reads the events of a content's streams.

    The type is that of the whole event where its fields are among ``data``, ``event``, ``id`` and ``retry``;
    any other type is that of the data alone. With ``flat`` the data alone is given either way.
    """
    typ = content.type() if content.type is not None else None
    if typ is None or typ is Any:
        return _untyped_data if content.flat else _untyped
    read = _typed_reader(typ)
    if content.flat and _are_events(typ):
        return lambda event: _data_of(read(event))
    return read


def end_of_events(content: Content) -> Optional[str]:
    """The data that ends a stream: as declared, else the usual ``[DONE]`` where no event can have it."""
    typ = content.type() if content.type is not None else None
    if content.sentinel is not None or typ is None or typ is Any:
        return content.sentinel
    try:
        value = _typed_reader(typ)((b"[DONE]", None, None, None))
    except ValueError:
        return "[DONE]"
    return "[DONE]" if getattr(value, "__sends_raw__", False) else None


def _typed_reader(typ: Any) -> Callable[[Event], Any]:
    if _are_events(typ):
        return _event_reader(typ, list(_models_in(typ)))
    return _data_reader(typ)


def _are_events(typ: Any) -> bool:
    members = list(_models_in(typ))
    return bool(members) and all(_is_event(member) for member in members)


def _data_of(event: Any) -> Any:
    return event.raw.get("data") if event.__sends_raw__ else event.data


def needs_data(content: Content) -> bool:
    """False where an event without data is one too: its type does not ask for any."""
    typ = content.type() if content.type is not None else None
    if not _are_events(typ):
        return True
    return all(_field(member, "data").is_required() for member in _models_in(typ))


def _models_in(typ: Any) -> Iterable[Any]:
    """The models that a type is made of: itself, or the members of a union that stand for something known."""
    if getattr(typ, "__sends_raw__", False):
        return
    if hasattr(typ, "model_fields"):
        adapter(typ)
        yield typ
        return
    value = getattr(typ, "__value__", None)
    for inner in (value,) if value is not None else get_args(typ):
        yield from _models_in(inner)


def _wire_names(model: Any) -> List[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _field(model: Any, wire: str) -> Any:
    return next(
        info
        for name, info in model.model_fields.items()
        if (info.alias or name) == wire
    )


def _is_event(model: Any) -> bool:
    names = _wire_names(model)
    return "data" in names and _EVENT_FIELDS.issuperset(names)


def _text(data: Optional[bytes]) -> str:
    return "" if data is None else data.decode("utf-8", "replace")


def _untyped_data(event: Event) -> Any:
    return _untyped(event).data


def _untyped(event: Event) -> ServerEvent:
    from pydantic_core import from_json

    raw, name, id, retry = event
    data: Any = None
    if raw is not None:
        try:
            data = from_json(raw)
        except ValueError:
            data = _text(raw)
    return ServerEvent(id, name, data, retry)


def _data_reader(typ: Any) -> Callable[[Event], Any]:
    if _is_text(typ):
        return lambda event: _text(event[0])
    read = json_reader(typ)

    def decode(event: Event) -> Any:
        data = event[0] or b"null"
        try:
            return read(data)
        except ValueError:
            # A type may be text or JSON: what is no JSON is read as text.
            if _is_json(data):
                raise
            return read(json_text(_text(event[0])).encode("utf-8"))

    return decode


def _event_reader(typ: Any, members: List[Any]) -> Callable[[Event], Any]:
    read = json_reader(typ)
    textual = _textual_events(members)
    heads: Dict[Optional[str], Tuple[bytes, bool]] = {}

    def head(name: Optional[str]) -> Tuple[bytes, bool]:
        named = b"" if name is None else b'"event":' + json_text(name).encode() + b","
        found = b"{" + named + b'"data":', textual.get(name, textual[None])
        if len(heads) < 256:
            heads[name] = found
        return found

    def decode(event: Event) -> Any:
        data, name, id, retry = event
        start, as_text = heads.get(name) or head(name)
        end = b"}" if id is None and retry is None else _end(id, retry)
        if data is None:
            return read(_without_data(name, id, retry))
        if not as_text:
            try:
                return read(start + data + end)
            except ValueError:
                if _is_json(data):
                    raise
        return read(start + json_text(_text(data)).encode("utf-8") + end)

    return decode


def _end(id: Optional[str], retry: Optional[int]) -> bytes:
    fields = {"id": id, "retry": retry}
    return b"," + json_bytes(_present(fields))[1:]


def _without_data(
    name: Optional[str], id: Optional[str], retry: Optional[int]
) -> bytes:
    return json_bytes(_present({"event": name, "id": id, "retry": retry}))


def _present(fields: Dict[str, Any]) -> Dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _textual_events(members: List[Any]) -> Dict[Optional[str], bool]:
    """Whether the data of an event is text, by the event's name; under None: of any other event."""
    found: Dict[Optional[str], bool] = {}
    for member in members:
        is_text = _is_text(_field(member, "data").annotation)
        for name in _event_names(member):
            found[name] = is_text
    found.setdefault(None, all(found.values()) if found else False)
    if len(members) == 1:
        found[None] = _is_text(_field(members[0], "data").annotation)
    return found


def _event_names(member: Any) -> List[str]:
    if "event" not in _wire_names(member):
        return []
    names: List[str] = []
    for value in get_args(_field(member, "event").annotation):
        names += [value] if isinstance(value, str) else []
    return names


def _is_text(typ: Any) -> bool:
    """Text and nothing but text (or nothing at all)."""
    if typ is str:
        return True
    members: List[Any] = [
        member for member in get_args(typ) if member is not type(None)
    ]
    return bool(members) and all(member is str for member in members)


def _is_json(data: bytes) -> bool:
    from pydantic_core import from_json

    try:
        from_json(data)
    except ValueError:
        return False
    return True
