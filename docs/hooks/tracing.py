"""An OpenTelemetry span for each attempt, current while the request is sent.

An around hook, so that whatever runs inside (an instrumented HTTP client, a log line) is a child of the span, and
the trace goes on in the server (W3C Trace Context). Needs the package `opentelemetry-api`.
"""

from contextlib import contextmanager
from typing import Awaitable, Callable, Iterator

import httpx
from opentelemetry import propagate, trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from .asynctypes import AsyncAroundRequestHook
from .types import AroundRequestContext, AroundRequestHook


@contextmanager
def span_of(hook_ctx: AroundRequestContext, request: httpx.Request) -> Iterator[Span]:
    attributes = {
        "http.request.method": request.method,
        "server.address": request.url.host,
        "url.path": request.url.path,
        "http.request.resend_count": hook_ctx.attempt,
    }
    tracer = trace.get_tracer(hook_ctx.config.user_agent)
    with tracer.start_as_current_span(
        hook_ctx.operation_id, kind=SpanKind.CLIENT, attributes=attributes
    ) as span:
        propagate.inject(request.headers)
        yield span


def note_status(span: Span, response: httpx.Response) -> httpx.Response:
    span.set_attribute("http.response.status_code", response.status_code)
    if response.status_code >= 400:
        span.set_status(Status(StatusCode.ERROR))
    return response


class TracingHook(AroundRequestHook):
    def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], httpx.Response],
    ) -> httpx.Response:
        with span_of(hook_ctx, request) as span:
            return note_status(span, call_next(request))


class AsyncTracingHook(AsyncAroundRequestHook):
    supersedes = (TracingHook,)

    async def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], Awaitable[httpx.Response]],
    ) -> httpx.Response:
        with span_of(hook_ctx, request) as span:
            return note_status(span, await call_next(request))
