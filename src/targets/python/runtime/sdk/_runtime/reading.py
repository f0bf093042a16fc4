"""Readers of response bodies: bytes in, a value of the declared type out, without decoding twice."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from ..types.unset import UNSET
from ..utils.decimals import has_decimals, loads
from .coercion import adapter, is_dict, is_list
from .settings import RESPONSE_VALIDATION

Reader = Callable[[bytes], Any]

_BOM = b"\xef\xbb\xbf"


def json_reader(typ: Any, validation: str = RESPONSE_VALIDATION) -> Reader:
    """Reads JSON as a type: strictly, leniently (what does not fit stays as it is), or not checked at all."""
    if typ is Any or validation == "off":
        return _plain_json
    known = adapter(typ)
    if has_decimals(known, lambda: known.core_schema):
        strict: Reader = lambda body: known.validate_python(loads(body))  # noqa: E731
    else:
        strict = known.validator.validate_json
    if validation != "lenient":
        return strict

    def lenient(body: bytes) -> Any:
        from pydantic import ValidationError

        try:
            return strict(body)
        except ValidationError:
            return construct(typ, _plain_json(body))

    return lenient


def _plain_json(body: bytes) -> Any:
    from pydantic_core import from_json

    return from_json(body)


def as_utf8(body: bytes, charset: Optional[str]) -> bytes:
    """JSON in another encoding, or with a byte order mark, as pydantic reads it."""
    if body[:3] == _BOM:
        return body[3:]
    if charset is None or charset.lower().replace("_", "-") in (
        "utf-8",
        "utf8",
        "us-ascii",
    ):
        return body
    try:
        return body.decode(charset).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return body


def construct(typ: Any, data: Any) -> Any:
    """A value as near to the type as it goes: what fits is read, what does not stays as it came."""
    from pydantic import ValidationError

    try:
        return adapter(typ).validate_python(data)
    except ValidationError:
        pass
    return _loosely(typ, data)


def _loosely(typ: Any, data: Any) -> Any:
    from typing import get_args, get_origin

    from .coercion import is_model

    if is_dict(data) and hasattr(typ, "model_fields"):
        return _construct_model(typ, data)
    inner = get_args(typ)
    origin = get_origin(typ)
    if is_list(data) and origin is list and inner:
        return [construct(inner[0], item) for item in data]
    if is_dict(data) and origin is dict and len(inner) == 2:
        values = data
        return {key: construct(inner[1], item) for key, item in values.items()}
    for member in inner:
        if isinstance(member, type) or get_origin(member) is not None:
            found = _loosely(member, data)
            if is_model(found) or found is not data:
                return found
    return data


def _construct_model(model: Any, data: Dict[str, Any]) -> Any:
    from .coercion import model_fields

    rest = dict(data)
    values: Dict[str, Any] = {}
    for name, info in model_fields(model).items():
        wire = (
            info.validation_alias
            if isinstance(info.validation_alias, str)
            else info.alias
        )
        item = rest.pop(wire or name, UNSET)
        if item is not UNSET:
            values[name] = construct(info.rebuild_annotation(), item)
    extra = rest if model.model_config.get("extra") == "allow" else {}
    return model.model_construct(**values, **extra)


def text_reader(typ: Any) -> Callable[[str], Any]:
    """Reads a text body as a type: text itself, or a number, a date, an enum."""
    if typ is None or typ is str or typ is Any:
        return lambda text: text
    known = adapter(typ)
    return known.validate_python
