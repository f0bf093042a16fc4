"""Hooks: your code at the points of a call's life. Register yours in ``registration.py``."""

from .clientcredentials import ClientCredentialsHook

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
    "ClientCredentialsHook",
    "HookContext",
    "Hooks",
    "ResponseContext",
    "SDKConfiguration",
    "SDKHooks",
    "SDKInitHook",
    "init_hooks",
]
