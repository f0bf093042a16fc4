"""Sends a request and follows redirects, without handing credentials to another origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from ..httpclient import AsyncHttpClient, HttpClient


def send(
    client: "HttpClient", request: httpx.Request, *, stream: bool
) -> httpx.Response:
    """``client.send`` with redirects followed."""
    raise NotImplementedError


async def send_async(
    client: "AsyncHttpClient", request: httpx.Request, *, stream: bool
) -> httpx.Response:
    """``send`` with an async client."""
    raise NotImplementedError
