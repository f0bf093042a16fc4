from __future__ import annotations

from typing import Optional

from typing_extensions import NotRequired, TypedDict

from ...types import BaseModel


class GlobalsTypedDict(TypedDict):
    tenant: NotRequired[str]


class Globals(BaseModel):
    tenant: Optional[str] = None
