"""What the generator's configuration says about behaviour: optional constants of ``_package.py``.

``ENV_PREFIX`` (``ACME``: environment variables ``ACME_<FIELD>`` and ``ACME_DEBUG``),
``RESPONSE_VALIDATION`` (``strict``, ``lenient``, ``off``), ``ERROR_VALIDATION`` (bool) and
``STATUS_CODES_AS_ERRORS`` (bool: undeclared 4XX and 5XX raise).
"""

from __future__ import annotations

import os
from typing import Any, Optional, Type, cast

from .. import _package

_facts = vars(_package)

ENV_PREFIX: Optional[str] = _facts.get("ENV_PREFIX")
RESPONSE_VALIDATION: str = _facts.get("RESPONSE_VALIDATION", "strict")
ERROR_VALIDATION: bool = _facts.get("ERROR_VALIDATION", True)
STATUS_CODES_AS_ERRORS: bool = _facts.get("STATUS_CODES_AS_ERRORS", True)


def environment(name: str) -> Optional[str]:
    """The value of ``PREFIX_NAME``; None where it is not set, or the package reads no environment."""
    if not ENV_PREFIX:
        return None
    return os.environ.get(f"{ENV_PREFIX}_{name}".upper())


def default_error() -> Type[Any]:
    """The exception for statuses and contents that are not declared."""
    return cast("Type[Any]", _package.DefaultError)


def validation_error() -> Type[Any]:
    """The exception for bodies that do not fit."""
    return cast("Type[Any]", _package.ResponseValidationError)
