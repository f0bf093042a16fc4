"""Reports what went wrong, with what a person needs to look into it."""

from typing import Optional, Tuple

import httpx

from . import timeline
from .types import AfterErrorContext, AfterErrorHook


class ErrorReportHook(AfterErrorHook):
    blocking = False  # no I/O: async methods call it on the event loop, without a thread

    def after_error(
        self, hook_ctx: AfterErrorContext, response: Optional[httpx.Response], error: Optional[Exception]
    ) -> Tuple[Optional[httpx.Response], Optional[Exception]]:
        cause = repr(error) if response is None else f"status {response.status_code}"
        timeline.note(
            f"error report hook: {hook_ctx.operation_id} failed on try {hook_ctx.attempt + 1}, {cause}"
        )
        return response, error
