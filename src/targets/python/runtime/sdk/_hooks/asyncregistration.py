"""Your hooks for async methods. This file is written once and is yours from then on."""

from .asynctypes import AsyncHooks


def init_async_hooks(hooks: AsyncHooks) -> None:
    """Register native async hooks here; it is called once for each SDK object, after ``init_hooks``.

    Async methods run the hooks of ``registration.py`` first, each in a worker thread. From there:

    1. Nothing to do: sync hooks work in async methods as they are.
    2. Step by step: register an async hook here, with ``supersedes = (MySyncHook,)`` where it replaces a sync one.
    3. When all are replaced: ``hooks.disable_auto_adaptation()`` leaves only what is registered here.

        hooks.register_before_request_hook(MyAsyncHook())
    """
