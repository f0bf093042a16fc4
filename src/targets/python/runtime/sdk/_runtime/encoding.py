"""Percent-encoding (RFC 3986, RFC 6570) and what may stand in a header."""

from __future__ import annotations

import re
from typing import Callable
from urllib.parse import quote

Encode = Callable[[str], str]

# RFC 3986 reserved characters, without those that would end the part of the URL a value stands in.
_QUERY_RESERVED = ":/?[]@!$'()*+,;="
_PATH_RESERVED = ":/@!$&'()*+,;="
# What RFC 6265 lets stand in a cookie's value, without "%", which marks what was encoded.
_COOKIE_SAFE = "!#$&'()*+-./:<=>?@[]^_`{|}~"

_TRIPLET = re.compile(r"(%[0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_DOT_SEGMENT = re.compile(r"(?<=/)(\.{1,2})(?=[/?]|$)")


def encode(text: str) -> str:
    """Everything but RFC 3986's unreserved characters is encoded: ``a b+c`` → ``a%20b%2Bc``."""
    if text.isalnum() and text.isascii():
        return text
    return quote(text, safe="")


def encode_query_reserved(text: str) -> str:
    """``allowReserved`` in a query: reserved characters and encoded triplets stay, but ``#`` and ``&``."""
    return _keep_triplets(text, _QUERY_RESERVED)


def encode_path_reserved(text: str) -> str:
    """``allowReserved`` in a path: also ``/`` stays; ``?`` and ``#`` would end the path."""
    return _keep_triplets(text, _PATH_RESERVED)


def encode_cookie(text: str) -> str:
    """Only what a cookie's value may not hold is encoded."""
    return quote(text, safe=_COOKIE_SAFE)


def hide_dot_segments(path: str) -> str:
    """Encodes segments ``.`` and ``..``, which came from values and would be taken for steps."""
    return _DOT_SEGMENT.sub(lambda match: "%2E" * len(match.group(1)), path)


def _keep_triplets(text: str, safe: str) -> str:
    if "%" not in text:
        return quote(text, safe=safe)
    pieces = _TRIPLET.split(text)
    return "".join(
        piece if index % 2 else quote(piece, safe=safe)
        for index, piece in enumerate(pieces)
    )


def header_value(name: str, text: str) -> "str | bytes":
    """A header's value as it can be sent; a line break in it would begin another header."""
    if _CONTROL.search(text):
        raise ValueError(
            f"The value of header {name!r} holds a control character or a line break."
        )
    text = text.strip(" \t")
    return text if text.isascii() else text.encode("utf-8")
