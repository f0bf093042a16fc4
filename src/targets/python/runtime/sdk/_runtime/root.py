"""What the root class of an SDK can do besides calling operations."""

from __future__ import annotations

import weakref
from types import TracebackType
from typing import TYPE_CHECKING, Optional, Type

from ..basesdk import BaseSDK
from .lifecycle import close, close_async
from .preload import preload, preload_async

if TYPE_CHECKING:
    from typing_extensions import Self

    from ..sdkconfiguration import SDKConfiguration


class RootSDK(BaseSDK):
    """Owns a configuration and what was opened for it; dropped without being closed, it closes that too."""

    def __init__(self, sdk_config: SDKConfiguration) -> None:
        super().__init__(sdk_config)
        weakref.finalize(self, close, sdk_config)

    def preload(self) -> None:
        """Imports everything now that would otherwise be imported at its first use."""
        preload(self)

    async def preload_async(self) -> None:
        """``preload`` in a worker thread."""
        await preload_async(self)


class SyncRootSDK(RootSDK):
    """A root class with sync methods."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: Optional[Type[BaseException]],
        exc_val: Optional[BaseException],
        exc_tb: Optional[TracebackType],
    ) -> None:
        close(self.sdk_configuration)


class AsyncRootSDK(RootSDK):
    """A root class with async methods."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: Optional[Type[BaseException]],
        exc_val: Optional[BaseException],
        exc_tb: Optional[TracebackType],
    ) -> None:
        await close_async(self.sdk_configuration)
