"""What every class with operations is made of."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    List,
    Mapping,
    Optional,
    Tuple,
    TypeVar,
)

import httpx

from ._runtime.call import CallOptions, call, call_async
from ._runtime.operation import Operation
from ._runtime.requests import send_request, send_request_async
from ._runtime.subsdks import sub_sdk
from .sdkconfiguration import SDKConfiguration

if TYPE_CHECKING:
    from ._hooks.types import HookContext
    from .types import OptionalNullable
    from .utils.eventstreaming import EventStream, EventStreamAsync
    from .utils.jsonl import JsonLStream, JsonLStreamAsync
    from .utils.retries import RetryConfig

T = TypeVar("T")


class BaseSDK:
    """Operations share the configuration; ``parent_ref`` keeps the object alive that owns it."""

    sdk_configuration: SDKConfiguration
    parent_ref: Optional[object] = None
    _sub_sdks: ClassVar[Mapping[str, str]] = {}
    """Attributes that are imported at their first use: ``{"things": "things:Things"}``."""

    def __init__(
        self, sdk_config: SDKConfiguration, parent_ref: Optional[object] = None
    ) -> None:
        self.sdk_configuration = sdk_config
        self.parent_ref = parent_ref

    if not TYPE_CHECKING:  # a typo stays an error for type checkers

        def __getattr__(self, name: str) -> object:
            source = type(self)._sub_sdks.get(name)
            if source is None:
                raise AttributeError(
                    f"{type(self).__name__!r} object has no attribute {name!r}"
                )
            return sub_sdk(self, name, source)

    def __dir__(self) -> List[str]:
        return sorted({*super().__dir__(), *self._sub_sdks})

    def sub_sdk_names(self) -> Tuple[str, ...]:
        """The attributes that are sub-SDKs."""
        return tuple(self._sub_sdks)

    def sub_sdk_sources(self) -> Mapping[str, str]:
        """Where they are, by name: ``{"things": "things:Things"}``."""
        return self._sub_sdks

    def do_request(
        self,
        hook_ctx: HookContext,
        request: httpx.Request,
        error_status_codes: List[str],
        stream: bool = False,
        retry_config: Optional[Tuple[RetryConfig, List[str]]] = None,
    ) -> httpx.Response:
        """Sends a request of your own with this SDK's client, hooks and retries."""
        return send_request(
            self.sdk_configuration,
            hook_ctx,
            request,
            error_status_codes,
            stream,
            retry_config,
        )

    async def do_request_async(
        self,
        hook_ctx: HookContext,
        request: httpx.Request,
        error_status_codes: List[str],
        stream: bool = False,
        retry_config: Optional[Tuple[RetryConfig, List[str]]] = None,
    ) -> httpx.Response:
        """``do_request`` with the async client and hooks."""
        return await send_request_async(
            self.sdk_configuration,
            hook_ctx,
            request,
            error_status_codes,
            stream,
            retry_config,
        )

    def _call(
        self,
        op: Operation[T],
        arguments: Mapping[str, Any],
        retries: OptionalNullable[RetryConfig],
        server_url: Optional[str],
        timeout_ms: Optional[int],
        http_headers: Optional[Mapping[str, str]],
        *,
        security: Any = None,
        accept: Optional[str] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> T:
        """The result of an operation."""
        result: T = call(
            self,
            op,
            arguments,
            CallOptions(
                retries,
                server_url,
                timeout_ms,
                http_headers,
                security,
                accept,
                extra_query,
                extra_body,
            ),
        )
        return result

    async def _call_async(
        self,
        op: Operation[T],
        arguments: Mapping[str, Any],
        retries: OptionalNullable[RetryConfig],
        server_url: Optional[str],
        timeout_ms: Optional[int],
        http_headers: Optional[Mapping[str, str]],
        *,
        security: Any = None,
        accept: Optional[str] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> T:
        """The result of an operation."""
        result: T = await call_async(
            self,
            op,
            arguments,
            CallOptions(
                retries,
                server_url,
                timeout_ms,
                http_headers,
                security,
                accept,
                extra_query,
                extra_body,
            ),
        )
        return result

    def _stream(
        self,
        op: Operation[T],
        arguments: Mapping[str, Any],
        retries: OptionalNullable[RetryConfig],
        server_url: Optional[str],
        timeout_ms: Optional[int],
        http_headers: Optional[Mapping[str, str]],
        *,
        security: Any = None,
        accept: Optional[str] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> EventStream[T]:
        """The events of an operation; each is a ``T``."""
        result: EventStream[T] = call(
            self,
            op,
            arguments,
            CallOptions(
                retries,
                server_url,
                timeout_ms,
                http_headers,
                security,
                accept,
                extra_query,
                extra_body,
            ),
        )
        return result

    async def _stream_async(
        self,
        op: Operation[T],
        arguments: Mapping[str, Any],
        retries: OptionalNullable[RetryConfig],
        server_url: Optional[str],
        timeout_ms: Optional[int],
        http_headers: Optional[Mapping[str, str]],
        *,
        security: Any = None,
        accept: Optional[str] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> EventStreamAsync[T]:
        """The events of an operation; each is a ``T``."""
        result: EventStreamAsync[T] = await call_async(
            self,
            op,
            arguments,
            CallOptions(
                retries,
                server_url,
                timeout_ms,
                http_headers,
                security,
                accept,
                extra_query,
                extra_body,
            ),
        )
        return result

    def _lines(
        self,
        op: Operation[T],
        arguments: Mapping[str, Any],
        retries: OptionalNullable[RetryConfig],
        server_url: Optional[str],
        timeout_ms: Optional[int],
        http_headers: Optional[Mapping[str, str]],
        *,
        security: Any = None,
        accept: Optional[str] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> JsonLStream[T]:
        """The lines of an operation; each is a ``T``."""
        result: JsonLStream[T] = call(
            self,
            op,
            arguments,
            CallOptions(
                retries,
                server_url,
                timeout_ms,
                http_headers,
                security,
                accept,
                extra_query,
                extra_body,
            ),
        )
        return result

    async def _lines_async(
        self,
        op: Operation[T],
        arguments: Mapping[str, Any],
        retries: OptionalNullable[RetryConfig],
        server_url: Optional[str],
        timeout_ms: Optional[int],
        http_headers: Optional[Mapping[str, str]],
        *,
        security: Any = None,
        accept: Optional[str] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> JsonLStreamAsync[T]:
        """The lines of an operation; each is a ``T``."""
        result: JsonLStreamAsync[T] = await call_async(
            self,
            op,
            arguments,
            CallOptions(
                retries,
                server_url,
                timeout_ms,
                http_headers,
                security,
                accept,
                extra_query,
                extra_body,
            ),
        )
        return result
