"""Small things about values, statuses and content types."""

from __future__ import annotations

import os
from functools import partial
from typing import Any, Callable, List, Optional, TypeVar, Union, cast

import httpx

from .._runtime.backoff import status_matches
from .._runtime.matching import rank, split_media_type

T = TypeVar("T")


def get_global_from_env(
    value: Optional[T], env_key: str, type_cast: Callable[[str], T]
) -> Optional[T]:
    """The value, or else that of an environment variable."""
    if value is not None:
        return value
    text = os.environ.get(env_key)
    if text is None:
        return None
    try:
        return type_cast(text)
    except (TypeError, ValueError):
        return None


def cast_partial(typ: Any) -> Callable[[Any], Any]:
    """A function that declares a value to be of a type."""
    return partial(cast, typ)


def match_content_type(content_type: str, pattern: str) -> bool:
    """Whether a content type fits a pattern such as ``application/json``, ``image/*`` or ``*/*``."""
    if pattern in (content_type, "*", "*/*"):
        return True
    return rank(pattern, *split_media_type(content_type)) > 0


def match_status_codes(status_codes: List[str], status_code: int) -> bool:
    """Whether a status is among codes such as ``404``, ``5XX`` or ``default``."""
    return status_matches(status_codes, status_code)


def match_response(
    response: httpx.Response, code: Union[str, List[str]], content_type: str
) -> bool:
    """Whether a response has one of the statuses and the content type."""
    codes = code if isinstance(code, list) else [code]
    actual = response.headers.get("content-type", "application/octet-stream")
    return match_status_codes(codes, response.status_code) and match_content_type(
        actual, content_type
    )
