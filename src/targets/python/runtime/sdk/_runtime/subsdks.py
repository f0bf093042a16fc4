"""Sub-SDKs, imported at their first use; in a running event loop, in a thread."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Callable, Iterable

from .executor import off_loop_once
from .loops import current_loop
from .raw import response_mode

if TYPE_CHECKING:
    from ..basesdk import BaseSDK

_PACKAGE = __name__.rpartition("._runtime")[0]
_NO_METHODS = {
    "do_request",
    "parent_ref",
    "sdk_configuration",
    "sub_sdk_names",
    "with_raw_response",
    "with_streaming_response",
}


def sub_sdk(parent: BaseSDK, name: str, source: str) -> Any:
    """The sub-SDK ``module:Class`` of an attribute, or what stands for it while its module is not imported."""
    module = source.partition(":")[0]
    load = partial(load_sub_sdk, parent, name, source)
    if (
        current_loop() is not None
        and f"{_PACKAGE}.{module}" not in sys.modules
        and response_mode(parent) is None
    ):
        return Later(load, source, _is_async_only(parent))
    return load()


def load_sub_sdk(parent: BaseSDK, name: str, source: str) -> Any:
    """The sub-SDK itself, made once."""
    module, _, class_name = source.partition(":")
    found = getattr(import_module(f"{_PACKAGE}.{module}"), class_name)
    known = parent.__dict__
    return known.get(name) or known.setdefault(
        name, found(parent.sdk_configuration, parent_ref=parent)
    )


def _is_async_only(sdk: BaseSDK) -> bool:
    """Whether methods are async without saying so in their names (``asyncMode: split``)."""
    root: Any = sdk
    while root.parent_ref is not None:
        root = root.parent_ref
    return not hasattr(root, "__enter__")


class Later:
    """Stands for a sub-SDK, or for what it has by some name, until an async method is called.

    A call imports in a thread. What needs the real object without awaiting anything imports at once.
    """

    def __init__(self, load: Callable[[], Any], path: str, is_async: bool) -> None:
        self._load = load
        self._path = path
        self._is_async = is_async

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in _NO_METHODS:
            return getattr(self._load(), name)
        is_async = self._is_async or name.endswith("_async")
        path = f"{self._path}.{name}"
        return Later(lambda: getattr(self._load(), name), path, is_async)

    def __call__(self, *args: Any, **arguments: Any) -> Any:
        if self._is_async:
            return self._call(*args, **arguments)
        return self._load()(*args, **arguments)

    async def _call(self, *args: Any, **arguments: Any) -> Any:
        await off_loop_once(("attribute", self._path), self._load)
        return await self._load()(*args, **arguments)

    def __dir__(self) -> Iterable[str]:
        return dir(self._load())

    def __repr__(self) -> str:
        return repr(self._load())
