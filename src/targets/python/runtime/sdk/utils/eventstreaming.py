"""Server-sent events: typed iterators over a response that is still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncGenerator,
    AsyncIterable,
    Callable,
    Coroutine,
    Dict,
    Generator,
    Generic,
    Iterable,
    List,
    Optional,
    Tuple,
    TypeVar,
    cast,
)

import httpx

from .._runtime.lines import Event, EventParser
from .._runtime.loops import current_loop
from .._runtime.reaper import close_later, reaper

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")

_Decoding = Tuple[
    Callable[[Event], T],
    Callable[[Event, ValueError], T],
    Callable[[bytes], T],
    Dict[Optional[str], bytes],
]
"""What reads an event; what becomes of one that it cannot read; and for most events, which have data and perhaps
a name: what reads their JSON, and by name the template that makes it of their data."""


@dataclass
class ServerEvent:
    """An event of a stream whose events have no type of their own."""

    id: Optional[str] = None
    event: Optional[str] = None
    data: Any = None
    retry: Optional[int] = None


class EventStream(Generic[T]):
    """Iterates over server-sent events; closes the connection at the end, and by ``with`` or ``close()`` before."""

    response: httpx.Response
    generator: Generator[T, None, None]
    client_ref: Optional[object]
    """Keeps the SDK alive as long as the stream."""

    def __init__(
        self,
        response: httpx.Response,
        decoder: Callable[[str], T],
        sentinel: Optional[str] = None,
        client_ref: Optional[object] = None,
        data_required: bool = True,
    ) -> None:
        self.response = response
        self.generator = stream_events(response, decoder, sentinel, data_required)
        self.client_ref = client_ref
        reaper.start()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        return next(self.generator)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        self.close()

    def close(self) -> None:
        """Frees the connection; nothing more is read."""
        self.generator.close()
        self.response.close()

    def __del__(self) -> None:
        reaper.take(self)


class EventStreamAsync(Generic[T]):
    """Iterates over server-sent events; closes the connection at the end, and by ``async with`` before."""

    response: httpx.Response
    generator: AsyncGenerator[T, None]
    client_ref: Optional[object]
    """Keeps the SDK alive as long as the stream."""

    def __init__(
        self,
        response: httpx.Response,
        decoder: Callable[[str], T],
        sentinel: Optional[str] = None,
        client_ref: Optional[object] = None,
        data_required: bool = True,
    ) -> None:
        self.response = response
        self.generator = stream_events_async(response, decoder, sentinel, data_required)
        self.client_ref = client_ref
        self._loop = current_loop()

    def __aiter__(self) -> Self:
        return self

    def __anext__(self) -> Coroutine[Any, Any, T]:
        return self.generator.__anext__()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        await self.close()

    async def close(self) -> None:
        """Frees the connection; nothing more is read."""
        await self.generator.aclose()
        await self.response.aclose()

    def __del__(self) -> None:
        close_later(self)


def stream_events(
    response: httpx.Response,
    decoder: Callable[[str], T],
    sentinel: Optional[str] = None,
    data_required: bool = True,
) -> Generator[T, None, None]:
    """The events of a response. ``decoder`` gets the JSON text of ``{event, data, id, retry}``."""
    feed = EventParser(data_required).feed
    decode, recover, read, frames = _event_decoder(decoder)
    end = None if sentinel is None else sentinel.encode("utf-8")
    try:
        for chunk in _chunks(response):
            for event in feed(chunk):
                data, name, id, retry = event
                if end is not None and data == end:
                    return
                try:
                    if data and name in frames and id is None and retry is None:
                        value = read(frames[name] % data)
                    else:
                        value = decode(event)
                except ValueError as error:  # pydantic's ValidationError is one
                    value = recover(event, error)
                yield value
    except httpx.RequestError as error:
        error.request = response.request
        raise
    finally:
        response.close()


async def stream_events_async(
    response: httpx.Response,
    decoder: Callable[[str], T],
    sentinel: Optional[str] = None,
    data_required: bool = True,
) -> AsyncGenerator[T, None]:
    """``stream_events`` of an async client's response."""
    feed = EventParser(data_required).feed
    decode, recover, read, frames = _event_decoder(decoder)
    end = None if sentinel is None else sentinel.encode("utf-8")
    try:
        async for chunk in _chunks_async(response):
            for event in feed(chunk):
                data, name, id, retry = event
                if end is not None and data == end:
                    return
                try:
                    if data and name in frames and id is None and retry is None:
                        value = read(frames[name] % data)
                    else:
                        value = decode(event)
                except ValueError as error:  # pydantic's ValidationError is one
                    value = recover(event, error)
                yield value
    except httpx.RequestError as error:
        error.request = response.request
        raise
    finally:
        await response.aclose()


def _chunks(response: httpx.Response) -> Iterable[bytes]:
    stream = response.stream
    if _is_plain(response) and isinstance(stream, httpx.SyncByteStream):
        response.is_stream_consumed = True
        return stream
    return response.iter_bytes()


def _chunks_async(response: httpx.Response) -> AsyncIterable[bytes]:
    stream = response.stream
    if _is_plain(response) and isinstance(stream, httpx.AsyncByteStream):
        response.is_stream_consumed = True
        return stream
    return response.aiter_bytes()


def _is_plain(response: httpx.Response) -> bool:
    # What is neither compressed nor read already comes straight from the connection: what the response would do
    # with each chunk costs as much as finding the events in it.
    return not (
        response.is_stream_consumed
        or response.is_closed
        or "content-encoding" in response.headers
    )


def _event_decoder(decoder: Callable[[str], T]) -> _Decoding[T]:
    # The runtime's own decoders take the event as it is, and say what to raise where it does not fit.
    direct: Any = getattr(decoder, "decode_event", None)
    if direct is not None:
        own = cast(Any, decoder)
        return direct, own.recover, own.read, own.frames

    def decode(event: Event) -> T:
        return decoder(event_json(event))

    def recover(event: Event, error: ValueError) -> T:
        raise error

    return decode, recover, lambda data: decoder(data.decode("utf-8")), {}


def event_json(event: Event) -> str:
    """The JSON text of an event; data that is no JSON is text."""
    from pydantic_core import from_json, to_json

    fields: List[str] = []
    data, name, id, retry = event
    for key, value in (("event", name), ("id", id), ("retry", retry)):
        if value is not None:
            fields.append(f'"{key}":{to_json(value).decode()}')
    if data is not None:
        text = data.decode("utf-8", "replace")
        try:
            from_json(text)
        except ValueError:
            text = to_json(text).decode()
        fields.append(f'"data":{text}')
    return "{" + ",".join(fields) + "}"
