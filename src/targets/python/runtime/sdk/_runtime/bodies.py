"""Request bodies: each operation's is given its writer once."""

from __future__ import annotations

from typing import (
    Any,
    Callable,
    Dict,
    Iterator,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    Union,
    cast,
)

from ..types.unset import UNSET
from ..utils.decimals import exact_text, has_decimals
from .coercion import (
    adapter,
    class_of,
    given,
    is_dict,
    is_model,
    json_bytes,
    model_fields,
    scalar_text,
)
from .forms import field_values, named_values, write_form
from .multipart import form_parts, write_multipart
from .operation import Body
from .payloads import BodyStream, BytesPayload, joined, payload_of


class Written(NamedTuple):
    """A body as it is sent."""

    content: Union[bytes, BodyStream]
    media_type: str


Values = Mapping[str, Any]
Extra = Optional[Mapping[str, Any]]
BodyWriter = Callable[[Values, Extra], Optional[Written]]
"""From argument values, and properties to add, to a body; None where nothing is sent."""


def body_writer(body: Body) -> BodyWriter:
    """The writer for a kind of body."""
    if body.kind == "json":
        return _json_writer(body)
    if body.kind in ("form", "multipart"):
        return _form_writer(body)
    return _raw_writer(body)


def _json_writer(body: Body) -> BodyWriter:
    media_type = _concrete(body.media_type, "application/json")
    typ = body.type() if body.type is not None else Any
    dump = json_dumper(typ)
    known = model_fields(typ) if body.fields else {}

    def write(values: Values, extra: Extra) -> Optional[Written]:
        if body.argument is None:
            fields = _given_fields(body, values, known)
            if not fields and not body.required and not extra:
                return None
            content = dump(fields)
        else:
            value = values.get(body.argument, UNSET)
            if value is UNSET or (value is None and not body.required):
                return Written(json_bytes(extra), media_type) if extra else None
            content = dump(value)
        return Written(_with_extra(content, extra) if extra else content, media_type)

    return write


def json_dumper(typ: Any) -> Callable[[Any], bytes]:
    """Writes values of a type as JSON; dicts may stand for models."""
    if typ is Any:
        return json_bytes

    known = adapter(typ)

    def dump(value: Any) -> bytes:
        if is_model(value):
            serializer = class_of(value).__pydantic_serializer__
            return cast(bytes, serializer.to_json(value, by_alias=True, warnings=False))
        return known.dump_json(
            known.validate_python(value), by_alias=True, warnings=False
        )

    if not has_decimals(known, lambda: known.core_schema):
        return dump
    return lambda value: exact_text(lambda: dump(value).decode("utf-8")).encode("utf-8")


def _given_fields(body: Body, values: Values, known: Mapping[str, Any]) -> Values:
    """Arguments that are fields, without those that nobody gave; undeclared properties stand among them."""
    fields: Dict[str, Any] = {}
    for name in body.fields:
        value = values.get(name, UNSET)
        if name not in known:
            fields.update(value or {})  # additional_properties
        elif value is not UNSET and (
            value is not None or known[name].default is not None
        ):
            fields[name] = value
    return fields


def _with_extra(content: bytes, extra: Mapping[str, Any]) -> bytes:
    """Adds properties to a JSON object; a decimal in it must not go through a float."""
    from decimal import Decimal
    from json import loads

    present: Any = loads(content, parse_float=Decimal)
    if not is_dict(present):
        raise TypeError("extra_body can be added only to a body that is a JSON object.")
    added = json_bytes(dict(extra))
    if not extra:
        return content
    if not present:
        return added
    kept = {key for key in present if key not in extra}
    if len(kept) == len(present):
        return content[:-1] + b"," + added[1:]
    return _rewritten(content, extra)


def _rewritten(content: bytes, extra: Mapping[str, Any]) -> bytes:
    # Raw slices of the properties that stay, so that their text is untouched.
    from json import JSONDecoder

    text, decoder, position = content.decode("utf-8"), JSONDecoder(), 1
    pieces: List[str] = []
    while text[position] != "}":
        start = position
        key, position = decoder.raw_decode(text, position)
        _, position = decoder.raw_decode(text, position + 1)
        if key not in extra:
            pieces.append(text[start:position])
        if text[position] == ",":
            position += 1
    pieces.append(json_bytes(dict(extra)).decode("utf-8")[1:-1])
    return ("{" + ",".join(pieces) + "}").encode("utf-8")


