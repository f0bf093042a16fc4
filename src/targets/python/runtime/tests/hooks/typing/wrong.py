"""Hooks with a mistake each. Behind ``#:`` stands what mypy and pyright have to say about the line."""

from __future__ import annotations

import httpx

from sdk import SDK
from sdk._hooks import (
    AfterErrorContext,
    AfterErrorHook,
    AfterParseErrorContext,
    AfterParseErrorHook,
    AfterSuccessContext,
    AfterSuccessHook,
    AsyncBeforeRequestHook,
    AsyncHooks,
    BeforeRequestContext,
    BeforeRequestHook,
    Hooks,
    SDKInitHook,
    SyncToAsyncBeforeRequestAdapter,
)


class ReturnsNone(BeforeRequestHook):
    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> None:  #: override, reportIncompatibleMethodOverride
        request.headers["x"] = "y"


class Async(BeforeRequestHook):
    async def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:  #: override, reportIncompatibleMethodOverride
        return request


class NotAsync(AsyncBeforeRequestHook):
    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:  #: override, reportIncompatibleMethodOverride
        return request


class WrongResponse(AfterSuccessHook):
    def after_success(self, hook_ctx: AfterSuccessContext, response: str) -> httpx.Response:  #: override, reportIncompatibleMethodOverride
        return httpx.Response(200)


class TooFew(AfterErrorHook):
    def after_error(self, hook_ctx: AfterErrorContext, error: Exception) -> Exception:  #: override, reportIncompatibleMethodOverride
        return error


class ReturnsNothing(AfterParseErrorHook):
    def after_parse_error(self, hook_ctx: AfterParseErrorContext, response: httpx.Response, error: Exception) -> None:  #: override, reportIncompatibleMethodOverride
        print(error)


class WrongInit(SDKInitHook):
    def sdk_init(self, base_url: str, client: object) -> str:  #: override, reportIncompatibleMethodOverride
        return base_url


class Missing(BeforeRequestHook):
    pass


class Right(BeforeRequestHook):
    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        hook_ctx.state.no_such_method()  #: attr-defined, reportAttributeAccessIssue
        return request


def init_hooks(hooks: Hooks) -> None:
    hooks.register_before_request_hook(Missing())  #: abstract, reportAbstractUsage
    hooks.register_after_success_hook(Right())  #: arg-type, reportArgumentType
    hooks.register_before_request_hook(Right)  #: arg-type, reportArgumentType


def init_async_hooks(hooks: AsyncHooks) -> None:
    hooks.register_before_request_hook(Right())  #: arg-type, reportArgumentType
    hooks.register_sdk_init_hook(Right())  #: attr-defined, reportAttributeAccessIssue
    SyncToAsyncBeforeRequestAdapter(NotAsync())  #: arg-type, reportArgumentType


SDK().thingz  #: attr-defined, reportAttributeAccessIssue
SDK().sdk_configuration.describe_hook()  #: attr-defined, reportAttributeAccessIssue
