"""Frees the connections of streams that were forgotten, without doing it in a finalizer.

A finalizer may run anywhere, also inside the connection pool while it holds its lock: closing there could wait
forever. So a finalizer only hands the stream over, to a thread or to the stream's event loop.
"""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, AsyncGenerator, Generator, Set, Tuple

import httpx

from .forks import forks

if TYPE_CHECKING:
    import asyncio

Forgotten = Tuple["Generator[Any, None, None]", httpx.Response]


class _Reaper:
    """One daemon thread for all sync streams of the process; it starts with the first of them."""

    def __init__(self) -> None:
        # Its put may be called from finalizers: it is reentrant.
        self._queue: SimpleQueue[Forgotten] = SimpleQueue()
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
            self._queue.put((facts["generator"], response))

    def _run(self) -> None:
        while True:
            close_quietly(*self._queue.get())


reaper = _Reaper()


def close_quietly(
    generator: Generator[Any, None, None], response: httpx.Response
) -> None:
    """Ends a stream that nobody waits for; nobody could be told of an error."""
    try:
        generator.close()
        response.close()
    except Exception:
        pass


_closing: Set["asyncio.Task[None]"] = set()


def close_later(stream: object) -> None:
    """Has an async stream's event loop end it, where it is still open; never waits."""
    facts = vars(stream)
    response, loop = facts.get("response"), facts.get("_loop")
    if response is None or loop is None or response.is_closed or loop.is_closed():
        return
    loop.call_soon_threadsafe(_begin_closing, loop, facts["generator"], response)


def _begin_closing(
    loop: asyncio.AbstractEventLoop,
    generator: AsyncGenerator[Any, None],
    response: httpx.Response,
) -> None:
    task = loop.create_task(_close(generator, response))
    _closing.add(task)
    task.add_done_callback(_closing.discard)


async def _close(
    generator: AsyncGenerator[Any, None], response: httpx.Response
) -> None:
    try:
        await generator.aclose()
        await response.aclose()
    except Exception:
        pass
