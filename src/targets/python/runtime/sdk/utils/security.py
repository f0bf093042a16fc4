"""Credentials from security models."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from pydantic import BaseModel

from .._runtime.security import credentials_of, from_environment


def get_security(
    security: Any, allowed_fields: Optional[List[str]] = None
) -> Tuple[Dict[str, str], Dict[str, List[str]]]:
    """The headers and query parameters that authorize a request."""
    if security is None:
        return {}, {}
    found = credentials_of(security, allowed_fields)
    headers = dict(found.headers)
    if found.cookies:
        headers["Cookie"] = "; ".join(
            f"{name}={value}" for name, value in found.cookies.items()
        )
    return headers, {name: [value] for name, value in found.query.items()}


def get_security_from_env(security: Any, security_class: Any) -> Optional[BaseModel]:
    """The security model, or else one from the environment's ``PREFIX_<FIELD>`` variables."""
    if security is not None:
        return (
            security if isinstance(security, BaseModel) else security_class(**security)
        )
    found: Optional[BaseModel] = from_environment(security_class)
    return found
