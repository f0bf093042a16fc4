"""Importing ahead what is otherwise imported at its first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, List, Set

from .executor import off_loop
from .subsdks import load_sub_sdk

if TYPE_CHECKING:
    from ..basesdk import BaseSDK

_PACKAGE = __name__.rpartition("._runtime")[0]


def preload(sdk: BaseSDK) -> None:
    """Imports the sub-SDKs' modules, the models and the errors."""
    seen: Set[str] = set()
    left: List[BaseSDK] = [sdk]
    while left:
        current = left.pop()
        for name, source in current.sub_sdk_sources().items():
            child: BaseSDK = load_sub_sdk(current, name, source)
            if type(child).__qualname__ not in seen:
                seen.add(type(child).__qualname__)
                left.append(child)
    for name in ("models", "errors"):
        _load_all(f"{_PACKAGE}.{name}")


def _load_all(package: str) -> None:
    try:
        module = import_module(package)
    except ModuleNotFoundError:
        return  # an API without models, or with its errors among them
    for name in getattr(module, "__all__", ()):
        value: object = getattr(module, name)
        rebuild = getattr(value, "model_rebuild", None)
        if isinstance(value, type) and callable(rebuild):
            rebuild()


async def preload_async(sdk: BaseSDK) -> None:
    """``preload`` in a worker thread, so that the event loop goes on."""
    await off_loop(lambda: preload(sdk))
