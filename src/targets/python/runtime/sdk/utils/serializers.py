"""From JSON to types and back. Type adapters are built once and kept."""

from __future__ import annotations

from decimal import Decimal
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    Literal,
    Union,
    cast,
    get_args,
    get_origin,
)

from ..types.unset import UNSET, Unset
from .decimals import exact_text, has_decimals, json_number, loads, validate_decimal

if TYPE_CHECKING:
    import httpx
    from pydantic import SerializationInfo, TypeAdapter

__all__ = [
    "adapter",
    "get_pydantic_model",
    "is_nullable",
    "is_union",
    "marshal_json",
    "serialize_decimal",
    "serialize_float",
    "serialize_int",
    "stream_to_bytes",
    "stream_to_bytes_async",
    "stream_to_text",
    "stream_to_text_async",
    "unmarshal",
    "unmarshal_json",
    "validate_const",
    "validate_decimal",
    "validate_float",
    "validate_int",
    "validate_open_enum",
]

_adapters: Dict[Any, TypeAdapter[Any]] = {}


def adapter(typ: Any) -> TypeAdapter[Any]:
    """Pydantic's adapter of a type, built at its first use."""
    try:
        found = _adapters.get(typ)
    except TypeError:  # not hashable: Annotated with a list, say
        return _new_adapter(typ)
    if found is None:
        found = _adapters[typ] = _new_adapter(typ)
    return found


def _new_adapter(typ: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    from ..types._forward import fill_missing_names_of_alias

    fill_missing_names_of_alias(typ)
    made = TypeAdapter(typ)
    if not made.pydantic_complete:  # a model whose build was deferred
        made.rebuild()
    return made


def unmarshal_json(raw: Union[str, bytes, bytearray], typ: Any) -> Any:
    """A value of the type from JSON text."""
    reader = adapter(typ)
    if has_decimals(reader, lambda: reader.core_schema):
        return reader.validate_python(loads(raw))
    return reader.validate_json(raw)


def unmarshal(val: Any, typ: Any, coerce_iterables: bool = True) -> Any:
    """A value of the type from plain data; iterables that are no lists can stand for some."""
    if coerce_iterables and _is_list(typ) and _is_iterable(val):
        val = list(val)
    return adapter(typ).validate_python(val)


def _is_list(typ: Any) -> bool:
    origin = get_origin(typ)
    if origin is Union:
        return any(_is_list(member) for member in get_args(typ))
    return origin is list


def _is_iterable(val: Any) -> bool:
    return hasattr(val, "__iter__") and not isinstance(
        val, (str, bytes, bytearray, dict, list)
    )


def marshal_json(val: Any, typ: Any) -> str:
    """JSON text of a value, by wire names; dicts may stand for models."""
    writer = adapter(typ)
    value = get_pydantic_model(val, typ)
    return exact_text(lambda: writer.dump_json(value, by_alias=True).decode("utf-8"))


def get_pydantic_model(data: Any, typ: Any) -> Any:
    """The data as the type has it: a dict becomes the model it stands for, a model stays the same object."""
    if data is None or data is UNSET:
        return data
    return unmarshal(data, typ)


def validate_int(b: Any) -> Any:
    """An integer from a number or a text, of any size."""
    if isinstance(b, str):
        return int(b)
    return b


def serialize_int(as_str: bool) -> Callable[[Any, SerializationInfo], Any]:
    """Writes an integer as a number, or as text."""

    def serialize(value: Any, info: SerializationInfo) -> Any:
        if as_str and isinstance(value, int) and info.mode_is_json():
            return str(int(value))
        return value

    return serialize


def validate_float(f: Any) -> Any:
    """A float from a number or a text."""
    if isinstance(f, str):
        return float(f)
    return f


def serialize_float(as_str: bool) -> Callable[[Any, SerializationInfo], Any]:
    """Writes a float as a number, or as text."""

    def serialize(value: Any, info: SerializationInfo) -> Any:
        if as_str and isinstance(value, (int, float)) and info.mode_is_json():
            return str(value)
        return value

    return serialize


def serialize_decimal(as_str: bool) -> Callable[[Any, SerializationInfo], Any]:
    """Writes a decimal as a number, or as text, with all its digits either way."""

    def serialize(value: Any, info: SerializationInfo) -> Any:
        if isinstance(value, Decimal) and info.mode_is_json():
            return str(value) if as_str else json_number(value)
        return value

    return serialize


def validate_const(v: Any) -> Callable[[Any], Any]:
    """Accepts only the one value; nothing given stands for it."""

    def validate(value: Any) -> Any:
        if value is None or isinstance(value, Unset):
            return value
        if value != v or isinstance(value, bool) is not isinstance(v, bool):
            raise ValueError(f"expected {v!r}")
        return value

    return validate


def validate_open_enum(is_int: bool) -> Callable[[Any], Any]:
    """Accepts the values of an open enum: any text, or any integer."""

    def validate(value: Any) -> Any:
        if value is None or isinstance(value, Unset):
            return value
        wanted = int if is_int else str
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise ValueError(f"expected {'an integer' if is_int else 'a text'}")
        return value

    return validate


def is_union(obj: object) -> bool:
    """Whether a type is written ``Union[...]`` or ``X | Y``."""
    origin = cast(Any, get_origin(obj))
    return origin is Union or getattr(origin, "__name__", "") == "UnionType"


def is_nullable(field: Any) -> bool:
    """Whether null is a value of the type: a ``Nullable`` or ``OptionalNullable``."""
    if field is None or field is type(None):
        return True
    if get_origin(field) is Literal:
        return None in get_args(field)
    return is_union(field) and any(is_nullable(member) for member in get_args(field))


def stream_to_text(stream: httpx.Response) -> str:
    """Reads a streamed response to its end, as text."""
    stream.read()
    return stream.text


async def stream_to_text_async(stream: httpx.Response) -> str:
    """Reads a streamed response to its end, as text."""
    await stream.aread()
    return stream.text


def stream_to_bytes(stream: httpx.Response) -> bytes:
    """Reads a streamed response to its end."""
    return stream.read()


async def stream_to_bytes_async(stream: httpx.Response) -> bytes:
    """Reads a streamed response to its end."""
    return await stream.aread()
