"""A structured audit log, shipped in batches by a thread of its own: a call only puts a line into a queue.

`blocking = False` says that the hooks do no I/O, so async methods call them on the event loop, without a thread.
The queue is bounded: where the sink cannot keep up, lines are dropped and counted rather than calls slowed down.
"""

import atexit
import json
import os
import queue
import threading
import time
from typing import Any, Dict, List, Optional, Tuple
from urllib.request import Request, urlopen

import httpx

from .types import (
    AfterErrorContext,
    AfterErrorHook,
    AfterSuccessContext,
    AfterSuccessHook,
    BeforeRequestContext,
    BeforeRequestHook,
    HookContext,
)

SINK_URL = os.environ.get("AUDIT_SINK_URL", "")
BATCH = 100
SECONDS = 1.0
"""How long a line waits for others at the most."""


class BatchedAudit(BeforeRequestHook, AfterSuccessHook, AfterErrorHook):
    blocking = False

    def __init__(self) -> None:
        self.dropped = 0
        self._queue: "queue.Queue[Optional[Dict[str, Any]]]" = queue.Queue(maxsize=10_000)
        self._shipper = threading.Thread(target=self._ship, name="audit", daemon=True)
        self._shipper.start()
        atexit.register(self.close)

    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        hook_ctx.state.setdefault("audit.start", time.perf_counter())
        return request

    def after_success(self, hook_ctx: AfterSuccessContext, response: httpx.Response) -> httpx.Response:
        self._put(hook_ctx, response.status_code)
        return response

    def after_error(
        self, hook_ctx: AfterErrorContext, response: Optional[httpx.Response], error: Optional[Exception]
    ) -> Tuple[Optional[httpx.Response], Optional[Exception]]:
        self._put(hook_ctx, response.status_code if response is not None else type(error).__name__)
        return response, error

    def close(self) -> None:
        """Ships what is left and ends the thread."""
        atexit.unregister(self.close)
        if self._shipper.is_alive():
            self._queue.put(None)
            self._shipper.join(timeout=5)

    def _put(self, hook_ctx: HookContext, outcome: object) -> None:
        seconds = time.perf_counter() - hook_ctx.state["audit.start"]
        line = {"operation": hook_ctx.operation_id, "outcome": outcome, "attempts": hook_ctx.attempt + 1}
        try:
            self._queue.put_nowait({**line, "ms": round(seconds * 1000, 1), "at": time.time()})
        except queue.Full:
            self.dropped += 1

    def _ship(self) -> None:
        going = True
        while going:
            batch: List[Dict[str, Any]] = []
            until = time.monotonic() + SECONDS
            while going and len(batch) < BATCH:
                try:
                    line = self._queue.get(timeout=max(0.0, until - time.monotonic()) if batch else None)
                except queue.Empty:
                    break
                going = line is not None
                batch += [line] if line is not None else []
            if batch:
                self._send(batch)

    def _send(self, batch: List[Dict[str, Any]]) -> None:
        data = "\n".join(json.dumps(line) for line in batch).encode()
        request = Request(SINK_URL, data=data, headers={"Content-Type": "application/x-ndjson"})
        try:
            urlopen(request, timeout=10).close()
        except OSError:
            self.dropped += len(batch)
