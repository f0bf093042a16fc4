"""From a caller's values to plain data: strings, numbers, lists and dicts under their wire names."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from enum import Enum
from typing import (
    TYPE_CHECKING,
    Any,
    Awaitable,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    cast,
)

from ..types.unset import UNSET
from ..utils.decimals import with_decimal_texts
from ..utils.serializers import adapter

if TYPE_CHECKING:
    from typing_extensions import TypeGuard

_SCALARS = frozenset({str, int, float, bool, type(None)})


def given(value: Any) -> bool:
    """Whether a caller gave an argument: neither None nor UNSET."""
    return value is not None and value is not UNSET


def class_of(value: Any) -> Any:
    """A value's class, for type checkers anything."""
    return cast(Any, type(value))


def is_list(value: Any) -> TypeGuard[List[Any]]:
    """A list, for type checkers of anything."""
    return isinstance(value, list)


def is_dict(value: Any) -> TypeGuard[Dict[str, Any]]:
    """A dict of plain data, for type checkers by text."""
    return isinstance(value, dict)


def is_mapping(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """A mapping, for type checkers by text."""
    return isinstance(value, (dict, AnyMapping))


def is_awaitable(value: Any) -> TypeGuard[Awaitable[Any]]:
    """Something to await, for type checkers of anything."""
    return hasattr(value, "__await__")


def model_fields(model: Any) -> Dict[str, Any]:
    """The fields of a model's class; none of anything else."""
    if not getattr(model, "__pydantic_fields_complete__", True):
        model.model_rebuild()  # only now are annotations types, with facts beside
    fields: Dict[str, Any] = getattr(model, "model_fields", {})
    return fields


def is_model(value: Any) -> bool:
    """A pydantic model, asked without importing pydantic."""
    return hasattr(class_of(value), "__pydantic_serializer__") and hasattr(
        value, "model_dump"
    )


def scalar_text(value: Any) -> str:
    """A value without parts as it stands in a URL or a header."""
    kind = class_of(value)
    if kind is str:
        return cast(str, value)
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return int.__repr__(value)
    if value is None:
        return "null"
    if isinstance(value, Enum):
        return scalar_text(value.value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8")
    if kind is float:
        return float.__repr__(value)
    return _other_text(value)


def _other_text(value: Any) -> str:
    from decimal import Decimal

    if isinstance(value, Decimal):
        return str(value)
    from datetime import datetime

    from pydantic_core import to_jsonable_python

    from ..types._schema import with_offset

    if isinstance(value, datetime):
        value = with_offset(value)
    simple: Any = to_jsonable_python(value)
    return (
        json_text(simple) if isinstance(simple, (dict, list)) else scalar_text(simple)
    )


def plain(value: Any) -> Any:
    """A scalar as it is; a model or mapping as a dict by wire names; any other iterable as a list."""
    if type(value) in _SCALARS or isinstance(value, (str, bytes, bytearray, Enum)):
        return value
    if is_model(value):
        return value.model_dump(mode="json", by_alias=True)
    if is_mapping(value):
        items = value.items()
        return {
            scalar_text(key): plain(item) for key, item in items if item is not UNSET
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in cast("Iterable[Any]", value)]
    if hasattr(class_of(value), "__iter__") and not hasattr(
        class_of(value), "__fspath__"
    ):
        return _listed(value)
    return value


def _listed(value: Any) -> Any:
    # Some scalars can be iterated over too (IPv4Network): pydantic knows them.
    if hasattr(class_of(value), "__next__") or hasattr(class_of(value), "__len__"):
        return [plain(item) for item in value]
    from pydantic_core import to_jsonable_python

    simple: Any = to_jsonable_python(value)
    return simple


def json_text(value: Any) -> str:
    """Compact JSON of plain data."""
    return json_bytes(value).decode("utf-8")


def json_bytes(value: Any) -> bytes:
    """Compact JSON of anything pydantic knows; decimals keep their digits."""
    from pydantic_core import to_json

    return to_json(value, by_alias=True)


def coercer(typ: Any) -> Callable[[Any], Any]:
    """Makes plain data of a value of this type, where dicts may stand for models and decimals are texts."""

    def coerce(value: Any) -> Any:
        if type(value) in _SCALARS:
            return value
        if is_model(value):
            return with_decimal_texts(lambda: plain(value))
        known = adapter(typ)
        valid = known.validate_python(value)
        return with_decimal_texts(
            lambda: known.dump_python(valid, mode="json", by_alias=True)
        )

    return coerce


def listed(values: Any) -> List[Any]:
    """A list of one or of many."""
    if isinstance(values, (list, tuple)):
        return list(cast("Iterable[Any]", values))
    return [values]


__all__ = [
    "adapter",
    "class_of",
    "coercer",
    "given",
    "is_awaitable",
    "is_dict",
    "is_list",
    "is_mapping",
    "is_model",
    "json_bytes",
    "json_text",
    "listed",
    "model_fields",
    "plain",
    "scalar_text",
]
