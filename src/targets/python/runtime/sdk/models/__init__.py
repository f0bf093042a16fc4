from __future__ import annotations

from typing import TYPE_CHECKING, List

from ..utils.dynamic_imports import lazy_getattr

if TYPE_CHECKING:
    from . import internal
    from .security import Security, SecurityTypedDict
    from .thing import Thing, ThingTypedDict

__all__ = [
    "Security",
    "SecurityTypedDict",
    "Thing",
    "ThingTypedDict",
    "internal",
]

_dynamic_imports = {
    "Security": ".security",
    "SecurityTypedDict": ".security",
    "Thing": ".thing",
    "ThingTypedDict": ".thing",
}

_sub_packages = ["internal"]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        return lazy_getattr(__name__, _dynamic_imports, name, _sub_packages)

    def __dir__() -> List[str]:
        return sorted(__all__)
