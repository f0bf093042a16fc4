"""The HTTP clients that an SDK makes where it is given none: at their first use, and only the kind that is used."""

from __future__ import annotations

import os
import ssl
import threading
from functools import lru_cache
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Dict,
    Optional,
    Set,
    Tuple,
    cast,
)
from weakref import WeakKeyDictionary

import httpx

from .forks import forks
from .loops import current_loop

if TYPE_CHECKING:
    import asyncio
    from datetime import timedelta

    from ..httpclient import AsyncHttpClient
    from ..sdkconfiguration import SDKConfiguration


def ssl_context() -> ssl.SSLContext:
    """One for all clients: loading the certificates takes longer than all the rest of making a client."""
    return _ssl_context(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@lru_cache(maxsize=4)
def _ssl_context(file: Optional[str], folder: Optional[str]) -> ssl.SSLContext:
    return httpx.create_ssl_context()


_TIMEOUT = httpx.Timeout(5.0, pool=None)
"""As httpx has it, but for waiting for a connection: of a thousand calls at once the last ones wait long."""

CONNECTIONS = 100
"""How many a client opens at most, as httpx has it; all are kept for a while, or busy ones would be reopened."""

_LIMITS = httpx.Limits(
    max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS
)


class DefaultClient(httpx.Client):
    """A client that outlives a fork: a child must not talk over its parent's connections."""

    def __init__(self) -> None:
        super().__init__(
            verify=ssl_context(),
            follow_redirects=True,
            timeout=_TIMEOUT,
            limits=_LIMITS,
        )
        self._forks = forks.count
        self._of_child: Optional[DefaultClient] = None

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        if self._forks == forks.count:
            return super().send(request, **options)
        if self.is_closed:
            raise RuntimeError("Cannot send a request, as the client has been closed.")
        child = self._of_child
        if child is None:
            child = self._of_child = DefaultClient()
        _share_settings(self, child)
        # In a child's child this one hands on in its turn.
        response = child.send(request, **options)
        self.cookies.extract_cookies(response)
        return response

    def close(self) -> None:
        super().close()
        if self._of_child is not None:
            self._of_child.close()


class DefaultAsyncClient(httpx.AsyncClient):
    """A client that may be used in several event loops, one after the other or at once, and after a fork.

    Connections belong to the loop that opened them: each loop has a client of its own behind this one.
    """

    def __init__(self) -> None:
        super().__init__(
            verify=ssl_context(),
            follow_redirects=True,
            timeout=_TIMEOUT,
            limits=_LIMITS,
        )
        self._by_loop: WeakKeyDictionary[
            asyncio.AbstractEventLoop, Tuple[int, _QueueingClient]
        ] = WeakKeyDictionary()

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        if self.is_closed:
            raise RuntimeError("Cannot send a request, as the client has been closed.")
        loop = current_loop()
        if loop is None:
            # Another async framework: httpx knows it, but there is no loop to tell calls apart by.
            return await super().send(request, **options)
        known = self._by_loop.get(loop)
        if known is None or known[0] != forks.count or known[1].is_closed:
            client = _QueueingClient()
            known = self._by_loop[loop] = (forks.count, client)
            await _close_at_shutdown(loop, client)
        client = known[1]
        _share_settings(self, client)
        response = await client.send(request, **options)
        self.cookies.extract_cookies(response)
        return response

    async def aclose(self) -> None:
        """Closes the connections of this loop, and has the other loops close theirs."""
        await self.close_loop()
        self.release()
        await super().aclose()

    async def close_loop(self) -> None:
        """Closes the connections of this loop only: it will end, and the client will be used in others."""
        loop = current_loop()
        own = None if loop is None else self._by_loop.pop(loop, None)
        if own is not None and own[0] == forks.count:
            await _close(own[1])

    def release(self) -> None:
        """Has each loop that still runs close its connections. Takes no lock and does not wait."""
        for loop, (of_fork, client) in list(self._by_loop.items()):
            if of_fork == forks.count:
                _close_on(loop, client)
        self._by_loop.clear()


class _QueueingClient(httpx.AsyncClient):
    """The client of one loop. Requests wait here for a connection, in a queue that costs nothing.

    In the queue of httpx's own pool each request is looked at whenever any other begins or ends.
    """

    def __init__(self) -> None:
        import asyncio

        super().__init__(
            verify=ssl_context(),
            follow_redirects=True,
            timeout=_TIMEOUT,
            limits=_LIMITS,
        )

        self._free = asyncio.Semaphore(CONNECTIONS)

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        await self._free.acquire()
        try:
            response = await super().send(request, **options)
        except BaseException:
            self._free.release()
            raise
        if response.is_closed:
            self._free.release()
        else:
            response.stream = _Held(
                cast(httpx.AsyncByteStream, response.stream), self._free
            )
        return response


class TimedStream:
    """A stream around another that tells how long that took: httpx2 asks the stream of a response for it."""

    _stream: Any

    @property
    def elapsed(self) -> Optional[timedelta]:
        found: Optional[timedelta] = getattr(self._stream, "elapsed", None)
        return found


class _Held(TimedStream, httpx.AsyncByteStream):
    """The body of a response that is still open, and with it the place in the queue."""

    def __init__(self, stream: httpx.AsyncByteStream, free: asyncio.Semaphore) -> None:
        self._stream: httpx.AsyncByteStream = stream
        self._free: Optional[asyncio.Semaphore] = free

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        free, self._free = self._free, None
        try:
            await self._stream.aclose()
        finally:
            if free is not None:
                free.release()


_guards: Dict[Any, Tuple[asyncio.AbstractEventLoop, "AsyncGenerator[None, None]"]] = {}
"""By client; held here, because an event loop holds its generators weakly."""


async def _close_at_shutdown(
    loop: asyncio.AbstractEventLoop, client: httpx.AsyncClient
) -> None:
    """Has a loop that ends close a client that nobody closed: ``asyncio.run`` ends a loop's generators."""
    for other, (its_loop, _) in list(_guards.items()):
        if its_loop.is_closed():
            _guards.pop(other, None)
    guard = _until_shutdown(client)
    _guards[client] = (loop, guard)
    await guard.__anext__()


async def _until_shutdown(client: httpx.AsyncClient) -> AsyncGenerator[None, None]:
    try:
        yield
    finally:
        _guards.pop(client, None)
        await client.aclose()


async def _close(client: AsyncHttpClient) -> None:
    await client.aclose()
    _, guard = _guards.pop(client, (None, None))
    if guard is not None:
        await guard.aclose()


def _share_settings(main: Any, other: Any) -> None:
    """What a user may have set on the client that is seen."""
    hooks: Dict[str, Any] = main.event_hooks
    if (
        hooks["request"]
        or hooks["response"]
        or other.event_hooks["request"]
        or other.event_hooks["response"]
    ):
        other.event_hooks = hooks
    other.auth = main.auth
    other.max_redirects = main.max_redirects


_closing: Set["asyncio.Task[None]"] = set()


def _close_on(loop: asyncio.AbstractEventLoop, client: AsyncHttpClient) -> None:
    def begin() -> None:
        task = loop.create_task(_close(client))
        _closing.add(task)
        task.add_done_callback(_closing.discard)

    if loop.is_running():
        try:
            loop.call_soon_threadsafe(begin)
        except RuntimeError:
            pass  # closed just now, and its connections with it


def release_async(client: AsyncHttpClient) -> None:
    """Closes an async client where nothing can be awaited: on the loops that run, or else not."""
    if isinstance(client, DefaultAsyncClient):
        client.release()
        return
    loop = current_loop()
    if loop is not None:
        _close_on(loop, client)


_making = threading.Lock()


def make(config: SDKConfiguration, name: str) -> Any:
    """What of a configuration nobody gave: a client, the SDK's version."""
    maker = _MAKERS.get(name)
    if maker is None:
        raise AttributeError(
            f"{type(config).__name__!r} object has no attribute {name!r}"
        )
    with _making:
        if name not in config.__dict__:
            config.__dict__[name] = maker()
    return config.__dict__[name]


def _version() -> str:
    from .._version import __version__

    return __version__


_MAKERS: Dict[str, Callable[[], Any]] = {
    "client": DefaultClient,
    "async_client": DefaultAsyncClient,
    "sdk_version": _version,
}


def defer(config: SDKConfiguration) -> None:
    """Takes out what nobody gave, so that reading it makes it."""
    for name in _MAKERS:
        value = config.__dict__.get(name)
        if value is None or value == "":
            del config.__dict__[name]
