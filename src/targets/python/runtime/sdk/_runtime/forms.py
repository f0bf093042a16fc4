"""``application/x-www-form-urlencoded`` bodies, and what they share with multipart: a model's named values."""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple
from urllib.parse import quote_plus

from ..types.unset import UNSET
from .coercion import (
    adapter,
    class_of,
    is_list,
    is_mapping,
    is_model,
    json_text,
    model_fields,
    plain,
    scalar_text,
)
from .encoding import encode_query_reserved
from .operation import Part
from .payloads import is_upload
from .queries import styled_pieces

_DEFAULT = Part()


def named_values(value: Any, parts: Mapping[str, Part]) -> Iterator[Tuple[str, Any]]:
    """Wire name and plain value of each property that is given; the values of file parts are left as they are.

    Items of a list, which have no names, are named by their position.
    """
    if is_model(value):
        yield from _model_values(value, parts)
        return
    for key, item in _entries(value):
        if item is UNSET or item is None:
            continue
        name = scalar_text(key)
        is_file = parts.get(name, _DEFAULT).file or is_upload(item)
        yield name, item if is_file else plain(item)


def _entries(value: Any) -> Iterable[Tuple[Any, Any]]:
    if is_list(value):
        return enumerate(value)
    if is_mapping(value):
        return value.items()
    raise TypeError(
        f"A form can be made of a model, a mapping or a list, not of {type(value).__name__}."
    )


def _model_values(model: Any, parts: Mapping[str, Part]) -> Iterator[Tuple[str, Any]]:
    cls = class_of(model)
    files = {
        field: info
        for field, info in cls.model_fields.items()
        if parts.get(wire_name(field, info), _DEFAULT).file
    }
    # In one go, so that the order is the model's and what is unset is left out as everywhere.
    dumped: Dict[str, Any] = model.model_dump(
        mode="json", by_alias=True, exclude=set(files), exclude_none=True
    )
    for field, info in cls.model_fields.items():
        name = wire_name(field, info)
        if field in files:
            item = getattr(model, field)
            if item is not None and item is not UNSET:
                yield name, item
        elif name in dumped:
            yield name, dumped.pop(name)
    yield from dumped.items()


def wire_name(field: str, info: Any) -> str:
    """The name a model's field has on the wire."""
    alias: Optional[str] = info.serialization_alias or info.alias
    return alias or field


def field_values(
    model: Any, values: Mapping[str, Any], parts: Mapping[str, Part]
) -> Iterator[Tuple[str, Any]]:
    """``named_values`` of arguments that are the fields of a model, by their Python names."""
    for field, info in model_fields(model).items():
        if field not in values:
            continue
        value, name = values[field], wire_name(field, info)
        if value is None or value is UNSET:
            continue
        if parts.get(name, _DEFAULT).file:
            yield name, value
        else:
            yield name, _field_value(value, info)
    extra = values.get("additional_properties")
    if isinstance(extra, Mapping) and "additional_properties" not in model.model_fields:
        yield from named_values(extra, parts)


def _field_value(value: Any, info: Any) -> Any:
    if type(value) is str or is_model(value):
        return plain(value)
    typ = adapter(info.annotation)
    return typ.dump_python(
        typ.validate_python(value), mode="json", by_alias=True, warnings=False
    )


def write_form(values: Iterator[Tuple[str, Any]], parts: Mapping[str, Part]) -> bytes:
    """The body: arrays repeat their name, objects are JSON, unless the encoding says otherwise."""
    pieces: List[str] = []
    for name, value in values:
        pieces.extend(form_pieces(name, value, parts.get(name, _DEFAULT)))
    return "&".join(pieces).encode("ascii")


def form_pieces(name: str, value: Any, part: Part) -> List[str]:
    """``name=value`` pieces of one property."""
    if value is None:
        return []
    if part.content_type is not None and "json" in part.content_type:
        return [quote_plus(name) + "=" + quote_plus(json_text(value))]
    if part.style is None and part.explode is None:
        return _default_pieces(name, value)
    style = part.style or "form"
    explode = (
        part.explode if part.explode is not None else style in ("form", "deepObject")
    )
    enc = encode_query_reserved if part.allow_reserved else quote_plus
    return styled_pieces(name, style, explode, enc, quote_plus)(value)


def _default_pieces(name: str, value: Any) -> List[str]:
    start = quote_plus(name) + "="
    items = value if is_list(value) else [value]
    return [
        start
        + quote_plus(
            json_text(item) if isinstance(item, (dict, list)) else scalar_text(item)
        )
        for item in items
        if item is not None
    ]
