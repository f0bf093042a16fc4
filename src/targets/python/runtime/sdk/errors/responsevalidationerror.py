from __future__ import annotations

from typing import Optional

import httpx

from ..utils.errors import describe_misfit
from .acmeerror import AcmeError


class ResponseValidationError(AcmeError):
    """An answer that does not fit the API's description; ``cause`` says where."""

    def __init__(
        self,
        message: str,
        raw_response: httpx.Response,
        cause: Exception,
        body: Optional[str] = None,
    ):
        super().__init__(message, raw_response, body)
        self.__cause__ = cause

    @property
    def cause(self) -> Optional[BaseException]:
        """The error of the validation."""
        return self.__cause__

    def __str__(self) -> str:
        return f"{super().__str__()}: {describe_misfit(self.cause)}"
