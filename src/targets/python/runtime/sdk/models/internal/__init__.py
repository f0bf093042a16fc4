from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List

from ...utils.dynamic_imports import lazy_getattr

if TYPE_CHECKING:
    from .globals import Globals, GlobalsTypedDict

__all__ = ["Globals", "GlobalsTypedDict"]

_dynamic_imports: Dict[str, str] = {
    "Globals": ".globals",
    "GlobalsTypedDict": ".globals",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        return lazy_getattr(__name__, _dynamic_imports, name)

    def __dir__() -> List[str]:
        return sorted(__all__)
