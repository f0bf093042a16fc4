"""The same as the SDK, written by hand with the HTTP library and pydantic."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any, List, Optional

from pydantic import BaseModel, Field, TypeAdapter

if "httpx2" in sys.argv:
    import httpx2 as httpx
else:
    import httpx

__all__ = ["THING", "Change", "Thing", "TypeAdapter", "httpx", "transport"]


class Owner(BaseModel):
    id: str
    email: Optional[str] = None


class Thing(BaseModel):
    id: str
    name: str
    created_at: datetime = Field(alias="createdAt")
    tags: List[str]
    owner: Owner
    size: Optional[int] = None
    weight: Optional[float] = None


class Change(BaseModel):
    id: str
    delta: str


THING = (
    b'{"id":"t1","name":"Lamp","size":3,"weight":1.5,"createdAt":"2026-01-02T03:04:05Z",'
    b'"tags":["a","b","c"],"owner":{"id":"o1","email":"a@example.com"}}'
)


def transport(body: bytes, content_type: str = "application/json") -> Any:
    """Answers every request with the same bytes, sync and async, without a network."""
    headers = {"content-type": content_type}
    return httpx.MockTransport(lambda request: httpx.Response(200, headers=headers, content=body))
