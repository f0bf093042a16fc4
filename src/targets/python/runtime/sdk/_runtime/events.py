"""Decoders of events and lines: from the bytes of a stream to values of the declared type."""

from __future__ import annotations

from typing import Any, Callable, Optional

import httpx
from pydantic_core import from_json

from ..utils.eventstreaming import event_json
from .eventreaders import (
    EventReader,
    are_events,
    field,
    models_in,
    typed_reader,
    untyped_reader,
)
from .lines import Event
from .operation import Content
from .reading import Reader, json_reader
from .settings import validation_error


def _misfit(response: httpx.Response, error: ValueError, text: str) -> Exception:
    """The package's validation error for what does not fit its type."""
    failure: Exception = validation_error()(
        "An item of the stream does not fit its type", response, error, text
    )
    failure.__cause__ = error
    return failure


class EventDecoder:
    """Decodes the events of one response."""

    def __init__(self, response: httpx.Response, reader: EventReader) -> None:
        self._response = response
        self.decode_event, self._decode_text, self.read, self.frames = reader

    def recover(self, event: Event, error: ValueError) -> Any:
        """What an event is that was not read: text where its data is no JSON; or else an error to raise."""
        data = event[0]
        if data is not None and not _is_json(data):
            try:
                return self._decode_text(event)
            except ValueError as text_error:  # pydantic's ValidationError is one
                error = text_error
        raise _misfit(self._response, error, event_json(event))

    def __call__(self, text: str) -> Any:
        event: Event = (text.encode("utf-8"), None, None, None)
        try:
            return self.decode_event(event)
        except ValueError as error:
            return self.recover(event, error)


class LineDecoder:
    """Decodes the lines of one response."""

    def __init__(self, response: httpx.Response, read: Callable[[Any], Any]) -> None:
        self._response = response
        self._read = read

    def decode_line(self, line: bytes) -> Any:
        try:
            return self._read(line)
        except ValueError as error:
            text = line.decode("utf-8", "replace")
            raise _misfit(self._response, error, text) from error

    def __call__(self, text: str) -> Any:
        return self.decode_line(text.encode("utf-8"))


def line_reader(content: Content) -> Reader:
    """Reads the lines of a content's streams."""
    return json_reader(content.type() if content.type is not None else Any)


def event_reader(content: Content) -> EventReader:
    """Reads the events of a content's streams.

    The type is that of the whole event where its fields are among ``data``, ``event``, ``id`` and ``retry``;
    any other type is that of the data alone. With ``flat`` the data alone is given either way.
    """
    typ = content.type() if content.type is not None else None
    if typ is None or typ is Any:
        return untyped_reader(content.flat)
    return typed_reader(typ, content.flat)


def end_of_events(content: Content) -> Optional[str]:
    """The data that ends a stream: as declared, else the usual ``[DONE]`` where no event can have it."""
    typ = content.type() if content.type is not None else None
    if content.sentinel is not None or typ is None or typ is Any:
        return content.sentinel
    try:
        # It is no JSON.
        value = typed_reader(typ).decode_text((b"[DONE]", None, None, None))
    except ValueError:
        return "[DONE]"
    return "[DONE]" if getattr(value, "__sends_raw__", False) else None


def needs_data(content: Content) -> bool:
    """False where an event without data is one too: its type does not ask for any."""
    typ = content.type() if content.type is not None else None
    members = list(models_in(typ))
    if not are_events(members):
        return True
    return all(field(member, "data").is_required() for member in members)


def _is_json(data: bytes) -> bool:
    try:
        from_json(data)
    except ValueError:
        return False
    return True
