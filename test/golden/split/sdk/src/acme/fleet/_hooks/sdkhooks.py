"""The hooks of sync methods, as one SDK object has them."""

from __future__ import annotations

from typing import Optional, Tuple

import httpx

from .._runtime.hooks.entries import AUTHOR, BUILT_IN
from .._runtime.hooks.points import (
    AFTER_ERROR,
    AFTER_PARSE_ERROR,
    AFTER_SUCCESS,
    BEFORE_REQUEST,
)
from .._runtime.hooks.sdkinit import run_init_hooks
from .._runtime.hooks.syncregistry import SyncRegistry, run_hooks
from .registration import init_hooks
from .types import (
    AfterErrorContext,
    AfterErrorHook,
    AfterParseErrorContext,
    AfterParseErrorHook,
    AfterSuccessContext,
    AfterSuccessHook,
    AroundRequestHook,
    BeforeRequestContext,
    BeforeRequestHook,
    Hooks,
    SDKInitHook,
)
from ..httpclient import HttpClient


def register_built_in(hooks: Hooks) -> None:
    """Registers the hooks that the SDK itself has; they come first."""


class SDKHooks(Hooks):
    """Registers hooks, and runs them in the order of registration."""

    def __init__(self) -> None:
        self.registry = SyncRegistry()
        self.registry.phase = BUILT_IN
        register_built_in(self)
        self.registry.phase = AUTHOR
        init_hooks(self)

    def register_sdk_init_hook(self, hook: SDKInitHook) -> None:
        self.registry.register(hook, "sdk_init")

    def register_before_request_hook(self, hook: BeforeRequestHook) -> None:
        self.registry.register(hook, "before_request")

    def register_around_request_hook(self, hook: AroundRequestHook) -> None:
        self.registry.register(hook, "around_request")

    def register_after_success_hook(self, hook: AfterSuccessHook) -> None:
        self.registry.register(hook, "after_success")

    def register_after_error_hook(self, hook: AfterErrorHook) -> None:
        self.registry.register(hook, "after_error")

    def register_after_parse_error_hook(self, hook: AfterParseErrorHook) -> None:
        self.registry.register(hook, "after_parse_error")

    def sdk_init(self, base_url: str, client: HttpClient) -> Tuple[str, HttpClient]:
        return run_init_hooks(self.registry, base_url, client)

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        hooks = self.registry.points["before_request"]
        result: httpx.Request
        result = run_hooks(BEFORE_REQUEST, hooks, hook_ctx, request)
        return result

    def after_success(
        self, hook_ctx: AfterSuccessContext, response: httpx.Response
    ) -> httpx.Response:
        hooks = self.registry.points["after_success"]
        result: httpx.Response
        result = run_hooks(AFTER_SUCCESS, hooks, hook_ctx, response)
        return result

    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Tuple[Optional[httpx.Response], Optional[Exception]]:
        hooks = self.registry.points["after_error"]
        response, error = run_hooks(AFTER_ERROR, hooks, hook_ctx, (response, error))
        return response, error

    def after_parse_error(
        self,
        hook_ctx: AfterParseErrorContext,
        response: httpx.Response,
        error: Exception,
    ) -> Exception:
        hooks = self.registry.points["after_parse_error"]
        result: Exception
        _, result = run_hooks(AFTER_PARSE_ERROR, hooks, hook_ctx, (response, error))
        return result
