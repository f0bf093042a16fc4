"""Opens the streams of events, lines and bytes; imported with the first operation that has one."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional, Tuple

import httpx

from ..utils.eventstreaming import EventStream, EventStreamAsync
from ..utils.jsonl import JsonLStream, JsonLStreamAsync
from .downloads import watch_async_download, watch_download
from .events import (
    EventDecoder,
    LineDecoder,
    end_of_events,
    event_reader,
    line_reader,
    needs_data,
)
from .operation import Content, Operation

OpenStream = Callable[[Content, httpx.Response, Optional[object], bool], Any]
"""From a content, a response, what keeps the SDK alive, and whether the call is async, to a stream."""


def stream_opener(op: Operation[Any]) -> OpenStream:
    """Opens the streams of an operation."""
    readers: Dict[int, Tuple[Any, bool, Optional[str]]] = op.cache.setdefault(
        "streams", {}
    )

    def open_stream(
        facts: Content,
        response: httpx.Response,
        client_ref: Optional[object],
        is_async: bool,
    ) -> Any:
        if facts.kind == "stream":
            watch = watch_async_download if is_async else watch_download
            return watch(response, client_ref)
        known = readers.get(id(facts))
        if facts.kind == "jsonl":
            if known is None:
                known = readers[id(facts)] = (
                    line_reader(facts),
                    True,
                    facts.sentinel,
                )
            lines: Any = JsonLStreamAsync if is_async else JsonLStream
            decoder = LineDecoder(response, known[0])
            return lines(response, decoder, known[2], client_ref)
        if known is None:
            known = readers[id(facts)] = (
                event_reader(facts),
                needs_data(facts),
                end_of_events(facts),
            )
        events: Any = EventStreamAsync if is_async else EventStream
        decode = EventDecoder(response, known[0])
        return events(response, decode, known[2], client_ref, known[1])

    return open_stream
