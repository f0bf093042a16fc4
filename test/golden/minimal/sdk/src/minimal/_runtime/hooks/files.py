"""Which of the files in ``_hooks`` there are."""

from __future__ import annotations

from ..._hooks.sdkhooks import SDKHooks
from .asyncregistry import AsyncRegistry


class AsyncHooksOfSDK:
    """The hooks of async methods: the sync ones, adapted."""

    def __init__(self, sync_hooks: SDKHooks) -> None:
        self.registry = AsyncRegistry(sync_hooks.registry)


def make_async_hooks(sync_hooks: SDKHooks) -> AsyncHooksOfSDK:
    """The hooks of async methods."""
    return AsyncHooksOfSDK(sync_hooks)
