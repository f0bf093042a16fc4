"""What models are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, List

from ..utils.dynamic_imports import lazy_getattr
from .unset import UNSET, UNSET_SENTINEL, Nullable, OptionalNullable, Unset

if TYPE_CHECKING:
    from .base64fileinput import Base64EncodedString, Base64FileInput
    from .basemodel import BaseModel
    from .unrecognized import UnrecognizedInt, UnrecognizedStr

__all__ = [
    "Base64EncodedString",
    "Base64FileInput",
    "BaseModel",
    "Nullable",
    "OptionalNullable",
    "UNSET",
    "UNSET_SENTINEL",
    "UnrecognizedInt",
    "UnrecognizedStr",
    "Unset",
]

_dynamic_imports = {
    "Base64EncodedString": ".base64fileinput",
    "Base64FileInput": ".base64fileinput",
    "BaseModel": ".basemodel",
    "UnrecognizedInt": ".unrecognized",
    "UnrecognizedStr": ".unrecognized",
}

if not TYPE_CHECKING:  # a typo stays an error for type checkers

    def __getattr__(name: str) -> object:
        return lazy_getattr(__name__, _dynamic_imports, name)

    def __dir__() -> List[str]:
        return sorted(__all__)
