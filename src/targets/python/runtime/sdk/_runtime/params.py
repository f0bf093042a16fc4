"""Parameters as facts on the fields of models."""

from __future__ import annotations

from typing import Any, Iterator, Mapping, Sequence, Set, Tuple, Type

from ..utils.metadata import ParamMetadata, find_field_metadata
from .coercion import given, is_model, model_fields
from .forms import wire_name
from .operation import Param


def model_parameters(
    model: Any,
    defaults: Any,
    location: str,
    kind: Type[ParamMetadata],
    empty: Sequence[str] = (),
) -> Iterator[Tuple[Param, Any]]:
    """The parameters of one kind that a model, or else the globals, have values for."""
    seen: Set[str] = set()
    for source in (model, defaults):
        if isinstance(source, Mapping) or not is_model(source):
            continue
        for name, info in model_fields(type(source)).items():
            facts = find_field_metadata(info, kind)
            value = getattr(source, name)
            if facts is None or not given(value) or name in seen:
                continue
            seen.add(name)
            wire = wire_name(name, info)
            yield _param(location, name, wire, facts, wire in empty), value


def _param(
    location: str, name: str, wire: str, facts: ParamMetadata, may_be_empty: bool
) -> Param:
    content = (
        "application/json" if facts.serialization == "json" else facts.serialization
    )
    return Param(
        location,
        name,
        wire,
        facts.style,
        facts.explode,
        content=content,
        allow_empty_value=may_be_empty,
    )
