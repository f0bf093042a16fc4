from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List

from ..utils.dynamic_imports import lazy_getattr

if TYPE_CHECKING:
    from .security import Security, SecurityTypedDict
    from .thing import Thing, ThingTypedDict

__all__ = [
    "Security",
    "SecurityTypedDict",
    "Thing",
    "ThingTypedDict",
]

_dynamic_imports: Dict[str, str] = {
    "Security": ".security",
    "SecurityTypedDict": ".security",
    "Thing": ".thing",
    "ThingTypedDict": ".thing",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        return lazy_getattr(__name__, _dynamic_imports, name)

    def __dir__() -> List[str]:
        return sorted(__all__)
