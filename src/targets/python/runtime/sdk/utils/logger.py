"""Debug logging: what is sent and what comes back, with secrets masked."""

from __future__ import annotations

import logging
from typing import Any, Protocol

import httpx


class Logger(Protocol):
    """Anything with ``debug``: a ``logging.Logger`` fits."""

    def debug(self, msg: str, *args: Any, **kwargs: Any) -> None: ...


class NoOpLogger:
    """Logs nothing."""

    def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
        pass


def get_body_content(req: httpx.Request) -> str:
    """A request's body for a log; a stream stays unread."""
    if not hasattr(req, "_content"):
        return "<streaming body>"
    return req.content.decode("utf-8", "replace")


def get_default_logger() -> Logger:
    """A logger that is on where ``PREFIX_DEBUG`` is set in the environment."""
    from .._package import __name__ as package
    from .._runtime.settings import environment

    if (environment("DEBUG") or "").lower() in ("", "0", "false", "no", "off"):
        return NoOpLogger()
    name = package.rpartition(".")[0] or package
    logger = logging.getLogger(name)
    if not logger.handlers and not logging.getLogger().handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    return logger
