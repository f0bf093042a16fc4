"""Raw access: methods that give the HTTP response, to be looked at before, or instead of, being decoded.

``sdk.things.with_raw_response.get(…)`` gives a ``RawResponse``; ``with_streaming_response`` gives a context
manager around a response that is still open.
"""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Generic,
    Iterator,
    List,
    Literal,
    Optional,
    TypeVar,
    cast,
)

import httpx

from .coercion import class_of

if TYPE_CHECKING:
    from typing_extensions import ParamSpec, Self

    P = ParamSpec("P")

T = TypeVar("T")

Mode = Literal["raw", "streaming"]

MODE = "_response_mode"
"""Attribute of a namespace object that gives responses instead of results."""


def response_mode(sdk: Any) -> Optional[Mode]:
    """What the methods of an object give instead of results; None: results."""
    mode: Optional[Mode] = sdk.__dict__.get(MODE)
    return mode


class _Facts:
    """What can be said of a response without its body."""

    def __init__(self, http_response: httpx.Response, parse: Callable[[], Any]) -> None:
        self.http_response = http_response
        self._parse = parse

    @property
    def status_code(self) -> int:
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        return self.http_response.headers

    @property
    def url(self) -> httpx.URL:
        return self.http_response.url

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code}]>"


class RawResponse(_Facts, Generic[T]):
    """A response that has been read."""

    @property
    def content(self) -> bytes:
        return self.http_response.content

    @property
    def text(self) -> str:
        return self.http_response.text

    def json(self) -> Any:
        """The body as plain JSON data."""
        return self.http_response.json()

    def parse(self) -> T:
        """What the method would have given."""
        return cast(T, self._parse())


class StreamedResponse(_Facts, Generic[T]):
    """An open response of a sync method; leaving the context closes it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.http_response.close()

    def read(self) -> bytes:
        return self.http_response.read()

    def text(self) -> str:
        self.http_response.read()
        return self.http_response.text

    def json(self) -> Any:
        self.http_response.read()
        return self.http_response.json()

    def parse(self) -> T:
        """What the method would have given."""
        return cast(T, self._parse())

    def iter_bytes(self, chunk_size: Optional[int] = None) -> Iterator[bytes]:
        return self.http_response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: Optional[int] = None) -> Iterator[str]:
        return self.http_response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        return self.http_response.iter_lines()


class AsyncStreamedResponse(_Facts, Generic[T]):
    """An open response of an async method."""

    async def close(self) -> None:
        await self.http_response.aclose()

    async def read(self) -> bytes:
        return await self.http_response.aread()

    async def text(self) -> str:
        await self.http_response.aread()
        return self.http_response.text

    async def json(self) -> Any:
        await self.http_response.aread()
        return self.http_response.json()

    async def parse(self) -> T:
        """What the method would have given."""
        return cast(T, await self._parse())

    def iter_bytes(self, chunk_size: Optional[int] = None) -> AsyncIterator[bytes]:
        return self.http_response.aiter_bytes(chunk_size)

    def iter_text(self, chunk_size: Optional[int] = None) -> AsyncIterator[str]:
        return self.http_response.aiter_text(chunk_size)

    def iter_lines(self) -> AsyncIterator[str]:
        return self.http_response.aiter_lines()


class Opening(Generic[T]):
    """The async context manager around an ``AsyncStreamedResponse``; the call is made on entering it."""

    def __init__(self, call: Awaitable[AsyncStreamedResponse[T]]) -> None:
        self._call = call
        self._response: Optional[AsyncStreamedResponse[T]] = None

    def __await__(self) -> Generator[Any, None, AsyncStreamedResponse[T]]:
        return self._call.__await__()

    async def __aenter__(self) -> AsyncStreamedResponse[T]:
        self._response = await self._call
        return self._response

    async def __aexit__(self, *_: object) -> None:
        if self._response is not None:
            await self._response.close()


class RawMethods:
    """The methods of a namespace; they give ``RawResponse`` instead of results."""

    _mode = "raw"

    def __init__(self, sdk: Any) -> None:
        self._sdk = _view(sdk, self._mode)

    if not TYPE_CHECKING:  # subclasses say which methods there are

        def __getattr__(self, name: str) -> Any:
            value = getattr(self._sdk, name)
            if hasattr(value, "sdk_configuration"):
                return type(self)(value)
            return self._adapted(value)

        def __dir__(self) -> List[str]:
            return [name for name in dir(self._sdk) if not name.startswith("with_")]

    def _adapted(self, method: Any) -> Any:
        return method


class StreamedMethods(RawMethods):
    """The methods of a namespace; they give context managers around open responses."""

    _mode = "streaming"

    def _adapted(self, method: Any) -> Any:
        import inspect

        if not inspect.iscoroutinefunction(method):
            return method

        def call(*args: Any, **kwargs: Any) -> Opening[Any]:
            return Opening(method(*args, **kwargs))

        return call


class RawHelpers:
    """Mixed into classes with operations, where ``rawResponseHelpers`` asks for it."""

    if not TYPE_CHECKING:  # subclasses say of which type they are

        @property
        def with_raw_response(self) -> RawMethods:
            """The same methods, giving responses that can be looked at before they are parsed."""
            return RawMethods(self)

        @property
        def with_streaming_response(self) -> StreamedMethods:
            """The same methods, giving context managers around responses that are still open."""
            return StreamedMethods(self)


# What methods are in a mode: for type checkers.


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    return cast("Callable[P, RawResponse[T]]", method)


def raw_async(
    method: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
    return cast("Callable[P, Coroutine[Any, Any, RawResponse[T]]]", method)


def streamed(method: Callable[P, T]) -> Callable[P, StreamedResponse[T]]:
    return cast("Callable[P, StreamedResponse[T]]", method)


def streamed_async(
    method: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, Opening[T]]:
    return cast("Callable[P, Opening[T]]", method)


def _view(sdk: Any, mode: str) -> Any:
    """The same object in another mode; it keeps the one that it shows alive."""
    view: Any = object.__new__(class_of(sdk))
    view.__dict__.update({**sdk.__dict__, MODE: mode, "parent_ref": sdk})
    return view


def raw_result(mode: str, response: httpx.Response, parse: Callable[[], Any]) -> Any:
    """What a sync method gives in a mode. ``parse`` decodes the response."""
    return (
        RawResponse[Any](response, parse)
        if mode == "raw"
        else StreamedResponse[Any](response, parse)
    )


def raw_result_async(
    mode: str, response: httpx.Response, parse: Callable[[], Coroutine[Any, Any, Any]]
) -> Any:
    """What an async method gives in a mode. ``parse`` decodes the response."""
    if mode == "streaming":
        return AsyncStreamedResponse[Any](response, parse)
    return RawResponse[Any](response, lambda: _finished(parse()))


def _finished(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that has nothing to wait for: the body is read already."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return cast(T, end.value)
    coroutine.close()
    raise RuntimeError("The response has not been read yet: read it first.")
