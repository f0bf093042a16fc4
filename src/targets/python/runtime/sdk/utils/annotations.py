"""Finding out which member of a union a value is."""

from __future__ import annotations

from enum import Enum
from typing import Any, Mapping, cast


def get_discriminator(model: Any, fieldname: str, key: str) -> str:
    """The tag of a value: the field of a model, or the key (wire or Python name) of a mapping."""
    if isinstance(model, Mapping):
        mapping = cast("Mapping[str, Any]", model)
        tag = mapping.get(key)
        if tag is None:
            tag = mapping.get(fieldname)
    else:
        tag = getattr(model, fieldname, None)
        if tag is None:
            tag = getattr(model, key, None)
    if tag is None:
        raise ValueError(f"no {key!r} to tell which type of value this is")
    return tag_text(tag)


def tag_text(tag: Any) -> str:
    """A tag as the document's mapping has it."""
    value = tag.value if isinstance(tag, Enum) else tag
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
