"""An audit log: one line for each call. Sync, and so run off the event loop in async methods by itself."""

import os
import time

import httpx

from . import timeline
from .types import AfterSuccessContext, AfterSuccessHook, BeforeRequestContext, BeforeRequestHook


class AuditHook(BeforeRequestHook, AfterSuccessHook):
    def __init__(self) -> None:
        self._file = os.environ.get("TRAILHEAD_AUDIT_LOG", os.devnull)

    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        hook_ctx.state["audit.start"] = time.perf_counter()
        return request

    def after_success(self, hook_ctx: AfterSuccessContext, response: httpx.Response) -> httpx.Response:
        seconds = time.perf_counter() - hook_ctx.state["audit.start"]
        line = f"{hook_ctx.operation_id} {response.status_code} {seconds * 1000:.1f} ms"
        with open(self._file, "a", encoding="utf-8") as log:
            log.write(line + "\n")
        timeline.note(f"audit hook: {hook_ctx.operation_id} {response.status_code}")
        return response
