"""Typed values from responses."""

from __future__ import annotations

from typing import Any, Optional

import httpx

from .._runtime.settings import validation_error
from .serializers import unmarshal_json


def unmarshal_json_response(
    typ: Any, http_res: httpx.Response, body: Optional[str] = None
) -> Any:
    """The response's JSON as a type; raises ``ResponseValidationError`` where it does not fit."""
    try:
        return unmarshal_json(http_res.content if body is None else body, typ)
    except ValueError as error:  # pydantic's ValidationError is one
        text = http_res.text if body is None else body
        raise validation_error()(
            "Response validation failed", http_res, error, text
        ) from error
