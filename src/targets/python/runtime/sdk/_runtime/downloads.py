"""Downloads whose connections are freed even where nobody closes them."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, AsyncIterator, Iterator, Optional

import httpx

from .clients import TimedStream
from .loops import current_loop
from .reaper import close_on, reaper

if TYPE_CHECKING:
    import asyncio


def watch_download(
    response: httpx.Response, client_ref: Optional[object]
) -> httpx.Response:
    """Has the connection freed once the response is forgotten, and the SDK live until then."""
    stream = response.stream
    if isinstance(stream, httpx.SyncByteStream):
        _loosen(stream, response)
        reaper.start()
        response.stream = _SyncDownload(stream, client_ref)
    return response


def watch_async_download(
    response: httpx.Response, client_ref: Optional[object]
) -> httpx.Response:
    """As ``watch_download``; the connection is freed on the event loop that opened it."""
    stream = response.stream
    loop = current_loop()
    if loop is not None and isinstance(stream, httpx.AsyncByteStream):
        _loosen(stream, response)
        response.stream = _AsyncDownload(stream, client_ref, loop)
    return response


class _SyncDownload(TimedStream, httpx.SyncByteStream):
    def __init__(
        self, stream: httpx.SyncByteStream, client_ref: Optional[object]
    ) -> None:
        self._stream = stream
        self._client_ref = client_ref
        self._closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._closed = True
        self._stream.close()

    def __del__(self) -> None:
        if not self._closed:
            reaper.close(self._stream)


class _AsyncDownload(TimedStream, httpx.AsyncByteStream):
    def __init__(
        self,
        stream: httpx.AsyncByteStream,
        client_ref: Optional[object],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._stream = stream
        self._client_ref = client_ref
        self._loop = loop
        self._closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk

    async def aclose(self) -> None:
        self._closed = True
        await self._stream.aclose()

    def __del__(self) -> None:
        if not self._closed:
            close_on(self._loop, self._stream)


class _WeakResponse:
    """What a stream tells its response, as long as there is one."""

    def __init__(self, response: httpx.Response) -> None:
        object.__setattr__(self, "_response", weakref.ref(response))

    def __setattr__(self, name: str, value: Any) -> None:
        response = object.__getattribute__(self, "_response")()
        if response is not None:
            setattr(response, name, value)


def _loosen(stream: Any, response: httpx.Response) -> None:
    # httpx's stream refers back to its response, to tell it how long it took: as long as that is a strong
    # reference, only the garbage collector finds out that a response was forgotten.
    while stream is not None:
        if getattr(stream, "_response", None) is response:
            stream._response = _WeakResponse(response)
        stream = getattr(stream, "_stream", None)
