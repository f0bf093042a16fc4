"""What can be sent without being read whole: files, paths, iterators, sync and async."""

from __future__ import annotations

import os
from pathlib import Path
from typing import (
    Any,
    AsyncIterator,
    Callable,
    Generator,
    Iterable,
    Iterator,
    List,
    Optional,
    Sequence,
    Union,
    cast,
)

import httpx

CHUNK = 64 * 1024


class Payload:
    """A piece of a body. ``size`` is None where it is not known beforehand."""

    size: Optional[int] = None
    replayable = True
    filename: Optional[str] = None

    def chunks(self) -> Iterator[bytes]:
        """The bytes, piece by piece; from the start each time, where it is replayable."""
        raise NotImplementedError

    def content(self) -> Any:
        """What was given, for libraries that read it themselves."""
        raise NotImplementedError

    async def chunks_async(self) -> AsyncIterator[bytes]:
        # What blocks is done in a thread, so that reading a file never holds the event loop.
        from anyio.to_thread import run_sync

        iterator = cast("Generator[bytes, None, None]", self.chunks())
        try:
            while True:
                chunk = await run_sync(next, iterator, None)
                if chunk is None:
                    return
                yield chunk
        finally:
            iterator.close()


class BytesPayload(Payload):
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)

    def chunks(self) -> Iterator[bytes]:
        yield self.data

    def content(self) -> Any:
        return self.data

    async def chunks_async(self) -> AsyncIterator[bytes]:
        yield self.data


class PathPayload(Payload):
    """A file by its path: opened when it is sent, closed afterwards."""

    def __init__(self, path: "os.PathLike[str]") -> None:
        self.path = Path(path)
        self.filename = self.path.name
        self.size = self.path.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while True:
                chunk = file.read(CHUNK)
                if not chunk:
                    return
                yield chunk

    def content(self) -> Any:
        return self.path.open("rb")


class FilePayload(Payload):
    """An open file, from where it stands. It stays open: it is the caller's."""

    def __init__(self, file: Any) -> None:
        self.file = file
        name = getattr(file, "name", None)
        self.filename = os.path.basename(name) if isinstance(name, str) else None
        self.start = _position(file)
        self.replayable = self.start is not None
        self.size = _remaining(file, self.start)

    def chunks(self) -> Iterator[bytes]:
        if self.start is not None:
            self.file.seek(self.start)
        while True:
            chunk: Union[bytes, str] = self.file.read(CHUNK)
            if not chunk:
                return
            yield as_bytes(chunk)

    def content(self) -> Any:
        return self.file


class IteratorPayload(Payload):
    """Chunks from an iterable; one that is its own iterator can be sent only once."""

    def __init__(self, source: Iterable[Any]) -> None:
        self.source = source
        self.replayable = not hasattr(source, "__next__")

    def chunks(self) -> Iterator[bytes]:
        for chunk in self.source:
            yield as_bytes(chunk)

    def content(self) -> Any:
        return self.source


class AsyncPayload(Payload):
    """An async iterable, or an object with ``async def read``: for async methods only."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.replayable = hasattr(source, "__aiter__") and not hasattr(
            source, "__anext__"
        )
        name = getattr(source, "name", None)
        self.filename = os.path.basename(name) if isinstance(name, str) else None

    def chunks(self) -> Iterator[bytes]:
        raise TypeError(
            "An async stream can be sent by async methods only; give a file, bytes or an iterator."
        )

    def content(self) -> Any:
        return self.source

    async def chunks_async(self) -> AsyncIterator[bytes]:
        read = getattr(self.source, "read", None)
        if read is None:
            async for chunk in self.source:
                yield as_bytes(chunk)
            return
        while True:
            chunk = await read(CHUNK)
            if not chunk:
                return
            yield as_bytes(chunk)


class BodyStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body of payloads, for sync and async clients alike."""

    def __init__(self, payloads: Sequence[Payload]) -> None:
        self._payloads = payloads
        self._started = False
        self.replayable = all(payload.replayable for payload in payloads)

    @property
    def size(self) -> Optional[int]:
        """The body's length, where every payload knows its own."""
        total = 0
        for payload in self._payloads:
            if payload.size is None:
                return None
            total += payload.size
        return total

    def _start(self) -> None:
        if self._started and not self.replayable:
            raise httpx.StreamConsumed()
        self._started = True

    def __iter__(self) -> Iterator[bytes]:
        self._start()
        for payload in self._payloads:
            yield from payload.chunks()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self._start()
        for payload in self._payloads:
            async for chunk in payload.chunks_async():
                yield chunk


def as_bytes(chunk: Any) -> bytes:
    """Bytes of a chunk; text as UTF-8."""
    if isinstance(chunk, bytes):
        return chunk
    if isinstance(chunk, str):
        return chunk.encode("utf-8")
    if isinstance(chunk, (bytearray, memoryview)):
        return bytes(cast("Any", chunk))
    raise TypeError(
        f"A body can be made of bytes and text, not of {type(chunk).__name__}."
    )


def is_upload(value: Any) -> bool:
    """Whether a value of no declared type is a file: bytes, a path or something to read from."""
    return isinstance(value, (bytes, bytearray, memoryview, os.PathLike)) or callable(
        getattr(value, "read", None)
    )


def payload_of(value: Any) -> Payload:
    """How a value is sent as a file or a binary body."""
    if isinstance(value, (bytes, bytearray, memoryview, str)):
        return BytesPayload(as_bytes(value))
    if isinstance(value, os.PathLike):
        return PathPayload(cast("os.PathLike[str]", value))
    read = getattr(value, "read", None)
    if callable(read):
        return AsyncPayload(value) if _is_async(read) else FilePayload(value)
    if hasattr(value, "__aiter__"):
        return AsyncPayload(value)
    if hasattr(value, "__iter__"):
        return IteratorPayload(cast("Iterable[Any]", value))
    raise TypeError(
        "Give bytes, a path, an open file or an iterator of bytes, "
        f"not {type(value).__name__}."
    )


def _is_async(function: Callable[..., Any]) -> bool:
    import inspect

    return inspect.iscoroutinefunction(function)


def _position(file: Any) -> Optional[int]:
    try:
        if hasattr(file, "seekable") and not file.seekable():
            return None
        return cast(int, file.tell())
    except (AttributeError, OSError, ValueError):
        return None


def _remaining(file: Any, start: Optional[int]) -> Optional[int]:
    # Positions of text files are no numbers of bytes.
    if start is None or hasattr(file, "encoding"):
        return None
    try:
        end = file.seek(0, os.SEEK_END)
        file.seek(start)
    except (AttributeError, OSError, ValueError):
        return None
    return max(0, end - start) if isinstance(end, int) else None


def joined(payloads: List[Payload]) -> Union[bytes, BodyStream]:
    """One bytes object where everything is in memory already, else a stream."""
    if all(isinstance(payload, BytesPayload) for payload in payloads):
        return b"".join(cast(BytesPayload, payload).data for payload in payloads)
    return BodyStream(payloads)
