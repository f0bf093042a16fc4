"""Path templates: ``/things/{thingId}/parts`` is taken apart once, and filled for each call."""

from __future__ import annotations

import re
from typing import Any, Callable, List, Mapping, Optional, Tuple
from urllib.parse import quote

from .coercion import coercer, json_text, plain
from .encoding import encode, encode_path_reserved, hide_dot_segments
from .operation import Param
from .writers import TextWriter, label, matrix, simple

_EXPRESSION = re.compile(r"\{([^{}]+)\}")
_LITERAL_SAFE = "/%:@!$&'()*+,;=~?"
_STYLES = {"simple": simple, "label": label, "matrix": matrix}

FillPath = Callable[[Callable[[Param], Any]], str]
"""Given how to look up a parameter's value, gives the path."""


def compile_path(template: str, parameters: Tuple[Param, ...]) -> FillPath:
    """A function that fills the template; without expressions it always gives the same text."""
    by_name = {param.name: param for param in parameters if param.location == "path"}
    pieces = _EXPRESSION.split(template.split("#", 1)[0])
    literals = [_literal(piece) for piece in pieces[::2]]
    holes: List[Tuple[Param, TextWriter, bool]] = []
    for index, name in enumerate(pieces[1::2]):
        param = by_name.get(name)
        if param is None:
            literals[index + 1] = _literal("{" + name + "}") + literals[index + 1]
            literals[index] += literals.pop(index + 1)
            continue
        alone = literals[index].endswith("/") and _starts_segment(
            pieces[2 * index + 2], len(pieces) == 2 * index + 3
        )
        holes.append((param, path_writer(param), alone))
    if not holes:
        fixed = "".join(literals)
        return lambda value_of: fixed
    return _filler(literals, holes)


def _starts_segment(following: str, is_last: bool) -> bool:
    return following[:1] in ("/", "?") or (is_last and not following)


def _literal(text: str) -> str:
    return quote(text, safe=_LITERAL_SAFE)


def _filler(
    literals: List[str], holes: List[Tuple[Param, TextWriter, bool]]
) -> FillPath:
    first = literals[0]
    steps = [(*hole, literals[index + 1]) for index, hole in enumerate(holes)]

    def fill(value_of: Callable[[Param], Any]) -> str:
        text = first
        for param, write, alone, literal in steps:
            written = write(value_of(param))
            if alone and not written:
                raise ValueError(
                    f"The path parameter {param.argument!r} must not be empty."
                )
            text += written + literal
        return hide_dot_segments(text) if "/." in text else text

    return fill


def path_writer(param: Param) -> TextWriter:
    """Writes one value in its style; refuses None, which would change which resource is meant."""
    enc = encode_path_reserved if param.allow_reserved else encode
    coerce = coercer(param.type()) if param.type is not None else plain
    if param.content is not None:
        written: TextWriter = lambda value: enc(_content_text(value))  # noqa: E731
    else:
        style = _STYLES.get(param.style, simple)
        written = style(param.name, param.explode, enc)

    plainly = param.content is None and param.style == "simple"

    def write(value: Any) -> str:
        if type(value) is str:
            if plainly:
                return enc(value)
        else:
            value = coerce(value)
        if value is None:
            raise ValueError(f"The path parameter {param.argument!r} must not be None.")
        return written(value)

    return write


def _content_text(value: Any) -> str:
    return value if isinstance(value, str) else json_text(value)


def fill_by_name(template: str, values: Mapping[str, str]) -> str:
    """Puts written values in the place of ``{names}``."""

    def replace(match: "re.Match[str]") -> str:
        found: Optional[str] = values.get(match.group(1))
        return match.group(0) if found is None else found

    return _EXPRESSION.sub(replace, template)
