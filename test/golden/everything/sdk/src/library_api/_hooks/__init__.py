"""Hooks: your code at the points of a call's life. Register yours in ``registration.py``."""

from ..sdkconfiguration import SDKConfiguration
from .registration import init_hooks
from .sdkhooks import SDKHooks
from .types import (
    AfterErrorContext,
    AfterErrorHook,
    AfterParseErrorContext,
    AfterParseErrorHook,
    AfterSuccessContext,
    AfterSuccessHook,
    AroundRequestContext,
    AroundRequestHook,
    BeforeRequestContext,
    BeforeRequestHook,
    HookContext,
    Hooks,
    ResponseContext,
    SDKInitHook,
)

__all__ = [
    "AfterErrorContext",
    "AfterErrorHook",
    "AfterParseErrorContext",
    "AfterParseErrorHook",
    "AfterSuccessContext",
    "AfterSuccessHook",
    "AroundRequestContext",
    "AroundRequestHook",
    "BeforeRequestContext",
    "BeforeRequestHook",
    "HookContext",
    "Hooks",
    "ResponseContext",
    "SDKConfiguration",
    "SDKHooks",
    "SDKInitHook",
    "init_hooks",
]
