"""``construct``: as near to a type as a value goes."""

from __future__ import annotations

from typing import Annotated, List, Literal, Union

from sdk._runtime.reading import construct
from sdk.types import BaseModel
from sdk.utils.unions import TaggedBy


class Started(BaseModel):
    event: Literal["started"] = "started"
    data: StartedData


class Failed(BaseModel):
    event: Literal["failed"] = "failed"
    why: List[StartedData]


class StartedData(BaseModel):
    at: int


Event = Annotated[
    Union[Started, Failed], TaggedBy("event", {"started": Started, "failed": Failed})
]


def test_models_that_were_never_used_are_made_of_what_does_not_fit() -> None:
    made = construct(Event, {"event": "over", "data": {"at": "noon"}})
    assert type(made) is Started
    assert type(made.data) is StartedData
    assert made.data.at == "noon"
