"""Contract, section 3: hooks run for each page of a paginated list."""

from __future__ import annotations

import asyncio
from typing import Any, List, Optional

from server import Reply, Seen, Server
from ways import AsyncRecord, SyncRecord, Way

from sdk._runtime.operation import (
    Content,
    Envelope,
    Operation,
    PageInput,
    Pages,
    Response,
    query,
)
from sdk._runtime.pagedmodel import PagedModel
from sdk.types import UNSET, BaseModel


class Items(BaseModel):
    items: List[int]
    after: Optional[str] = None


class Listing(PagedModel):
    next: Any
    result: Items


LIST: Operation[Any] = Operation(
    id="list",
    method="GET",
    path="/list",
    parameters=(query("after"),),
    responses={"200": Response((Content("json", "application/json", lambda: Items),))},
    envelope=Envelope("result", lambda: Listing),
    pages=Pages("cursor", (PageInput("cursor", "after"),), next_cursor="$.after"),
)


def page(seen: Seen) -> Reply:
    number = int(seen.query.get("after", ["0"])[0])
    more = {"after": str(number + 1)} if number < 2 else {}
    return Reply(json={"items": [number], **more})


def test_hooks_run_for_each_page(way: Way, make: Any, api: Server) -> None:
    api.reply("/list", page)
    record: Any = AsyncRecord() if way.is_async else SyncRecord()
    sdk = make(record)
    tail = (LIST, {}, UNSET, None, None, None)

    async def pages_async() -> List[int]:
        async with sdk:
            first = await sdk._call_async(*tail)
            return [item async for one in first for item in one.result.items]

    if way.is_async:
        found = asyncio.run(pages_async())
    else:
        with sdk:
            found = [item for one in sdk._call(*tail) for item in one.result.items]
    assert found == [0, 1, 2]
    assert record.points == ["before_request", "after_success"] * 3
    assert len({id(ctx.state) for ctx in record.contexts}) == 3
