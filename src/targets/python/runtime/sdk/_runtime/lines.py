"""Cuts streams of bytes into lines and server-sent events, wherever the chunks end.

The parsers are fed chunks and give what is complete; they do no reading, so sync and async streams share them.
"""

from __future__ import annotations

import re
from typing import List, NamedTuple, Optional

_BOM = b"\xef\xbb\xbf"
_ANY_END = re.compile(b"\r\n|\n|\r")


class LineSplitter:
    """Lines that end in CR, LF or CRLF (``cr=True``), or in LF and CRLF alone."""

    def __init__(self, cr: bool = True) -> None:
        self._cr = cr
        self._rest: List[bytes] = []
        self._after_cr = False

    def feed(self, chunk: bytes) -> List[bytes]:
        """The lines that this chunk completes, without their ends."""
        if self._after_cr and chunk:
            # A line ended with the CR before; an LF now belongs to that end.
            self._after_cr = False
            if chunk[:1] == b"\n":
                chunk = chunk[1:]
        if not self._cr or b"\r" not in chunk:
            return self._plain(chunk)
        self._after_cr = chunk[-1:] == b"\r"
        lines = _ANY_END.split(chunk)
        return self._complete(lines)

    def _plain(self, chunk: bytes) -> List[bytes]:
        if b"\n" not in chunk:
            if chunk:
                self._rest.append(chunk)
            return []
        lines = self._complete(chunk.split(b"\n"))
        if self._cr:
            return lines
        return [line[:-1] if line[-1:] == b"\r" else line for line in lines]

    def _complete(self, lines: List[bytes]) -> List[bytes]:
        if len(lines) > 1 and self._rest:
            lines[0] = b"".join(self._rest) + lines[0]
            self._rest = []
        last = lines.pop()
        if last:
            self._rest.append(last)
        return lines

    def end(self) -> Optional[bytes]:
        """What stands after the last line end."""
        rest = b"".join(self._rest)
        self._rest = []
        return rest or None


class Event(NamedTuple):
    """One server-sent event as it came."""

    data: Optional[bytes]
    event: Optional[str]
    id: Optional[str]
    retry: Optional[int]


class EventParser:
    """The event stream algorithm of the WHATWG HTML standard, 9.2.6.

    The standard drops an event without data; with ``data_required=False`` it is given too, where it has any
    other field. What the end of the stream cuts off is dropped. The last event id stays with later events.
    """

    def __init__(self, data_required: bool = True) -> None:
        self._splitter = LineSplitter()
        self._head: Optional[bytes] = b""
        self._data_required = data_required
        self._data: List[bytes] = []
        self._event: Optional[str] = None
        self._id: Optional[str] = None
        self._retry: Optional[int] = None
        self._touched = False

    def feed(self, chunk: bytes) -> List[Event]:
        """The events that this chunk completes."""
        if self._head is not None:
            chunk = self._without_bom(chunk)
        events: List[Event] = []
        data = self._data
        for line in self._splitter.feed(chunk):
            if line[:6] == b"data: ":
                data.append(line[6:])
            elif not line:
                if data or (self._touched and not self._data_required):
                    events.append(self._dispatch())
                    data = self._data
                else:
                    self._reset()
            else:
                self._field(line)
        return events

    def _without_bom(self, chunk: bytes) -> bytes:
        head = (self._head or b"") + chunk
        if len(head) < 3 and _BOM.startswith(head):
            self._head = head
            return b""
        self._head = None
        return head[3:] if head.startswith(_BOM) else head

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        if value[:1] == b" ":
            value = value[1:]
        if name == b"data":
            self._data.append(value)
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
            self._touched = True
        elif name == b"id":
            if b"\0" not in value:
                self._id = value.decode("utf-8", "replace")
                self._touched = True
        elif name == b"retry" and value.isdigit():
            self._retry = int(value)
            self._touched = True

    def _dispatch(self) -> Event:
        data = self._data
        joined = data[0] if len(data) == 1 else b"\n".join(data) if data else None
        event = Event(joined, self._event or None, self._id, self._retry)
        self._data = []
        self._reset()
        return event

    def _reset(self) -> None:
        # The last event id stays, as the standard has it.
        self._event = None
        self._retry = None
        self._touched = False
