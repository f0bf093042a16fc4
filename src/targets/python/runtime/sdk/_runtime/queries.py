"""Query strings, headers and cookies: each parameter gets its writer once."""

from __future__ import annotations

from typing import Any, Callable, List, Tuple
from urllib.parse import quote_plus

from ..utils.serializers import marshal_json
from .coercion import class_of, coercer, is_dict, json_text, plain, scalar_text
from .encoding import Encode, encode, encode_cookie, encode_query_reserved, header_value
from .operation import Param
from .writers import PiecesWriter, deep_object, form, simple

HeaderWriter = Callable[[Any], List[Tuple[str, "str | bytes"]]]

_SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def query_writer(param: Param) -> PiecesWriter:
    """Gives ``name=value`` pieces; none for what is empty."""
    if param.location == "querystring":
        return _whole_query(param)
    enc = encode_query_reserved if param.allow_reserved else encode
    if param.content is not None:
        return _content_pieces(param, enc)
    write = styled_pieces(param.name, param.style, param.explode, enc, encode)
    coerce = coercer(param.type()) if param.type is not None else plain
    start = encode(param.name) + "="
    empty = [start] if param.allow_empty_value else []

    def pieces(value: Any) -> List[str]:
        kind = class_of(value)
        if kind is str:
            return [start + enc(value)]
        if kind is int or kind is bool:
            return [start + scalar_text(value)]
        return write(coerce(value)) or empty

    return pieces


def styled_pieces(
    name: str, style: str, explode: bool, enc: Encode, name_enc: Encode
) -> PiecesWriter:
    """The writer of a style that gives ``name=value`` pieces."""
    if style == "deepObject":
        return deep_object(name, enc, name_enc)
    return form(name, explode, enc, name_enc, _SEPARATORS.get(style, ","))


def _content_pieces(param: Param, enc: Encode) -> PiecesWriter:
    start = encode(param.name) + "="
    text = content_text(param)
    return lambda value: [start + enc(text(value))]


def content_text(param: Param) -> Callable[[Any], str]:
    """Writes a value in the parameter's media type: JSON, or text as it is."""
    typ = param.type() if param.type is not None else Any
    if "json" in (param.content or ""):
        return lambda value: marshal_json(value, typ)
    coerce = coercer(typ)

    def text(value: Any) -> str:
        value = coerce(value)
        return (
            json_text(value) if isinstance(value, (dict, list)) else scalar_text(value)
        )

    return text


def _whole_query(param: Param) -> PiecesWriter:
    """OpenAPI 3.2 ``in: querystring``: the value is the query string."""
    coerce = coercer(param.type()) if param.type is not None else plain
    is_json = "json" in (param.content or "")

    def pieces(value: Any) -> List[str]:
        value = coerce(value)
        if is_json:
            return [encode(json_text(value))]
        if not is_dict(value):
            return [encode_query_reserved(scalar_text(value))]
        return [
            piece
            for key, item in value.items()
            for piece in form(key, True, quote_plus, quote_plus)(item)
        ]

    return pieces


def header_writer(param: Param) -> HeaderWriter:
    """Gives the header, or nothing for an empty list or object. Values are not percent-encoded."""
    name = param.name
    coerce = coercer(param.type()) if param.type is not None else plain
    write = simple(name, param.explode, str)
    if param.content is not None:
        write = content_text(param)

    def headers(value: Any) -> List[Tuple[str, "str | bytes"]]:
        if type(value) is not str:
            value = coerce(value)
            if isinstance(value, (dict, list)) and not value:
                return []
            value = write(value)
        return [(name, header_value(name, value))]

    return headers


def cookie_writer(param: Param) -> PiecesWriter:
    """Gives ``name=value`` pieces of the ``Cookie`` header."""
    if param.content is not None:
        text = content_text(param)
        return lambda value: [f"{param.name}={encode_cookie(text(value))}"]
    coerce = coercer(param.type()) if param.type is not None else plain
    write = form(param.name, param.explode, encode_cookie, str)
    return lambda value: write(coerce(value))
