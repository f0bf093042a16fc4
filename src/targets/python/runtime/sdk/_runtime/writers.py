"""Parameter styles (OpenAPI 3.1 "Style Examples", RFC 6570): plain data in, text out.

A writer is chosen and built once for each parameter. Path writers give the text of the expression; query and
cookie writers give ``name=value`` pieces, which the caller joins with ``&`` or ``; ``.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from .coercion import is_dict, is_list, json_text, scalar_text
from .encoding import Encode

TextWriter = Callable[[Any], str]
PiecesWriter = Callable[[Any], List[str]]


def _item(value: Any, enc: Encode) -> str:
    # Styles say nothing about what is nested deeper: it is written as JSON.
    if isinstance(value, (dict, list)):
        return enc(json_text(value))
    return enc(scalar_text(value))


def _items(values: List[Any], enc: Encode) -> List[str]:
    return [_item(value, enc) for value in values if value is not None]


def _pairs(value: Dict[str, Any], enc: Encode, between: str) -> List[str]:
    return [
        enc(key) + between + _item(item, enc)
        for key, item in value.items()
        if item is not None
    ]


def simple(name: str, explode: bool, enc: Encode) -> TextWriter:
    """``blue,black,brown``; ``R,100,G,200`` or exploded ``R=100,G=200``."""
    between = "=" if explode else ","

    def write(value: Any) -> str:
        if is_list(value):
            return ",".join(_items(value, enc))
        if is_dict(value):
            return ",".join(_pairs(value, enc, between))
        return enc(scalar_text(value))

    return write


def label(name: str, explode: bool, enc: Encode) -> TextWriter:
    """``.blue,black,brown`` or exploded ``.blue.black.brown``; ``.R=100.G=200``."""
    separator = "." if explode else ","
    between = "=" if explode else ","

    def write(value: Any) -> str:
        if is_list(value):
            parts = _items(value, enc)
        elif is_dict(value):
            parts = _pairs(value, enc, between)
        else:
            parts = [enc(scalar_text(value))]
        return "." + separator.join(parts) if parts else ""

    return write


def matrix(name: str, explode: bool, enc: Encode) -> TextWriter:
    """``;color=blue,black`` or exploded ``;color=blue;color=black``; ``;R=100;G=200``."""
    start = ";" + enc(name)

    def named(text: str) -> str:
        return start + "=" + text if text else start

    def write(value: Any) -> str:
        if is_list(value):
            parts = _items(value, enc)
            if explode:
                return "".join([named(part) for part in parts])
            return named(",".join(parts)) if parts else ""
        if is_dict(value):
            if explode:
                # RFC 6570, 3.2.7: no "=" before an empty value.
                return "".join(
                    ";" + pair.rstrip("=") if pair.endswith("=") else ";" + pair
                    for pair in _pairs(value, enc, "=")
                )
            parts = _pairs(value, enc, ",")
            return named(",".join(parts)) if parts else ""
        return named(enc(scalar_text(value)))

    return write


def form(
    name: str, explode: bool, enc: Encode, name_enc: Encode, separator: str = ","
) -> PiecesWriter:
    """``color=blue,black`` or exploded ``color=blue``, ``color=black``; objects ``R=100``, ``G=200``.

    With another separator (``%20``, ``%7C``) it is spaceDelimited or pipeDelimited.
    """
    start = name_enc(name) + "="

    def write(value: Any) -> List[str]:
        if is_list(value):
            parts = _items(value, enc)
            if explode:
                return [start + part for part in parts]
            return [start + separator.join(parts)] if parts else []
        if is_dict(value):
            if explode:
                return [
                    name_enc(key) + "=" + _item(item, enc)
                    for key, item in value.items()
                    if item is not None
                ]
            parts = [
                part
                for key, item in value.items()
                if item is not None
                for part in (enc(key), _item(item, enc))
            ]
            return [start + separator.join(parts)] if parts else []
        return [start + enc(scalar_text(value))]

    return write


def deep_object(name: str, enc: Encode, name_enc: Encode) -> PiecesWriter:
    """``color[R]=100``, ``color[G]=200``; nested objects go on, arrays repeat their key."""

    def collect(prefix: str, value: Any, into: List[str]) -> None:
        if is_dict(value):
            for key, item in value.items():
                if item is not None:
                    collect(f"{prefix}[{key}]", item, into)
        elif is_list(value):
            for index, item in enumerate(value):
                if isinstance(item, (dict, list)):
                    collect(f"{prefix}[{index}]", item, into)
                elif item is not None:
                    collect(prefix, item, into)
        else:
            into.append(name_enc(prefix) + "=" + enc(scalar_text(value)))

    def write(value: Any) -> List[str]:
        into: List[str] = []
        collect(name, value, into)
        return into

    return write
