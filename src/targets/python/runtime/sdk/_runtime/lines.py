"""Cuts streams of bytes into lines and server-sent events, wherever the chunks end.

The parsers are fed chunks and give what is complete; they do no reading, so sync and async streams share them.
"""

from __future__ import annotations

from itertools import repeat
from typing import Dict, Iterable, List, Optional, Tuple

_BOM = b"\xef\xbb\xbf"


class LineSplitter:
    """Lines that end in LF or CRLF."""

    def __init__(self) -> None:
        self._rest: List[bytes] = []

    def feed(self, chunk: bytes) -> List[bytes]:
        """The lines that this chunk completes, without their ends."""
        if b"\n" not in chunk:
            if chunk:
                self._rest.append(chunk)
            return []
        lines = chunk.split(b"\n")
        if self._rest:
            lines[0] = b"".join(self._rest) + lines[0]
            self._rest = []
        last = lines.pop()
        if last:
            self._rest.append(last)
        return [line[:-1] if line[-1:] == b"\r" else line for line in lines]

    def end(self) -> Optional[bytes]:
        """What stands after the last line end."""
        rest = b"".join(self._rest)
        self._rest = []
        return rest or None


Event = Tuple[Optional[bytes], Optional[str], Optional[str], Optional[int]]
"""One server-sent event as it came: data, event, id, retry."""

_NONE = repeat(None)

# Integers: asking for one byte by its number is faster than by bytes of length one.
_NUL, _LF, _CR = b"\0\n\r"

_LONG = 1024
"""From here on an event's pieces are kept apart: searching them with each chunk would cost ever more."""

_NAMES = 64
"""So many lines with an event's name are remembered with the name that they give, where they are short."""


class EventParser:
    """The event stream algorithm of the WHATWG HTML standard, 9.2.6.

    The standard drops an event without data; with ``data_required=False`` it is given too, where it has any
    other field. What the end of the stream cuts off is dropped. The last event id stays with later events.
    """

    def __init__(self, data_required: bool = True) -> None:
        self._rest = b""
        self._long: List[bytes] = []
        """What there is of a long event, but for its end in ``_rest``."""
        self._head: Optional[bytes] = b""
        """The first bytes, as long as they may be a byte order mark."""
        self._after_cr = False
        self._is_special = True
        """At the start, and where the chunk before ended in CR."""
        self._data_required = data_required
        self._id: Optional[str] = None
        self._names: Dict[bytes, Optional[str]] = {}

    def feed(self, chunk: bytes) -> Iterable[Event]:
        """The events that this chunk completes."""
        if self._is_special or _CR in chunk:
            chunk = self._normalized(chunk)
        done, end, self._rest = (self._rest + chunk).rpartition(b"\n\n")
        if not end:
            if len(self._rest) > _LONG:
                self._keep()
            return ()
        if self._long:
            done = b"".join((*self._long, done))
            self._long = []
        data = done.removeprefix(b"data: ")
        if len(data) < len(done):
            # Most streams hold nothing but events of one line: then one cut makes them all.
            if _LF not in data:
                return ((data, None, self._id, None),)
            datas = data.split(b"\n\ndata: ")
            if data.count(b"\n") == 2 * len(datas) - 2:
                return zip(datas, _NONE, repeat(self._id), _NONE)
        return self._events(done.split(b"\n\n"))

    def _keep(self) -> None:
        # The last byte stays at hand: it may be the first half of an end.
        self._long.append(self._rest[:-1])
        self._rest = self._rest[-1:]

    def _normalized(self, chunk: bytes) -> bytes:
        """The chunk without a byte order mark, and with LF for whatever ends its lines."""
        if self._head is not None:
            chunk = self._without_bom(chunk)
        if self._after_cr and chunk:
            # A line ended with the CR before; an LF now belongs to that end.
            if chunk[:1] == b"\n":
                chunk = chunk[1:]
            self._after_cr = False
        if b"\r" in chunk:
            self._after_cr = chunk[-1:] == b"\r"
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._is_special = self._after_cr or self._head is not None
        return chunk

    def _without_bom(self, chunk: bytes) -> bytes:
        head = (self._head or b"") + chunk
        if len(head) < 3 and _BOM.startswith(head):
            self._head = head
            return b""
        self._head = None
        return head[3:] if head.startswith(_BOM) else head

    def _events(self, blocks: List[bytes]) -> List[Event]:
        """The events of these texts, each of which has all lines of one."""
        events: List[Event] = []
        names = self._names
        for block in blocks:
            # Most are one line of data, alone or after a name, which came before.
            first, _, last = block.partition(b"\n")
            name: Optional[str] = None
            if not last:
                last = first
            elif first in names and _LF not in last:
                name = names[first]
            else:
                last = b""
            data = last.removeprefix(b"data:")
            if len(data) < len(last):
                events.append((data.removeprefix(b" "), name, self._id, None))
                continue
            event = self._event(block.split(b"\n"))
            if event is not None:
                events.append(event)
        return events

    def _event(self, lines: List[bytes]) -> Optional[Event]:
        data: List[bytes] = []
        name: Optional[str] = None
        retry: Optional[int] = None
        is_empty = True
        for line in lines:
            field, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if field == b"data":
                data.append(value)
            elif field == b"event":
                name = self._name(line, value)
            elif field == b"id" and _NUL not in value:
                # It stays for the events after this one, as the standard has it.
                self._id = value.decode("utf-8", "replace")
            elif field == b"retry" and value.isdigit() and len(value) < 20:
                retry = int(value)
            else:
                continue
            is_empty = False
        if data:
            joined = data[0] if len(data) == 1 else b"\n".join(data)
            return joined, name, self._id, retry
        if is_empty or self._data_required:
            return None
        return None, name, self._id, retry

    def _name(self, line: bytes, value: bytes) -> Optional[str]:
        names = self._names
        if line in names:
            return names[line]
        name = value.decode("utf-8", "replace") or None
        if len(names) < _NAMES and len(line) < _NAMES:
            names[line] = name
        return name
