"""Forms from models."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Tuple
from urllib.parse import unquote_plus

from .._runtime.coercion import model_fields
from .._runtime.forms import form_pieces, named_values, wire_name
from .._runtime.multipart import form_parts
from .._runtime.operation import Part
from .metadata import FormMetadata, MultipartFormMetadata, find_field_metadata


def serialize_form_data(data: Any) -> Dict[str, Any]:
    """The values of a form's fields by name; a name that repeats has a list."""
    parts = _form_parts(type(data))
    found: Dict[str, Any] = {}
    for name, value in named_values(data, parts):
        for piece in form_pieces(name, value, parts.get(name, Part())):
            key, _, text = piece.partition("=")
            _append(found, unquote_plus(key), unquote_plus(text))
    return found


def _append(found: Dict[str, Any], name: str, text: str) -> None:
    if name not in found:
        found[name] = text
    elif isinstance(found[name], list):
        found[name].append(text)
    else:
        found[name] = [found[name], text]


def _form_parts(model: Any) -> Mapping[str, Part]:
    parts: Dict[str, Part] = {}
    for name, info in model_fields(model).items():
        facts = find_field_metadata(info, FormMetadata)
        if facts is not None:
            parts[wire_name(name, info)] = (
                Part(content_type="application/json")
                if facts.json
                else Part(style=facts.style, explode=facts.explode)
            )
    return parts


def serialize_multipart_form(
    media_type: str, request: Any
) -> Tuple[str, Dict[str, Any], List[Tuple[str, Any]]]:
    """Media type, plain fields and files (``(name, (file name, content, content type))``) of a multipart form."""
    parts: Dict[str, Part] = {}
    for name, info in model_fields(type(request)).items():
        facts = find_field_metadata(info, MultipartFormMetadata)
        if facts is not None:
            kind = "application/json" if facts.json else None
            parts[wire_name(name, info)] = Part(content_type=kind, file=facts.file)
    fields: Dict[str, Any] = {}
    files: List[Tuple[str, Any]] = []
    for part in form_parts(named_values(request, parts), parts):
        if part.filename is None and part.content_type is None:
            _append(fields, part.name, b"".join(part.payload.chunks()).decode("utf-8"))
        else:
            files.append(
                (part.name, (part.filename, part.payload.content(), part.content_type))
            )
    return media_type, fields, files
