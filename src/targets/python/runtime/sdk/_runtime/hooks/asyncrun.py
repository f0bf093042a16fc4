"""How the hooks of async methods run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Awaitable, Callable, Tuple

import httpx

from ..executor import HookThreads, Job
from .asyncregistry import Hop, InlineOnly, Steps
from .entries import Entry
from .points import AROUND_REQUEST, Point, wrong_answer
from .syncregistry import run_hooks

if TYPE_CHECKING:
    from ..._hooks.types import AroundRequestContext, HookContext


async def run_hooks_async(
    point: Point,
    steps: Steps,
    hook_ctx: HookContext,
    value: Any,
    threads: HookThreads,
) -> Any:
    """Calls hooks in order, each with what the one before returned; adapted ones off the loop."""
    if isinstance(steps, InlineOnly):
        return run_hooks(point, steps, hook_ctx, value)
    for step in steps:
        if isinstance(step, Hop):
            work = partial(run_in_thread, point, step.entries, hook_ctx, value)
            value = await threads.run(work)
            continue
        answer = (
            step.call(hook_ctx, *value) if point.is_pair else step.call(hook_ctx, value)
        )
        if isinstance(step, Entry):
            answer = await answer
        if type(answer) is point.usual:
            value = answer
        else:
            value = point.settle(point, step.hook, answer, value)
    return value


def run_in_thread(
    point: Point,
    entries: Tuple[Entry, ...],
    hook_ctx: HookContext,
    value: Any,
    job: Job,
) -> Any:
    """The hooks of one hop, in order; none is started after the call was cancelled."""
    for entry in entries:
        if job.cancelled:
            break
        try:
            value = run_hooks(point, (entry,), hook_ctx, value)
        except StopIteration as stop:
            raise stopped(entry.hook, point.name) from stop
    return value


def stopped(hook: object, point: str) -> RuntimeError:
    """What stands in for a ``StopIteration``, which a future cannot carry."""
    return RuntimeError(f"{type(hook).__qualname__}.{point} raised StopIteration")


AsyncSend = Callable[[httpx.Request], Awaitable[httpx.Response]]


def wrap_send_async(
    entries: Tuple[Entry, ...], hook_ctx: AroundRequestContext, send: AsyncSend
) -> AsyncSend:
    """``send`` inside the around hooks, the first of them outermost."""
    for entry in reversed(entries):
        send = _around(entry, hook_ctx, send)
    return send


def _around(
    entry: Entry, hook_ctx: AroundRequestContext, call_next: AsyncSend
) -> AsyncSend:
    async def send(request: httpx.Request) -> httpx.Response:
        answer = await entry.call(hook_ctx, request, call_next)
        if not isinstance(answer, httpx.Response):
            wrong_answer(AROUND_REQUEST, entry.hook, answer, "an httpx.Response")
        return answer

    return send
