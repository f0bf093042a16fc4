"""Worker threads for adapted hooks, of an SDK's own: they never wait behind the application's, or the reverse.

``concurrent.futures`` does not serve: its locks are taken in ``submit`` and in ``shutdown``, and a finalizer that
the garbage collector runs inside the one would wait in the other for ever. Closing takes no lock here.
"""

from __future__ import annotations

import contextvars
import os
import threading
from collections import deque
from queue import Empty, SimpleQueue
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Deque,
    Dict,
    Hashable,
    Optional,
    Tuple,
    TypeVar,
)
from weakref import WeakKeyDictionary, ref

from .forks import forks
from .loops import running_loop

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")
Work = Callable[["Job"], Any]
_Result = Tuple["asyncio.Future[Any]", Any, Optional[BaseException]]

_AT_A_TIME = 8
"""Calls that go on in one turn of the loop."""


class _Results:
    """Results on their way to one event loop: many with one wake-up, and a few at a time.

    A loop that gets hundreds at once would go on with as many calls before anything else has its turn.
    """

    __slots__ = ("__weakref__", "_done", "_scheduled", "loop")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = ref(loop)
        self._done: Deque[_Result] = deque()
        self._scheduled = False

    def add(self, loop: asyncio.AbstractEventLoop, result: _Result) -> None:
        """Called by worker threads; no lock: to be scheduled twice does no harm."""
        self._done.append(result)
        if not self._scheduled:
            self._scheduled = True
            try:
                loop.call_soon_threadsafe(self._deliver, loop)
            except RuntimeError:
                self._done.clear()  # the loop is closed: whoever waited is gone

    def _deliver(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            for _ in range(_AT_A_TIME):
                _settle(*self._done.popleft())
        except IndexError:
            # Whoever adds from here on schedules again; who added just before did not.
            self._scheduled = False
            if not self._done:
                return
            self._scheduled = True
        loop.call_soon(self._deliver, loop)


class Job:
    """One piece of work for a worker thread, and the future that waits for it."""

    __slots__ = ("cancelled", "context", "future", "loop", "results", "work")

    def __init__(
        self, loop: asyncio.AbstractEventLoop, results: _Results, work: Work
    ) -> None:
        self.loop = loop
        self.results = results
        self.work = work
        self.future: asyncio.Future[Any] = loop.create_future()
        self.context = contextvars.copy_context()
        self.cancelled = False
        """Nobody waits any more: what has not begun is not begun."""

    def run(self) -> None:
        """Does the work and tells the waiting loop, if it is still there."""
        result: Any = None
        error: Optional[BaseException] = None
        if not self.cancelled:
            try:
                result = self.context.run(self.work, self)
            except BaseException as raised:
                error = raised
        self.results.add(self.loop, (self.future, result, error))
        # An exception refers to its traceback, and so to this frame.
        del error


def _settle(
    future: asyncio.Future[Any], result: Any, error: Optional[BaseException]
) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


class _Pool:
    """What the threads of one executor share; it does not know the executor, which can so be dropped."""

    def __init__(self) -> None:
        self.jobs: SimpleQueue[Optional[Job]] = SimpleQueue()
        self.idle: Deque[None] = deque()
        """One item for each thread that waits: both ends are atomic, so it counts without a lock."""
        self.threads: Deque[None] = deque()
        """One item for each thread that lives."""
        self.closed = False

    def work(self) -> None:
        """A thread's life: jobs until the pool is closed and nothing is left to do."""
        try:
            while True:
                job = self._next()
                if job is None:
                    return
                job.run()
                del job
        finally:
            self.threads.pop()

    def _next(self) -> Optional[Job]:
        job = self._take()
        signalled = job is None
        while job is None:
            # Closed: what stands behind the signal is still done.
            try:
                job = self.jobs.get_nowait()
            except Empty:
                break
        if signalled:
            self.jobs.put(None)  # for the next thread
        return job

    def _take(self) -> Optional[Job]:
        try:
            return self.jobs.get_nowait()
        except Empty:
            self.idle.append(None)
            return self.jobs.get()

    def close(self) -> None:
        """Lets the threads end. Takes no lock and does not wait: finalizers call it."""
        self.closed = True
        self.jobs.put(None)


class HookThreads:
    """The executor: threads are started when a job finds none idle, up to a limit."""

    def __init__(self, limit: Optional[int] = None) -> None:
        if limit is not None and limit < 1:
            raise ValueError(f"hook_threads has to be 1 or more, not {limit}")
        self.limit = limit or min(32, (os.cpu_count() or 1) + 4)
        self.pool = _Pool()
        self._starting = threading.Lock()
        self._forks = forks.count
        self._results: Optional[_Results] = None

    async def run(self, work: Callable[[Job], T]) -> T:
        """Does work in a thread with the caller's context variables. Cancelling stops the waiting at once."""
        loop = running_loop()
        results = self._results
        if results is None or results.loop() is not loop:
            results = self._results = _Results(loop)
        job = Job(loop, results, work)
        self._submit(job)
        try:
            result: T = await job.future
            return result
        finally:
            job.cancelled = True

    def close(self) -> None:
        """Lets the threads end when they have done what they are at."""
        self.pool.close()

    def _submit(self, job: Job) -> None:
        if self._forks != forks.count:
            self._after_fork()
        pool = self.pool
        pool.jobs.put(job)
        try:
            pool.idle.pop()
        except IndexError:
            self._start_one(pool)
        if pool.closed:
            # A call that outlives its SDK's closing: a thread for what is left, which ends by itself.
            _start(pool)

    def _start_one(self, pool: _Pool) -> None:
        with self._starting:
            if len(pool.threads) < self.limit:
                _start(pool)

    def _after_fork(self) -> None:
        pool = _Pool()
        pool.closed = self.pool.closed
        self._starting = threading.Lock()
        self._forks, self.pool = forks.count, pool


def _start(pool: _Pool) -> None:
    thread = threading.Thread(target=pool.work, name="sdk-hook", daemon=True)
    pool.threads.append(None)
    try:
        thread.start()
    except RuntimeError:
        # No thread can be had any more: the interpreter is ending.
        pool.threads.pop()
        if not pool.threads:
            _drain(pool)


def _drain(pool: _Pool) -> None:
    while True:
        try:
            job = pool.jobs.get_nowait()
        except Empty:
            return
        if job is not None:
            job.run()


async def off_loop(work: Callable[[], T]) -> T:
    """Does work in a thread of its own, which ends with it."""
    threads = HookThreads(1)
    try:
        return await threads.run(lambda job: work())
    finally:
        threads.close()


_Pending = Dict[Hashable, "asyncio.Task[None]"]
_pending: WeakKeyDictionary[asyncio.AbstractEventLoop, _Pending] = WeakKeyDictionary()


async def off_loop_once(key: Hashable, work: Callable[[], object]) -> None:
    """``off_loop``; whoever asks for the same thing at the same time waits for the same thread."""
    loop = running_loop()
    pending = _pending.setdefault(loop, {})
    task = pending.get(key)
    if task is None:
        task = pending[key] = loop.create_task(_done(work))
        task.add_done_callback(lambda _: pending.pop(key, None))
    import asyncio

    # A call that is cancelled does not take the others with it.
    await asyncio.shield(task)


async def _done(work: Callable[[], object]) -> None:
    await off_loop(work)
