"""What adapters are to the machinery: an object around a hook of the other kind."""

from __future__ import annotations

import contextvars
from functools import partial
from typing import (
    TYPE_CHECKING,
    Any,
    Awaitable,
    Callable,
    Generic,
    Optional,
    Type,
    TypeVar,
    cast,
)

from ..bridge import bridge
from ..executor import HookThreads
from ..loops import running_loop
from .entries import is_async, may_be_async

if TYPE_CHECKING:
    from ..._hooks.types import HookContext

H = TypeVar("H")
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def adapts(method: F) -> F:
    """Marks the adapters' own methods: what overrides them is not marked."""
    method.__dict__["adapts"] = True
    return method


class Adapter(Generic[H]):
    """Holds a hook of the other kind."""

    adapted_method: str
    """The lifecycle point's method."""
    hook: H
    """The adapted hook."""

    def __init__(self, hook: H) -> None:
        method: object = getattr(hook, self.adapted_method, None)
        if isinstance(hook, type) or not callable(method):
            raise TypeError(
                f"{type(self).__qualname__} expects a hook object with {self.adapted_method}, got {hook!r}"
            )
        self._check(hook, method)
        self.hook = hook

    def _check(self, hook: object, method: object) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.hook!r})"


class SyncToAsync(Adapter[H]):
    """Base of the adapters that bring a sync hook to async methods."""

    registered = False
    """It stands in an SDK's registry, and so uses that SDK's threads."""

    def _check(self, hook: object, method: object) -> None:
        if is_async(method):
            raise _wrong_kind(self, hook, "an async hook, expected a sync one")

    async def _in_thread(
        self, call: Callable[..., T], hook_ctx: HookContext, *values: Any
    ) -> T:
        if runs_inline(self.hook):
            return call(hook_ctx, *values)
        work = partial(_guarded, call, hook_ctx, *values)
        runtime = hook_ctx.config.__dict__.get("_runtime") if self.registered else None
        if runtime is None:
            return await to_thread(work)
        threads: HookThreads = runtime.threads
        return await threads.run(lambda job: work())


class AsyncToSync(Adapter[H]):
    """Base of the adapters that bring an async hook to sync methods."""

    def _check(self, hook: object, method: object) -> None:
        if not may_be_async(method):
            raise _wrong_kind(self, hook, "a sync hook, expected an async one")

    def _on_loop(self, call: Callable[..., Awaitable[T]], *values: Any) -> T:
        return bridge.run(partial(call, *values))


def _wrong_kind(adapter: Adapter[Any], hook: object, found: str) -> TypeError:
    return TypeError(
        f"{type(adapter).__qualname__}({type(hook).__qualname__}): "
        f"{adapter.adapted_method} is that of {found}"
    )


def _guarded(call: Callable[..., T], *args: Any) -> T:
    try:
        return call(*args)
    except StopIteration as stop:
        # No future can carry it: whoever awaits would wait for ever.
        raise RuntimeError(f"{call!r} raised StopIteration") from stop


async def to_thread(work: Callable[[], T]) -> T:
    """``asyncio.to_thread``, also where Python does not have it yet (before 3.9)."""
    loop = running_loop()
    import asyncio

    native = getattr(asyncio, "to_thread", None)
    if native is not None:
        result: T = await native(work)
        return result
    return await loop.run_in_executor(None, contextvars.copy_context().run, work)


def wrapped(hook: object) -> Optional[object]:
    """The hook inside an adapter of either kind; None where it is no adapter."""
    if not isinstance(hook, Adapter):
        return None
    adapter = cast("Adapter[object]", hook)
    return adapter.hook


def adapted(hook: object, kind: Type[Adapter[Any]]) -> Optional[object]:
    """The hook inside an adapter of this kind.

    None where it is no such adapter, or where a subclass overrides the method: that is a hook like any other.
    """
    inner = wrapped(hook)
    if inner is None or not issubclass(type(hook), kind):
        return None
    adapter = cast("Adapter[object]", hook)
    method: object = getattr(type(adapter), adapter.adapted_method, None)
    return inner if getattr(method, "adapts", False) else None


def runs_inline(hook: object) -> bool:
    """A hook that says ``blocking = False`` does no I/O."""
    return getattr(hook, "blocking", True) is False
