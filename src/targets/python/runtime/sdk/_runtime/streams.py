"""What the stream classes share: iterating, closing, being forgotten."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    AsyncGenerator,
    Generator,
    Generic,
    Optional,
    TypeVar,
)

import httpx
from typing_extensions import Self

from .loops import current_loop
from .reaper import close_later, reaper

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


class SyncStream(Generic[T]):
    """An iterator over a response that is still open, and a context manager that closes it."""

    response: httpx.Response
    generator: Generator[T, None, None]
    client_ref: Optional[object]
    """Keeps the SDK alive as long as the stream."""

    def _open(
        self,
        response: httpx.Response,
        generator: Generator[T, None, None],
        client_ref: Optional[object],
    ) -> None:
        self.response = response
        self.generator = generator
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
        response = self.__dict__.get("response")
        if response is not None and not response.is_closed:
            reaper.take((self.generator, response))


class AsyncStream(Generic[T]):
    """An async iterator over a response that is still open, and a context manager that closes it."""

    response: httpx.Response
    generator: AsyncGenerator[T, None]
    client_ref: Optional[object]
    """Keeps the SDK alive as long as the stream."""

    def _open(
        self,
        response: httpx.Response,
        generator: AsyncGenerator[T, None],
        client_ref: Optional[object],
    ) -> None:
        self.response = response
        self.generator = generator
        self.client_ref = client_ref
        self._loop: Optional[asyncio.AbstractEventLoop] = current_loop()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        return await self.generator.__anext__()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        await self.close()

    async def close(self) -> None:
        """Frees the connection; nothing more is read."""
        await self.generator.aclose()
        await self.response.aclose()

    def __del__(self) -> None:
        response = self.__dict__.get("response")
        if response is None or response.is_closed:
            return
        loop = self.__dict__.get("_loop")
        if loop is not None:
            close_later(loop, self.generator, response)
