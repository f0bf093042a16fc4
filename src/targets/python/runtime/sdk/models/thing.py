from __future__ import annotations

from typing import Dict, Optional

from typing_extensions import NotRequired, TypedDict

from ..types import BaseModel


class ThingTypedDict(TypedDict):
    id: str
    seen: NotRequired[Dict[str, str]]


class Thing(BaseModel):
    id: str

    seen: Optional[Dict[str, str]] = None
    """What the server has seen of it."""
