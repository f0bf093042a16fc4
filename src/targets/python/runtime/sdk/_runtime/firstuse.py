"""What an operation's first use in a running event loop imports and makes: done in a thread, while the loop goes on."""

from __future__ import annotations

from functools import lru_cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import httpx

from . import responses
from .coercion import adapter
from .executor import off_loop_once
from .loops import current_loop
from .operation import Operation
from .prepared import prepare

if TYPE_CHECKING:
    from ..sdkconfiguration import SDKConfiguration


async def make_ready(op: Operation[Any], config: SDKConfiguration) -> None:
    """Before the first call."""
    if current_loop() is not None:
        await off_loop_once(("operation", op), partial(_make_ready, op, config))


async def make_ready_for(op: Operation[Any], response: httpx.Response) -> None:
    """Before a response is decoded that is declared apart from those that came before."""
    table = responses.prepare(op)
    if table.is_new(response) and current_loop() is not None:
        key = ("response", op, response.status_code)
        try:
            await off_loop_once(key, partial(table.load, response))
        except BaseException:
            await response.aclose()
            raise


def _make_ready(op: Operation[Any], config: SDKConfiguration) -> None:
    prepare(op)
    model = op.security or getattr(config.security, "model", None)
    if model is not None:
        adapter(model())
    if isinstance(config.async_client, httpx.AsyncClient):
        _import_networking()
    op.cache["ready"] = True


@lru_cache(maxsize=1)
def _import_networking() -> None:
    """anyio, through which the HTTP client talks, imports the most when it is used in a loop first."""
    try:
        import_module("anyio._backends._asyncio")
    except ImportError:
        pass  # another release, or another HTTP library: nothing to do ahead
