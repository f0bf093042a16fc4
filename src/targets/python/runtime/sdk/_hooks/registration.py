"""Your hooks. This file is written once and is yours from then on, like any file that you add to this folder."""

from .types import Hooks


def init_hooks(hooks: Hooks) -> None:
    """Register hooks here; it is called once for each SDK object.

    Async methods run them too, in a worker thread; a class with ``blocking = False`` runs on the event loop.

        hooks.register_before_request_hook(MyHook())
    """
