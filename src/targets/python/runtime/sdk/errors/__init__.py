from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List

from ..utils.dynamic_imports import lazy_getattr

if TYPE_CHECKING:
    from .acmedefaulterror import AcmeDefaultError
    from .acmeerror import AcmeError
    from .no_response_error import NoResponseError
    from .problem_error import ProblemError, ProblemErrorData
    from .responsevalidationerror import ResponseValidationError

__all__ = [
    "AcmeDefaultError",
    "AcmeError",
    "NoResponseError",
    "ProblemError",
    "ProblemErrorData",
    "ResponseValidationError",
]

_dynamic_imports: Dict[str, str] = {
    "AcmeDefaultError": ".acmedefaulterror",
    "AcmeError": ".acmeerror",
    "NoResponseError": ".no_response_error",
    "ProblemError": ".problem_error",
    "ProblemErrorData": ".problem_error",
    "ResponseValidationError": ".responsevalidationerror",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        return lazy_getattr(__name__, _dynamic_imports, name)

    def __dir__() -> List[str]:
        return sorted(__all__)
