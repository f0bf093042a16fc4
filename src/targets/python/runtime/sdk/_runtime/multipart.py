"""``multipart/form-data`` and its kin: parts from values and files, streamed."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple, Union

from .coercion import is_dict, is_list, is_mapping, is_model, json_bytes, scalar_text
from .operation import Part
from .payloads import (
    BodyStream,
    BytesPayload,
    Payload,
    is_upload,
    joined,
    payload_of,
)
from .queries import header_writer

_DEFAULT = Part()


@dataclass
class FormPart:
    """One part, ready to be written."""

    name: str
    payload: Payload
    filename: Optional[str] = None
    content_type: Optional[str] = None
    headers: Dict[str, str] = field(default_factory=lambda: {})


def form_parts(
    values: Iterator[Tuple[str, Any]],
    parts: Mapping[str, Part],
    array_suffix: bool = False,
) -> List[FormPart]:
    """The parts of a body; an array gives a part for each item."""
    found: List[FormPart] = []
    for name, value in values:
        part = parts.get(name, _DEFAULT)
        if part.file or is_upload(value):
            many = is_list(value)
            title = name + "[]" if many and array_suffix else name
            items = value if many else [value]
            found.extend(_file_part(title, item, part) for item in items)
        else:
            found.extend(_value_parts(name, value, part, array_suffix))
    return found


def _value_parts(
    name: str, value: Any, part: Part, array_suffix: bool
) -> Iterator[FormPart]:
    headers, value = _own_headers(part, value)
    if part.content_type is not None and "json" in part.content_type:
        payload = BytesPayload(json_bytes(value))
        yield FormPart(name, payload, None, part.content_type, headers)
        return
    if is_list(value):
        title = name + "[]" if array_suffix else name
        for item in value:
            if item is not None:
                yield _scalar_part(title, item, part, headers)
        return
    yield _scalar_part(name, value, part, headers)


def _scalar_part(
    name: str, value: Any, part: Part, headers: Dict[str, str]
) -> FormPart:
    if isinstance(value, (dict, list)):
        kind = part.content_type or "application/json"
        return FormPart(name, BytesPayload(json_bytes(value)), None, kind, headers)
    payload = BytesPayload(scalar_text(value).encode("utf-8"))
    return FormPart(name, payload, None, part.content_type, headers)


def _own_headers(part: Part, value: Any) -> Tuple[Dict[str, str], Any]:
    """Headers that the encoding declares; their values are properties of the part's value."""
    if not part.headers or not is_dict(value):
        return {}, value
    rest = dict(value)
    headers: Dict[str, str] = {}
    for param in part.headers:
        given = rest.pop(param.name, None)
        if given is not None:
            headers.update(_written_headers(header_writer(param)(given)))
    return headers, rest


def _written_headers(
    pairs: List[Tuple[str, Union[str, bytes]]],
) -> Dict[str, str]:
    return {
        name: value if isinstance(value, str) else value.decode("utf-8")
        for name, value in pairs
    }


def _file_part(name: str, value: Any, part: Part) -> FormPart:
    filename, content, content_type, headers = _file_facts(value)
    payload = payload_of(content)
    filename = filename or payload.filename
    if content_type is None:
        content_type = _file_type(part, filename)
    if part.headers and is_model(value):
        for param in part.headers:
            given = getattr(value, param.argument, None)
            if given is not None:
                headers.update(_written_headers(header_writer(param)(given)))
    return FormPart(name, payload, filename or name, content_type, headers)


def _file_facts(
    value: Any,
) -> Tuple[Optional[str], Any, Optional[str], Dict[str, str]]:
    """File name, content, content type and headers of anything that stands for a file."""
    if isinstance(value, tuple):
        items: List[Any] = [*value, None, None]
        return items[0], items[1], items[2], dict(items[3] or {})
    if is_mapping(value):
        named = value
        filename = named.get("file_name", named.get("fileName"))
        kind = named.get("content_type", named.get("contentType"))
        return filename, named["content"], kind, {}
    if hasattr(value, "content") and hasattr(value, "file_name"):
        kind = getattr(value, "content_type", None)
        return value.file_name, value.content, _text(kind), {}
    return None, value, None, {}


def _text(value: Any) -> Optional[str]:
    return value if isinstance(value, str) else None


def _file_type(part: Part, filename: Optional[str]) -> str:
    """The type that the name tells, where the encoding allows it; else the first it names."""
    allowed = [kind.strip() for kind in (part.content_type or "").split(",")]
    named = [kind for kind in allowed if kind and "*" not in kind]
    if len(named) == len(allowed) == 1:
        return named[0]
    guessed = _guess_type(filename)
    if not named or any(fnmatchcase(guessed, kind) for kind in allowed):
        return guessed
    return named[0]


def _guess_type(filename: Optional[str]) -> str:
    from mimetypes import guess_type

    kind = guess_type(os.path.basename(filename))[0] if filename else None
    return kind or "application/octet-stream"


def write_multipart(
    parts: List[FormPart], media_type: str
) -> Tuple[Union[bytes, BodyStream], str]:
    """The body and its ``Content-Type``."""
    boundary = secrets.token_hex(16)
    payloads: List[Payload] = []
    for part in parts:
        payloads.append(BytesPayload(_part_head(part, boundary)))
        payloads.append(part.payload)
        payloads.append(BytesPayload(b"\r\n"))
    payloads.append(BytesPayload(f"--{boundary}--\r\n".encode("ascii")))
    return joined(payloads), f"{media_type}; boundary={boundary}"


def _part_head(part: FormPart, boundary: str) -> bytes:
    disposition = f'form-data; name="{_quoted(part.name)}"'
    if part.filename is not None:
        disposition += f'; filename="{_quoted(part.filename)}"'
    lines = [f"--{boundary}", f"Content-Disposition: {disposition}"]
    if part.content_type is not None:
        lines.append(f"Content-Type: {_one_line(part.content_type)}")
    for name, value in part.headers.items():
        lines.append(f"{_one_line(name)}: {_one_line(value)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def _quoted(text: str) -> str:
    """As HTML's form submission writes names: what would end the string or the line is encoded."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")
