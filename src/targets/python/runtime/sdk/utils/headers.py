"""Headers from models, and headers of responses."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import httpx

from .._runtime.envelopes import response_headers
from .._runtime.params import model_parameters
from .._runtime.queries import header_writer
from .metadata import HeaderMetadata


def get_headers(headers_params: Any, gbls: Optional[Any] = None) -> Dict[str, str]:
    """The headers that a model's fields with ``HeaderMetadata`` make."""
    found: Dict[str, str] = {}
    for param, value in model_parameters(
        headers_params, gbls, "header", HeaderMetadata
    ):
        for name, text in header_writer(param)(value):
            found[name] = text if isinstance(text, str) else text.decode("utf-8")
    return found


def get_response_headers(headers: httpx.Headers) -> Dict[str, List[str]]:
    """Headers by name in lower case, with each of their values."""
    return response_headers(headers)
