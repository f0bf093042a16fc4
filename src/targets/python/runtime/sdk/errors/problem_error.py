from __future__ import annotations

from typing import Optional

import httpx

from ..types import BaseModel
from ..utils.errors import error_message
from .acmeerror import AcmeError


class ProblemErrorData(BaseModel):
    message: str

    code: Optional[str] = None


class ProblemError(AcmeError):
    data: ProblemErrorData

    def __init__(
        self,
        data: ProblemErrorData,
        raw_response: httpx.Response,
        body: Optional[str] = None,
    ):
        super().__init__(
            error_message(data, raw_response, body, "message"), raw_response, body
        )
        self.data = data
