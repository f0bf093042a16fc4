"""Hooks: your code at the points of a call's life. Register yours in ``registration.py``."""

from ..sdkconfiguration import SDKConfiguration
from .adapters import (
    AsyncToSyncAfterErrorAdapter,
    AsyncToSyncAfterParseErrorAdapter,
    AsyncToSyncAfterSuccessAdapter,
    AsyncToSyncBeforeRequestAdapter,
    SyncToAsyncAfterErrorAdapter,
    SyncToAsyncAfterParseErrorAdapter,
    SyncToAsyncAfterSuccessAdapter,
    SyncToAsyncBeforeRequestAdapter,
)
from .asyncregistration import init_async_hooks
from .asyncsdkhooks import AsyncSDKHooks
from .asynctypes import (
    AsyncAfterErrorHook,
    AsyncAfterParseErrorHook,
    AsyncAfterSuccessHook,
    AsyncAroundRequestHook,
    AsyncBeforeRequestHook,
    AsyncHooks,
)
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
    "AsyncAfterErrorHook",
    "AsyncAfterParseErrorHook",
    "AsyncAfterSuccessHook",
    "AsyncAroundRequestHook",
    "AsyncBeforeRequestHook",
    "AsyncHooks",
    "AsyncSDKHooks",
    "AsyncToSyncAfterErrorAdapter",
    "AsyncToSyncAfterParseErrorAdapter",
    "AsyncToSyncAfterSuccessAdapter",
    "AsyncToSyncBeforeRequestAdapter",
    "BeforeRequestContext",
    "BeforeRequestHook",
    "HookContext",
    "Hooks",
    "ResponseContext",
    "SDKConfiguration",
    "SDKHooks",
    "SDKInitHook",
    "SyncToAsyncAfterErrorAdapter",
    "SyncToAsyncAfterParseErrorAdapter",
    "SyncToAsyncAfterSuccessAdapter",
    "SyncToAsyncBeforeRequestAdapter",
    "init_async_hooks",
    "init_hooks",
]
