"""The event loop that runs here; who asks for one does not import asyncio for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    import asyncio


def current_loop() -> Optional[asyncio.AbstractEventLoop]:
    """None outside of asyncio: in a sync method, or in another async framework."""
    if "asyncio" not in sys.modules:
        return None
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def running_loop() -> asyncio.AbstractEventLoop:
    """The loop of the async method that runs; a clear error under anything but asyncio."""
    loop = current_loop()
    if loop is None:
        raise RuntimeError(
            "Sync hooks in async methods, and retries, need asyncio; this call runs in another async framework "
            "(trio?). Use native async hooks there, or run the call in asyncio."
        )
    return loop
