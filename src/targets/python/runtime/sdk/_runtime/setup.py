"""Makes an SDK object's configuration ready: hooks, threads, clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Mapping, Optional

from .._hooks.sdkhooks import SDKHooks
from .executor import HookThreads
from .hooks.entries import USER, methods_of
from .hooks.files import make_async_hooks
from .hooks.sdkinit import configure as run_init
from .lifecycle import Runtime
from .servers import fill_template

if TYPE_CHECKING:
    from ..sdkconfiguration import SDKConfiguration

_CARRIED = ("_hooks", "_async_hooks", "_runtime")


def configure(
    config: SDKConfiguration,
    hooks: Optional[Iterable[object]] = None,
    hook_threads: Optional[int] = None,
) -> SDKConfiguration:
    """Registers the author's hooks and the user's, and runs ``sdk_init``, which may give another configuration."""
    sync_hooks = SDKHooks()
    async_hooks = make_async_hooks(sync_hooks)
    runtime = Runtime(
        sync_hooks.registry, async_hooks.registry, HookThreads(hook_threads)
    )
    _register_users(runtime, hooks or ())
    config.__dict__.update(
        _hooks=sync_hooks, _async_hooks=async_hooks, _runtime=runtime
    )
    configured = run_init(sync_hooks, config)
    if configured is not config:
        for name in _CARRIED:
            configured.__dict__[name] = config.__dict__[name]
    return configured


def _register_users(runtime: Runtime, hooks: Iterable[object]) -> None:
    runtime.hooks.phase = runtime.async_hooks.phase = USER
    for hook in hooks:
        for point, is_async in methods_of(hook).items():
            if is_async and point != "sdk_init":
                runtime.async_hooks.register(hook, point)
            else:
                runtime.hooks.register(hook, point)


def server_from(
    server_url: Optional[str], url_params: Optional[Mapping[str, str]]
) -> Optional[str]:
    """The caller's server URL with its variables filled in."""
    if server_url is None or not url_params:
        return server_url
    return fill_template(server_url, url_params)
