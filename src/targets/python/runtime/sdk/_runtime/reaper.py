"""Frees the connections of streams that were forgotten, without doing it in a finalizer.

A finalizer may run anywhere, also inside the connection pool while it holds its lock: closing there could wait
forever. So a finalizer only hands the stream over, to a thread or to the stream's event loop.
"""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Set, Tuple

from .forks import forks

if TYPE_CHECKING:
    import asyncio
    from typing import Protocol

    class Closing(Protocol):
        def close(self) -> None: ...

    class AsyncClosing(Protocol):
        async def aclose(self) -> None: ...


class _Reaper:
    """One daemon thread for all sync streams of the process; it starts with the first of them."""

    def __init__(self) -> None:
        # Its put may be called from finalizers: it is reentrant.
        self._queue: SimpleQueue[Tuple[Closing, ...]] = SimpleQueue()
        self._lock = threading.Lock()
        self._forks = -1

    def start(self) -> None:
        """Makes sure that the thread runs."""
        if self._forks == forks.count:
            return
        with self._lock:
            if self._forks != forks.count:
                self._forks = forks.count
                threading.Thread(
                    target=self._run, name="stream-reaper", daemon=True
                ).start()

    def take(self, stream: object) -> None:
        """Takes a sync stream over that is still open; never waits."""
        facts = vars(stream)  # nothing is in it where its class was misused
        response = facts.get("response")
        if response is not None and not response.is_closed:
            self.close(facts["generator"], response)

    def close(self, *parts: Closing) -> None:
        """Has the thread close these, in this order; never waits."""
        self._queue.put(parts)

    def _run(self) -> None:
        while True:
            close_quietly(*self._queue.get())


reaper = _Reaper()


def close_quietly(*parts: Closing) -> None:
    """Ends a stream that nobody waits for; nobody could be told of an error."""
    try:
        for part in parts:
            part.close()
    except Exception:
        pass


_closing: Set["asyncio.Task[None]"] = set()


def close_later(stream: object) -> None:
    """Has an async stream's event loop end it, where it is still open; never waits."""
    facts = vars(stream)
    response, loop = facts.get("response"), facts.get("_loop")
    if response is not None and loop is not None and not response.is_closed:
        close_on(loop, facts["generator"], response)


def close_on(loop: asyncio.AbstractEventLoop, *parts: AsyncClosing) -> None:
    """Has an event loop close these, in this order, if it still can; never waits."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(_begin_closing, loop, parts)


def _begin_closing(
    loop: asyncio.AbstractEventLoop, parts: Tuple[AsyncClosing, ...]
) -> None:
    task = loop.create_task(_close(parts))
    _closing.add(task)
    task.add_done_callback(_closing.discard)


async def _close(parts: Tuple[AsyncClosing, ...]) -> None:
    try:
        for part in parts:
            await part.aclose()
    except Exception:
        pass
