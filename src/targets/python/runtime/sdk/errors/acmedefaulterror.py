from __future__ import annotations

from typing import Optional

import httpx

from .acmeerror import AcmeError


class AcmeDefaultError(AcmeError):
    """An answer that the API's description declares no other error for."""

    message: str
    status_code: int
    body: str
    raw_response: httpx.Response

    def __init__(
        self, message: str, raw_response: httpx.Response, body: Optional[str] = None
    ):
        super().__init__(message, raw_response, body)
