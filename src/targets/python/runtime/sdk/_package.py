"""What the runtime has to know about this package."""

from __future__ import annotations

from .errors.acmedefaulterror import AcmeDefaultError as DefaultError
from .errors.acmeerror import AcmeError as BaseError
from .errors.no_response_error import NoResponseError
from .errors.responsevalidationerror import ResponseValidationError

__all__ = ["BaseError", "DefaultError", "NoResponseError", "ResponseValidationError"]
