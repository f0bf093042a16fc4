"""Writes requests and responses to the debug logger; nothing of this runs where it is off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ..utils.logger import NoOpLogger, get_body_content
from .redaction import safe_body, safe_headers, safe_url

if TYPE_CHECKING:
    from ..utils.logger import Logger

_LONGEST = 16_384


def is_on(logger: Any) -> bool:
    """Whether a logger wants to hear anything."""
    if logger is None or type(logger) is NoOpLogger:
        return False
    enabled = getattr(logger, "isEnabledFor", None)
    return enabled is None or bool(enabled(10))


def log_request(logger: "Logger", request: httpx.Request) -> None:
    """One line for a request that is about to be sent."""
    logger.debug(
        "Request: %s %s headers=%r body=%s",
        request.method,
        safe_url(str(request.url)),
        safe_headers(request.headers.items()),
        _shown(get_body_content(request), request.headers.get("content-type", "")),
    )


def log_response(logger: "Logger", response: httpx.Response) -> None:
    """One line for a response; a stream's body stays unread."""
    body = "<streaming body>"
    if hasattr(response, "_content"):
        body = _shown(_text(response), response.headers.get("content-type", ""))
    logger.debug(
        "Response: %d %s headers=%r body=%s",
        response.status_code,
        safe_url(str(response.url)),
        safe_headers(response.headers.items()),
        body,
    )


def _text(response: httpx.Response) -> str:
    return response.content.decode(response.encoding or "utf-8", "replace")


def _shown(text: str, media_type: str) -> str:
    if media_type.startswith("multipart/") or "octet-stream" in media_type:
        return f"<{len(text)} characters>"
    text = safe_body(text, media_type)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
