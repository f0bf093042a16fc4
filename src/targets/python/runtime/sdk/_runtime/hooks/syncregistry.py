"""The hooks of sync methods, and how they run: directly, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Tuple

import httpx

from .adapting import AsyncToSync, SyncToAsync, adapted
from .entries import AUTHOR, Entry, sync_entry
from .points import AROUND_REQUEST, CALL_POINTS, SDK_INIT, Point, wrong_answer

if TYPE_CHECKING:
    from ..._hooks.types import AroundRequestContext, HookContext

Entries = Tuple[Entry, ...]


class SyncRegistry:
    """Entries by lifecycle point. What a call reads are tuples, so registering never disturbs a running call."""

    def __init__(self) -> None:
        self.phase = AUTHOR
        """Who registers at the moment (see ``entries``)."""
        self.version = 0
        """Grows with every registration."""
        self.init: Entries = ()
        self.points: Dict[str, Entries] = {point: () for point in CALL_POINTS}

    def register(self, hook: object, point: str) -> None:
        """Adds a hook at the end of a point's order."""
        entry = _direct(sync_entry(hook, point, self.phase), point)
        if point == SDK_INIT:
            self.init = (*self.init, entry)
        else:
            self.points = {**self.points, point: (*self.points[point], entry)}
        self.version += 1


def _direct(entry: Entry, point: str) -> Entry:
    """Adapters there and back cancel out: the sync hook inside is called itself."""
    inner = adapted(entry.hook, AsyncToSync)
    innermost = adapted(inner, SyncToAsync)
    if innermost is None:
        return entry
    return Entry(entry.hook, getattr(innermost, point), entry.phase, entry.order)


def run_hooks(
    point: Point, entries: Iterable[Entry], hook_ctx: HookContext, value: Any
) -> Any:
    """Calls hooks in order, each with what the one before returned."""
    for entry in entries:
        answer = (
            entry.call(hook_ctx, *value)
            if point.is_pair
            else entry.call(hook_ctx, value)
        )
        if type(answer) is point.usual:
            value = answer
        else:
            value = point.settle(point, entry.hook, answer, value)
    return value


Send = Callable[[httpx.Request], httpx.Response]


def wrap_send(entries: Entries, hook_ctx: AroundRequestContext, send: Send) -> Send:
    """``send`` inside the around hooks, the first of them outermost."""
    for entry in reversed(entries):
        send = _around(entry, hook_ctx, send)
    return send


def _around(entry: Entry, hook_ctx: AroundRequestContext, call_next: Send) -> Send:
    def send(request: httpx.Request) -> httpx.Response:
        answer = entry.call(hook_ctx, request, call_next)
        if not isinstance(answer, httpx.Response):
            wrong_answer(AROUND_REQUEST, entry.hook, answer, "an httpx.Response")
        return answer

    return send
