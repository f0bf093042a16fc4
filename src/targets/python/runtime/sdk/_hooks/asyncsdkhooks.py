"""The hooks of async methods, as one SDK object has them."""

from __future__ import annotations

from typing import Optional

from .._runtime.hooks.asyncregistry import AsyncRegistry
from .asyncregistration import init_async_hooks
from .asynctypes import (
    AsyncAfterErrorHook,
    AsyncAfterParseErrorHook,
    AsyncAfterSuccessHook,
    AsyncAroundRequestHook,
    AsyncBeforeRequestHook,
    AsyncHooks,
)
from .sdkhooks import SDKHooks


class AsyncSDKHooks(AsyncHooks):
    """Registers async hooks, to run after the sync ones, which async methods run adapted."""

    def __init__(self, sync_hooks: Optional[SDKHooks] = None) -> None:
        self.registry = AsyncRegistry((sync_hooks or SDKHooks()).registry)
        init_async_hooks(self)

    def register_before_request_hook(self, hook: AsyncBeforeRequestHook) -> None:
        self.registry.register(hook, "before_request")

    def register_around_request_hook(self, hook: AsyncAroundRequestHook) -> None:
        self.registry.register(hook, "around_request")

    def register_after_success_hook(self, hook: AsyncAfterSuccessHook) -> None:
        self.registry.register(hook, "after_success")

    def register_after_error_hook(self, hook: AsyncAfterErrorHook) -> None:
        self.registry.register(hook, "after_error")

    def register_after_parse_error_hook(self, hook: AsyncAfterParseErrorHook) -> None:
        self.registry.register(hook, "after_parse_error")

    def disable_auto_adaptation(self) -> None:
        self.registry.disable_auto_adaptation()
