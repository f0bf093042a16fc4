"""Runs async hooks for sync methods: one event loop in one daemon thread, for the whole process.

A loop for each call (``asyncio.run``) would break connection pools, which belong to their loop, and fail in a
notebook, where a loop runs already.
"""

from __future__ import annotations

import contextvars
import threading
from typing import (
    TYPE_CHECKING,
    Any,
    Awaitable,
    Callable,
    Coroutine,
    List,
    Optional,
    TypeVar,
)

from .forks import forks

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


class _Call:
    """An async call that a thread waits for."""

    __slots__ = ("done", "error", "make", "result", "task")

    def __init__(self, make: Callable[[], Awaitable[Any]]) -> None:
        self.make = make
        self.result: Any = None
        self.error: Optional[BaseException] = None
        self.task: Optional[asyncio.Task[None]] = None
        self.done = threading.Lock()
        self.done.acquire()

    async def run(self) -> None:
        """Keeps whatever comes of it: a KeyboardInterrupt must end the caller's wait, not the loop."""
        try:
            self.result = await self.make()
        except BaseException as error:
            self.error = error
        finally:
            self.done.release()


class Bridge:
    """The loop and its thread; both start with the first call."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self._forks = forks.count
        self._starting = threading.Lock()
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._thread: Optional[threading.Thread] = None

    def run(self, make: Callable[[], Awaitable[T]]) -> T:
        """Awaits ``make()`` on the loop, with the caller's context variables, and blocks until it is done."""
        loop = self._running()
        if threading.current_thread() is self._thread:
            raise RuntimeError(
                "An AsyncToSync adapter was called on the thread of its own event loop, where it would wait for "
                "itself: an async hook has to use the SDK's async methods."
            )
        call = _Call(make)
        context = contextvars.copy_context()
        try:
            loop.call_soon_threadsafe(_start, loop, call, context=context)
            call.done.acquire()
        except BaseException:
            # Ctrl-C while waiting: the hook is cancelled, and the caller is interrupted.
            loop.call_soon_threadsafe(_cancel, call)
            raise
        if call.error is not None:
            try:
                raise call.error
            finally:
                # The error's traceback refers to this frame.
                del call
        result: T = call.result
        return result

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._forks != forks.count:
            # The parent's loop stays as it is: closing it would close what the parent uses.
            if self._loop is not None:
                _of_parents.append(self._loop)
            self._reset()
        loop = self._loop
        return self._start_loop() if loop is None else loop

    def _start_loop(self) -> asyncio.AbstractEventLoop:
        import asyncio

        with self._starting:
            if self._loop is None:
                loop = asyncio.new_event_loop()
                thread = threading.Thread(
                    target=_serve, args=(loop,), name="sdk-async-hooks", daemon=True
                )
                self._thread = thread
                thread.start()
                self._loop = loop
            return self._loop


_of_parents: List[asyncio.AbstractEventLoop] = []


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    import asyncio

    asyncio.set_event_loop(loop)
    loop.run_forever()


def _start(loop: asyncio.AbstractEventLoop, call: _Call) -> None:
    coroutine: Coroutine[Any, Any, None] = call.run()
    call.task = loop.create_task(coroutine)


def _cancel(call: _Call) -> None:
    if call.task is not None:
        call.task.cancel()


bridge = Bridge()
"""The process's own: one for all SDKs and adapters."""
