"""Query parameters from models."""

from __future__ import annotations

from typing import Any, Dict, List, Optional
from urllib.parse import unquote

from .._runtime.params import model_parameters
from .._runtime.queries import query_writer
from .metadata import QueryParamMetadata


def get_query_params(
    query_params: Any,
    gbls: Optional[Any] = None,
    allow_empty_value: Optional[List[str]] = None,
) -> Dict[str, List[str]]:
    """The values, not encoded, that a model's fields with ``QueryParamMetadata`` make, by name."""
    found: Dict[str, List[str]] = {}
    empty = allow_empty_value or ()
    for param, value in model_parameters(
        query_params, gbls, "query", QueryParamMetadata, empty
    ):
        for piece in query_writer(param)(value):
            name, _, text = piece.partition("=")
            found.setdefault(unquote(name), []).append(unquote(text))
    return found
