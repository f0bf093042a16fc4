"""Hook files of the forms that existing projects have: they have to go on working unchanged."""

from __future__ import annotations

from typing import Any, Optional, Tuple, Union

import httpx
import pytest
from server import Reply, Server
from ways import Author, Way

from sdk._hooks.types import (
    AfterErrorContext,
    AfterErrorHook,
    AfterSuccessContext,
    AfterSuccessHook,
    BeforeRequestContext,
    BeforeRequestHook,
    Hooks,
    SDKInitHook,
)
from sdk.httpclient import HttpClient
from sdk.sdkconfiguration import SDKConfiguration


class HeaderSetter(BeforeRequestHook):
    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> Union[httpx.Request, Exception]:
        request.headers["X-Tenant"] = "north"
        return request


def test_a_header_setter(way: Way, author: Author, make: Any, api: Server) -> None:
    author.registers("before_request", HeaderSetter())
    way.get(make()).unwrap()
    assert api.seen[0].headers["x-tenant"] == "north"


class UserAgent(SDKInitHook, BeforeRequestHook):
    def sdk_init(self, config: SDKConfiguration) -> SDKConfiguration:
        config.user_agent = f"my-app {config.user_agent}"
        return config

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        request.headers["User-Agent"] = (
            hook_ctx.config.user_agent + f" ({hook_ctx.operation_id})"
        )
        return request


def test_a_user_agent(way: Way, author: Author, make: Any, api: Server) -> None:
    def init_hooks(hooks: Hooks) -> None:
        agent = UserAgent()
        hooks.register_sdk_init_hook(agent)
        hooks.register_before_request_hook(agent)

    author.writes(init_hooks)
    way.get(make()).unwrap()
    sent = api.seen[0].headers["user-agent"]
    assert sent.startswith("my-app hookline-python/")
    assert sent.endswith("(getThing)")


class VersionHeader(BeforeRequestHook):
    """Makes a request anew instead of changing the one it got."""

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        return httpx.Request(
            method=request.method,
            url=request.url,
            headers={
                **request.headers,
                "Api-Version": hook_ctx.config.openapi_doc_version,
            },
            content=request.read(),
            extensions=request.extensions,
        )


def test_a_version_header_on_a_request_made_anew(
    way: Way, author: Author, make: Any, api: Server
) -> None:
    author.registers("before_request", VersionHeader())
    way.put(make()).unwrap()
    assert api.seen[0].headers["api-version"] == "1.0.0"
    assert api.seen[0].json() == {"id": "a"}


class ClientWrapper:
    """Counts what is sent and hands it on."""

    def __init__(self, inner: HttpClient) -> None:
        self.inner = inner
        self.sent = 0
        self.closed = False

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        self.sent += 1
        return self.inner.send(request, **options)

    def build_request(self, *args: Any, **options: Any) -> httpx.Request:
        return self.inner.build_request(*args, **options)

    def close(self) -> None:
        self.closed = True
        self.inner.close()


class AsyncClientWrapper:
    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.sent = 0
        self.closed = False

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        self.sent += 1
        response: httpx.Response = await self.inner.send(request, **options)
        return response

    def build_request(self, *args: Any, **options: Any) -> Any:
        return self.inner.build_request(*args, **options)

    async def aclose(self) -> None:
        self.closed = True
        await self.inner.aclose()


class WrapClients(SDKInitHook):
    def sdk_init(self, config: SDKConfiguration) -> SDKConfiguration:
        assert config.client is not None
        config.client = ClientWrapper(config.client)
        config.async_client = AsyncClientWrapper(config.async_client)
        return config


def test_a_client_wrapper_in_sdk_init(way: Way, author: Author, make: Any) -> None:
    author.registers("sdk_init", WrapClients())
    sdk = make()
    config = sdk.sdk_configuration
    wrapper = config.async_client if way.is_async else config.client
    way.get(sdk).unwrap()
    assert (wrapper.sent, wrapper.closed) == (1, True)
    assert wrapper.inner.is_closed


class Spans(BeforeRequestHook, AfterSuccessHook, AfterErrorHook):
    """An OpenTelemetry span for each request, kept between the points."""

    def __init__(self, tracer: Any) -> None:
        self.tracer = tracer

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        span = self.tracer.start_span(hook_ctx.operation_id)
        span.set_attribute("http.request.method", request.method)
        hook_ctx.state["span"] = span
        return request

    def after_success(
        self, hook_ctx: AfterSuccessContext, response: httpx.Response
    ) -> httpx.Response:
        self._end(hook_ctx, response)
        return response

    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        if error is not None:
            hook_ctx.state["span"].record_exception(error)
        self._end(hook_ctx, response)
        return response, error

    def _end(self, hook_ctx: Any, response: Optional[httpx.Response]) -> None:
        span = hook_ctx.state["span"]
        if response is not None:
            span.set_attribute("http.response.status_code", response.status_code)
        span.end()


class Tracer:
    """What of OpenTelemetry's tracer such hooks use."""

    def __init__(self) -> None:
        self.spans: Any = []

    def start_span(self, name: str) -> Any:
        tracer = self

        class Span:
            def __init__(self) -> None:
                self.name, self.attributes, self.errors, self.ended = (
                    name,
                    {},
                    [],
                    False,
                )
                tracer.spans.append(self)

            def set_attribute(self, key: str, value: Any) -> None:
                self.attributes[key] = value

            def record_exception(self, error: Exception) -> None:
                self.errors.append(error)

            def end(self) -> None:
                self.ended = True

        return Span()


@pytest.mark.parametrize("status", [200, 404, None])
def test_an_opentelemetry_span(
    way: Way, author: Author, make: Any, api: Server, status: Optional[int]
) -> None:
    tracer = Tracer()

    def init_hooks(hooks: Hooks) -> None:
        spans = Spans(tracer)
        hooks.register_before_request_hook(spans)
        hooks.register_after_success_hook(spans)
        hooks.register_after_error_hook(spans)

    author.writes(init_hooks)
    answer = (
        Reply(drop=True)
        if status is None
        else Reply(status, json={"id": "a", "message": "m"})
    )
    api.reply("/things/a", answer)
    way.get(make())
    (span,) = tracer.spans
    assert (span.name, span.ended) == ("getThing", True)
    assert span.attributes.get("http.response.status_code") == status
    assert len(span.errors) == (1 if status is None else 0)
