"""What a type checker knows of a program. ``#:`` says what it has to reveal, ``#!`` where it has to complain."""

from __future__ import annotations

from trailhead import Trailhead, errors, models
from trailhead.types import UNSET
from typing_extensions import assert_never, reveal_type

sdk = Trailhead(bearer_auth="token")

# Methods
reveal_type(sdk.trails.get(trail_id="1"))  #: Trail
reveal_type(sdk.trails.get(trail_id="1").difficulty)  #: Difficulty
reveal_type(sdk.trails.get(trail_id="1").length_km)  #: float
reveal_type(sdk.photos.download(trail_id="1"))  #: Response
sdk.trails.get()  #! trail_id is required
sdk.trails.get(trail_id=1)  #! it is text
sdk.trails.get("1")  #! arguments have names
print(sdk.trials)  #! a typo

# Unions
reports = sdk.reports.list(trail_id="1")
reveal_type(reports)  #: list[HazardReport | UnknownReport | WildlifeReport]
for report in reports:
    reveal_type(report.kind)  #: Literal['UNKNOWN'] | Literal['hazard'] | Literal['wildlife']
    if report.kind == "hazard":
        reveal_type(report)  #: HazardReport
    elif isinstance(report, models.UnknownReport):
        reveal_type(report.is_unknown)  #: Literal[True]
    elif report.kind == "wildlife":
        reveal_type(report)  #: WildlifeReport
    else:
        assert_never(report)

# Dicts in place of models
sdk.reports.create(trail_id="1", body={"kind": "hazard", "description": "Loose rock"})
sdk.reports.create(trail_id="1", body={"kind": "hazard"})  #! description is required

# Pages
page = sdk.trails.list(difficulty=[models.Difficulty.HARD])
reveal_type(page)  #: ListTrailsResponse | None
if page is not None:
    reveal_type(page.result.trails)  #: list[Trail]
    for one in page:
        reveal_type(one)  #: ListTrailsResponse

# Streams
with sdk.trails.watch_conditions(trail_id="1") as events:
    reveal_type(events)  #: EventStream[WatchConditionsResponse]
    for event in events:
        reveal_type(event.data)  #: Condition

# What is not set
trail = models.NewTrail(name="a", region="b", difficulty=models.Difficulty.EASY, length_km=1)
reveal_type(trail.note)  #: None | Unset | str
reveal_type(trail.tags)  #: None | list[str]
sdk.trails.update(trail_id="1", note=None)
sdk.trails.update(trail_id="1", note=UNSET)
sdk.trails.get(trail_id=UNSET)  #! it is required

# Errors
try:
    sdk.trails.delete(trail_id="1")
except errors.ProblemError as error:
    reveal_type(error.data)  #: ProblemErrorData
    reveal_type(error.status_code)  #: int
except errors.TrailheadError as error:
    reveal_type(error.message)  #: str


async def program() -> None:
    async with Trailhead(bearer_auth="token") as sdk:
        reveal_type(sdk)  #: Trailhead
        reveal_type(await sdk.trails.get_async(trail_id="1"))  #: Trail
        page = await sdk.trails.list_async()
        if page is not None:
            async for one in page:
                reveal_type(one)  #: ListTrailsResponse
        async with await sdk.trails.watch_conditions_async(trail_id="1") as events:
            async for event in events:
                reveal_type(event.data)  #: Condition
