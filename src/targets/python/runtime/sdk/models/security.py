from __future__ import annotations

from typing import Annotated, Optional

from typing_extensions import NotRequired, TypedDict

from ..types import BaseModel
from ..utils.metadata import FieldMetadata, SecurityMetadata


class SecurityTypedDict(TypedDict):
    bearer_auth: NotRequired[str]


class Security(BaseModel):
    bearer_auth: Annotated[
        Optional[str],
        FieldMetadata(
            security=SecurityMetadata(
                scheme=True,
                scheme_type="http",
                sub_type="bearer",
                field_name="Authorization",
            )
        ),
    ] = None
