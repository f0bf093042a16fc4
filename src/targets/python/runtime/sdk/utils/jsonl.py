"""JSON lines (NDJSON): typed iterators over a response that is still open."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    AsyncGenerator,
    Callable,
    Coroutine,
    Generator,
    Generic,
    Iterator,
    Optional,
    TypeVar,
)

import httpx

from .._runtime.lines import LineSplitter
from .._runtime.loops import current_loop
from .._runtime.reaper import close_later, reaper

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")


class JsonLStream(Generic[T]):
    """Iterates over lines of JSON; closes the connection at the end, and by ``with`` or ``close()`` before."""

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
    ) -> None:
        self.response = response
        self.generator = stream_jsonl_events(response, decoder, sentinel)
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


class JsonLStreamAsync(Generic[T]):
    """Iterates over lines of JSON; closes the connection at the end, and by ``async with`` before."""

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
    ) -> None:
        self.response = response
        self.generator = stream_jsonl_events_async(response, decoder, sentinel)
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


class _Lines:
    """Decodes the lines that a stream's chunks complete, one by one."""

    def __init__(self, sentinel: Optional[str]) -> None:
        self._splitter = LineSplitter()
        self._sentinel = None if sentinel is None else sentinel.encode("utf-8")
        self.ended = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        for line in self._splitter.feed(chunk):
            text = self._text(line)
            if self.ended:
                return
            if text:
                yield text

    def _text(self, line: bytes) -> bytes:
        text = line.strip()
        if text[:3] == b"\xef\xbb\xbf":
            text = text[3:]
        self.ended = self._sentinel is not None and text == self._sentinel
        return text

    def end(self) -> Iterator[bytes]:
        rest = self._splitter.end()
        text = b"" if rest is None else self._text(rest)
        if text and not self.ended:
            yield text


def _line_decoder(decoder: Callable[[str], T]) -> Callable[[bytes], T]:
    # The runtime's own decoders take the line as it is.
    direct: Optional[Callable[[bytes], T]] = getattr(decoder, "decode_line", None)
    if direct is not None:
        return direct
    return lambda line: decoder(line.decode("utf-8"))


def stream_jsonl_events(
    response: httpx.Response,
    decoder: Callable[[str], T],
    _: Optional[str] = None,
) -> Generator[T, None, None]:
    """The values of a response's lines; empty ones are passed over."""
    lines = _Lines(_)
    decode = _line_decoder(decoder)
    try:
        for chunk in response.iter_bytes():
            for line in lines.feed(chunk):
                yield decode(line)
            if lines.ended:
                return
        for line in lines.end():
            yield decode(line)
    finally:
        response.close()


async def stream_jsonl_events_async(
    response: httpx.Response,
    decoder: Callable[[str], T],
    _: Optional[str] = None,
) -> AsyncGenerator[T, None]:
    """``stream_jsonl_events`` of an async client's response."""
    lines = _Lines(_)
    decode = _line_decoder(decoder)
    try:
        async for chunk in response.aiter_bytes():
            for line in lines.feed(chunk):
                yield decode(line)
            if lines.ended:
                return
        for line in lines.end():
            yield decode(line)
    finally:
        await response.aclose()
