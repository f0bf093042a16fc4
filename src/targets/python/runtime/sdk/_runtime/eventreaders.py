"""Readers of server-sent events: from an event as it came to a value of the declared type."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Optional, get_args

from pydantic_core import from_json, to_json

from ..utils.eventstreaming import ServerEvent
from .coercion import adapter
from .lines import Event
from .reading import Reader, json_reader

_EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})

_FRAMES = 64
"""So many names of events are remembered with the JSON around their data."""

Frames = Dict[Optional[str], bytes]


class EventReader(NamedTuple):
    """How the events of one type are read; what does not fit is a ``ValueError``."""

    decode: Callable[[Event], Any]
    decode_text: Callable[[Event], Any]
    """As ``decode``, but the data is text, whatever it looks like."""
    read: Reader
    frames: Frames
    """By the names of events so far: the template of the JSON that ``read`` takes, where there is no id or retry."""


def untyped_reader(flat: bool) -> EventReader:
    """Reads events that may be anything; with ``flat`` gives their data alone."""
    decode = _untyped_data if flat else _untyped
    return EventReader(decode, decode, from_json, {})


def _untyped_data(event: Event) -> Any:
    return _untyped(event).data


def _untyped(event: Event) -> ServerEvent:
    raw, name, id, retry = event
    data: Any = None
    if raw is not None:
        try:
            data = from_json(raw)
        except ValueError:
            data = _text(raw)
    return ServerEvent(id, name, data, retry)


def typed_reader(typ: Any, flat: bool = False) -> EventReader:
    """Reads events of a type, which is that of whole events or of their data; ``flat`` gives the data either way."""
    members = list(models_in(typ))
    if not are_events(members):
        return _text_reader() if _is_text(typ) else _data_reader(typ)
    read = json_reader(typ)
    return _whole_reader(_read_data(read) if flat else read, _textual_events(members))


def _read_data(read: Reader) -> Reader:
    def read_data(body: bytes) -> Any:
        event = read(body)
        return event.raw.get("data") if event.__sends_raw__ else event.data

    return read_data


def _text_reader() -> EventReader:
    def decode(event: Event) -> str:
        return _text(event[0])

    return EventReader(decode, decode, from_json, {})


def _data_reader(typ: Any) -> EventReader:
    read = json_reader(typ)
    frames: Frames = {}

    def decode(event: Event) -> Any:
        if len(frames) < _FRAMES:
            frames[event[1]] = b"%b"
        return read(event[0] or b"null")

    def decode_text(event: Event) -> Any:
        return read(to_json(_text(event[0])) if event[0] else b"null")

    return EventReader(decode, decode_text, read, frames)


def _whole_reader(read: Reader, textual: Dict[Optional[str], bool]) -> EventReader:
    frames: Frames = {}
    of_texts: Frames = {}

    def decode(event: Event) -> Any:
        data, name, _, _ = event
        if data is None:
            return read(_without_data(event))
        if textual.get(name, textual[None]):
            return decode_text(event)
        return read(_around(event, frames) % data)

    def decode_text(event: Event) -> Any:
        return read(_around(event, of_texts) % to_json(_text(event[0])))

    return EventReader(decode, decode_text, read, frames)


def _around(event: Event, known: Frames) -> bytes:
    """The JSON of an event, as a template that its data goes into."""
    _, name, id, retry = event
    frame = known.get(name)
    if frame is None:
        frame = _frame(name)
        if len(known) < _FRAMES:
            known[name] = frame
    if id is None and retry is None:
        return frame
    end = b"}" if retry is None else b',"retry":%d}' % retry
    if id is not None:
        end = b',"id":' + _in_template(id) + end
    return frame[:-1] + end


def _frame(name: Optional[str]) -> bytes:
    if name is None:
        return b'{"data":%b}'
    return b'{"event":' + _in_template(name) + b',"data":%b}'


def _in_template(text: str) -> bytes:
    return to_json(text).replace(b"%", b"%%")


def _without_data(event: Event) -> bytes:
    _, name, id, retry = event
    fields = {"event": name, "id": id, "retry": retry}
    return to_json({key: value for key, value in fields.items() if value is not None})


def are_events(members: List[Any]) -> bool:
    """Whether these models are those of whole events: their fields are among an event's."""
    return bool(members) and all(_is_event(member) for member in members)


def models_in(typ: Any) -> Iterable[Any]:
    """The models that a type is made of: itself, or the members of a union that stand for something known."""
    if getattr(typ, "__sends_raw__", False):
        return
    if hasattr(typ, "model_fields"):
        adapter(typ)
        yield typ
        return
    value = getattr(typ, "__value__", None)
    for inner in (value,) if value is not None else get_args(typ):
        yield from models_in(inner)


def _wire_names(model: Any) -> List[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def field(model: Any, wire: str) -> Any:
    """The facts about a model's field of this wire name."""
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


def _textual_events(members: List[Any]) -> Dict[Optional[str], bool]:
    """Whether the data of an event is text, by the event's name; under None: of any other event."""
    found: Dict[Optional[str], bool] = {}
    for member in members:
        is_text = _is_text(field(member, "data").annotation)
        for name in _event_names(member):
            found[name] = is_text
    found.setdefault(None, all(found.values()) if found else False)
    if len(members) == 1:
        found[None] = _is_text(field(members[0], "data").annotation)
    return found


def _event_names(member: Any) -> List[str]:
    if "event" not in _wire_names(member):
        return []
    names: List[str] = []
    for value in get_args(field(member, "event").annotation):
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