def _form_writer(body: Body) -> BodyWriter:
    is_form = body.kind == "form"

    def write(values: Values, extra: Extra) -> Optional[Written]:
        whole = values.get(body.argument) if body.argument is not None else None
        if is_form and isinstance(whole, str):
            media_type = _concrete(body.media_type, "application/x-www-form-urlencoded")
            return Written(whole.encode("utf-8"), media_type)
        named = _named(body, values)
        if named is None and not extra:
            return None
        pairs = [*(named or ()), *(named_values(extra, {}) if extra else ())]
        if is_form:
            media_type = _concrete(body.media_type, "application/x-www-form-urlencoded")
            return Written(write_form(iter(pairs), body.parts), media_type)
        parts = form_parts(iter(pairs), body.parts, body.array_suffix)
        return Written(
            *write_multipart(parts, _concrete(body.media_type, "multipart/form-data"))
        )

    return write


def _named(body: Body, values: Values) -> Optional[Iterator[Tuple[str, Any]]]:
    """Wire names and values of a form's properties; None where no body is given."""
    typ = body.type() if body.type is not None else None
    if body.argument is None:
        fields = {name: values[name] for name in body.fields if name in values}
        if not body.required and not any(given(value) for value in fields.values()):
            return None
        if typ is None:
            return named_values(fields, body.parts)
        return field_values(typ, fields, body.parts)
    value = values.get(body.argument)
    if not given(value):
        return None
    if isinstance(value, Mapping) and hasattr(typ, "model_fields"):
        return field_values(typ, _by_field(typ, cast("Values", value)), body.parts)
    if not is_model(value) and not isinstance(value, Mapping):
        value = adapter(typ).validate_python(value)
    return named_values(value, body.parts)


def _by_field(model: Any, value: Values) -> Values:
    """A TypedDict by the model's field names, also where a key is the wire name."""
    from .forms import wire_name

    names = {
        wire_name(field, info): field for field, info in model.model_fields.items()
    }
    known = {
        key if key in model.model_fields else names.get(key, key): item
        for key, item in value.items()
    }
    extra = {key: item for key, item in known.items() if key not in model.model_fields}
    if extra and model.model_config.get("extra") == "allow":
        extra.pop("additional_properties", None)
        known["additional_properties"] = {
            **extra,
            **(known.get("additional_properties") or {}),
        }
    return known


def _raw_writer(body: Body) -> BodyWriter:
    """Text, XML and binary: text and bytes go as they are, anything that can be read is streamed."""
    argument = body.argument or (body.fields[0] if body.fields else "request")
    is_binary = body.kind == "binary"

    def write(values: Values, extra: Extra) -> Optional[Written]:
        value = values.get(argument)
        if not given(value):
            return None
        if isinstance(value, str):
            kind = "text/plain" if body.kind == "text" else "application/octet-stream"
            return Written(value.encode("utf-8"), _concrete(body.media_type, kind))
        if not is_binary and not _is_payload(value):
            text = scalar_text(value).encode("utf-8")
            return Written(text, _concrete(body.media_type, "text/plain"))
        payload = payload_of(value)
        return Written(joined([payload]), _payload_type(body, payload.filename))

    return write


def _is_payload(value: Any) -> bool:
    return isinstance(value, (bytes, bytearray, memoryview)) or any(
        hasattr(value, name) for name in ("read", "__fspath__", "__iter__", "__aiter__")
    )


def _payload_type(body: Body, filename: Optional[str]) -> str:
    if "*" not in body.media_type:
        return body.media_type
    from mimetypes import guess_type

    kind = guess_type(filename)[0] if filename else None
    return kind or "application/octet-stream"


def _concrete(media_type: str, fallback: str) -> str:
    """A media type that can be sent: a wildcard of the document is none."""
    return fallback if "*" in media_type else media_type


__all__ = ["BodyWriter", "BytesPayload", "Written", "body_writer", "json_dumper"]
