"""URLs from templates and models."""

from __future__ import annotations

from typing import Any, Dict, Optional

from .._runtime.params import model_parameters
from .._runtime.paths import fill_by_name, path_writer
from .._runtime.servers import fill_template
from .metadata import PathParamMetadata
from .serializers import is_nullable


def generate_url(
    server_url: str, path: str, path_params: Any, gbls: Optional[Any] = None
) -> str:
    """The URL of a path template, filled from a model's fields with ``PathParamMetadata``."""
    written = {
        param.name: path_writer(param)(value)
        for param, value in model_parameters(
            path_params, gbls, "path", PathParamMetadata
        )
    }
    return remove_suffix(server_url, "/") + fill_by_name(path, written)


def template_url(url_with_params: str, params: Dict[str, str]) -> str:
    """A URL with values in the place of its ``{variables}``."""
    return fill_template(url_with_params, params)


def remove_suffix(input_string: str, suffix: str) -> str:
    """The text without an end, where it has that end."""
    if suffix and input_string.endswith(suffix):
        return input_string[: -len(suffix)]
    return input_string


def is_optional(field: Any) -> bool:
    """Whether None is a value of a type."""
    return is_nullable(field)
