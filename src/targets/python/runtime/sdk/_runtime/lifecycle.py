"""What an SDK object holds besides its configuration, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from .clients import release_async
from .executor import HookThreads
from .hooks.asyncregistry import AsyncRegistry
from .hooks.syncregistry import SyncRegistry

if TYPE_CHECKING:
    from ..httpclient import AsyncHttpClient, HttpClient
    from ..sdkconfiguration import SDKConfiguration


class Runtime:
    """Hangs on the configuration, so that whoever has that has this."""

    def __init__(
        self, hooks: SyncRegistry, async_hooks: AsyncRegistry, threads: HookThreads
    ) -> None:
        self.hooks = hooks
        self.async_hooks = async_hooks
        self.threads = threads


def runtime_of(config: SDKConfiguration) -> Runtime:
    """The runtime of a configuration. One that no SDK object was made with has no hooks."""
    runtime: Optional[Runtime] = config.__dict__.get("_runtime")
    if runtime is None:
        hooks = SyncRegistry()
        runtime = Runtime(hooks, AsyncRegistry(hooks), HookThreads())
        config.__dict__["_runtime"] = runtime
    return runtime


def own_client(config: SDKConfiguration) -> Optional[HttpClient]:
    """The sync client, if the SDK made it."""
    return None if config.client_supplied else config.__dict__.get("client")


def own_async_client(config: SDKConfiguration) -> Optional[AsyncHttpClient]:
    """The async client, if the SDK made it."""
    return None if config.async_client_supplied else config.__dict__.get("async_client")


def close(config: SDKConfiguration) -> None:
    """Closes what the SDK opened, without an event loop. Also a finalizer: it waits for nothing."""
    runtime_of(config).threads.close()
    client, async_client = own_client(config), own_async_client(config)
    if client is not None:
        client.close()
    if async_client is not None:
        release_async(async_client)


async def close_async(config: SDKConfiguration) -> None:
    """Closes what the SDK opened."""
    runtime_of(config).threads.close()
    client, async_client = own_client(config), own_async_client(config)
    try:
        if async_client is not None:
            await async_client.aclose()
    finally:
        if client is not None:
            client.close()
