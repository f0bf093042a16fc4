from __future__ import annotations

from typing import Any, Optional, Tuple

import httpx

from ..utils.errors import describe_response, restore_error


class AcmeError(Exception):
    """The base of all errors that the server answers with."""

    message: str
    status_code: int
    headers: httpx.Headers
    body: str
    raw_response: httpx.Response

    def __init__(
        self, message: str, raw_response: httpx.Response, body: Optional[str] = None
    ):
        super().__init__(message)
        self.message = message
        self.status_code = raw_response.status_code
        self.headers = raw_response.headers
        self.body = raw_response.text if body is None else body
        self.raw_response = raw_response

    def __str__(self) -> str:
        return f"{describe_response(self.raw_response)}: {self.message}"

    def __reduce__(self) -> Tuple[Any, ...]:
        return restore_error, (type(self),), vars(self)
