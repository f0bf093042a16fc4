"""Request bodies from values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Optional

from .._runtime.coercion import model_fields
from ..types.unset import UNSET
from .forms import serialize_form_data, serialize_multipart_form
from .metadata import RequestMetadata, find_field_metadata
from .serializers import marshal_json

_JSON = re.compile(r"(?:application|text)/(?:[^;]+\+)?json")


@dataclass
class SerializedRequestBody:
    """A body in the form in which ``build_request`` takes it."""

    media_type: Optional[str] = None
    content: Optional[Any] = None
    data: Optional[Any] = None
    files: Optional[Any] = None


def serialize_request_body(
    request_body: Any,
    nullable: bool,
    optional: bool,
    serialization_method: str,
    request_body_type: Any,
) -> Optional[SerializedRequestBody]:
    """The body of a value (or of a model's field with ``RequestMetadata``), written as the method says.

    ``serialization_method`` is ``json``, ``form``, ``multipart``, ``raw`` or ``string``.
    """
    if request_body is UNSET or (request_body is None and not nullable and optional):
        return None
    media_type = {
        "json": "application/json",
        "form": "application/x-www-form-urlencoded",
        "multipart": "multipart/form-data",
        "raw": "application/octet-stream",
        "string": "text/plain",
    }.get(serialization_method)
    if media_type is None:
        raise ValueError(f"unknown serialization method {serialization_method!r}")
    for name, info in model_fields(type(request_body)).items():
        facts = find_field_metadata(info, RequestMetadata)
        if facts is not None:
            value = getattr(request_body, name)
            if value is None or value is UNSET:
                return None
            return _serialize(value, facts.media_type, info.annotation)
    return _serialize(request_body, media_type, request_body_type)


def _serialize(value: Any, media_type: str, typ: Any) -> SerializedRequestBody:
    body = SerializedRequestBody(media_type)
    if _JSON.match(media_type):
        body.content = marshal_json(value, typ)
    elif media_type.startswith("multipart/"):
        body.media_type, body.data, body.files = serialize_multipart_form(
            media_type, value
        )
    elif media_type.startswith("application/x-www-form-urlencoded"):
        body.data = serialize_form_data(value)
    elif isinstance(value, (bytes, bytearray, str)) or hasattr(value, "read"):
        body.content = value
    else:
        raise TypeError(f"cannot write {type(value).__name__} as {media_type}")
    return body
