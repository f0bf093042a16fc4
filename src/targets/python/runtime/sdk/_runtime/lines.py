"""Cuts streams of bytes into lines and server-sent events, wherever the chunks end.

The parsers are fed chunks and give what is complete; they do no reading, so sync and async streams share them.
"""

from __future__ import annotations

import re
from typing import List, Optional, Tuple

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


Event = Tuple[Optional[bytes], Optional[str], Optional[str], Optional[int]]
"""One server-sent event as it came: data, event, id, retry."""


_LONG = 16_384
"""From here on an event's pieces are kept apart: joining them with each chunk would cost ever more."""


class EventParser:
    """The event stream algorithm of the WHATWG HTML standard, 9.2.6.

    The standard drops an event without data; with ``data_required=False`` it is given too, where it has any
    other field. What the end of the stream cuts off is dropped. The last event id stays with later events.
    """

    def __init__(self, data_required: bool = True) -> None:
        self._splitter = LineSplitter()
        self._rest = b""
        self._long: List[bytes] = []
        """What there is of an event that is longer than most: its pieces, the first of which is ``_rest``."""
        self._is_usual = False
        self._by_line = False
        self._head: Optional[bytes] = b""
        self._data_required = data_required
        self._data: List[bytes] = []
        self._event: Optional[str] = None
        self._id: Optional[str] = None
        self._retry: Optional[int] = None
        self._touched = False

    def feed(self, chunk: bytes) -> List[Event]:
        """The events that this chunk completes."""
        if not self._is_usual or b"\r" in chunk:
            return self._feed_unusual(chunk)
        if self._long:
            return self._feed_long(chunk)
        rest = self._rest
        blocks = (rest + chunk if rest else chunk).split(b"\n\n")
        self._rest = rest = blocks.pop()
        if len(rest) > _LONG:
            self._long = [rest]
        events: List[Event] = []
        for block in blocks:
            if block[:6] == b"data: " and b"\n" not in block:
                events.append((block[6:], None, self._id, None))
            else:
                self._block(block, events)
        return events

    def _feed_unusual(self, chunk: bytes) -> List[Event]:
        """At the start of a stream, and where lines end in CR."""
        if self._head is not None:
            chunk = self._without_bom(chunk)
        if self._by_line or b"\r" in chunk:
            return self._feed_lines(chunk)
        self._is_usual = self._head is None
        return self.feed(chunk) if self._is_usual else []

    def _feed_long(self, chunk: bytes) -> List[Event]:
        """Within a long event, which is put together only when its end is there."""
        pieces = self._long
        is_end = chunk[:1] == b"\n" and pieces[-1][-1:] == b"\n"
        if chunk:
            pieces.append(chunk)
        if not is_end and b"\n\n" not in chunk:
            return []
        self._long, self._rest = [], b""
        return self.feed(b"".join(pieces))

    def _block(self, block: bytes, events: List[Event]) -> None:
        """One event, where all lines end in LF."""
        data = self._data
        lines = block.split(b"\n")
        if len(lines) == 2 and not data:
            # What most streams are made of: a name and one line of data.
            first, second = lines
            if first[:7] == b"event: " and second[:6] == b"data: ":
                name = first[7:].decode("utf-8", "replace") or None
                events.append((second[6:], name, self._id, None))
                return
        for line in lines:
            if line[:6] == b"data: ":
                data.append(line[6:])
            elif line[:7] == b"event: ":
                self._event = line[7:].decode("utf-8", "replace")
                self._touched = True
            elif line:
                self._field(line)
            else:
                self._end_event(events)
                data = self._data
        self._end_event(events)

    def _feed_lines(self, chunk: bytes) -> List[Event]:
        """Line by line, from the first CR on: what has been kept is taken apart again."""
        self._by_line, self._is_usual = True, False
        if self._rest:
            kept = self._long or [self._rest]
            chunk, self._rest, self._long = b"".join((*kept, chunk)), b"", []
        events: List[Event] = []
        for line in self._splitter.feed(chunk):
            if line:
                self._field(line)
            else:
                self._end_event(events)
        return events

    def _end_event(self, events: List[Event]) -> None:
        data = self._data
        if data:
            joined = data[0] if len(data) == 1 else b"\n".join(data)
            events.append((joined, self._event or None, self._id, self._retry))
            self._data = []
        elif self._touched and not self._data_required:
            events.append((None, self._event or None, self._id, self._retry))
        # The last event id stays, as the standard has it.
        self._event = None
        self._retry = None
        self._touched = False

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
