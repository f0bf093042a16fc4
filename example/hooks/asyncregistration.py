from .asynctypes import AsyncHooks
from .tokens import AsyncTokenHook


def init_async_hooks(hooks: AsyncHooks) -> None:
    hooks.register_before_request_hook(AsyncTokenHook())
