"""Which of the files in ``_hooks`` there are."""

from __future__ import annotations

from ..._hooks.asyncsdkhooks import AsyncSDKHooks
from ..._hooks.sdkhooks import SDKHooks


def make_async_hooks(sync_hooks: SDKHooks) -> AsyncSDKHooks:
    """The hooks of async methods, with what ``init_async_hooks`` registers."""
    return AsyncSDKHooks(sync_hooks)
