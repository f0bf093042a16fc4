"""Uses the generated SDK, sync and async, and shows what its hooks did.

python example/program.py URL
"""

import asyncio
import sys

from trailhead import Trailhead, errors, models
from trailhead._hooks import timeline
from trailhead._hooks.timeline import note


def sync_calls(url: str) -> None:
    with Trailhead(server_url=url) as sdk:
        note("program: lists trails")
        page = sdk.trails.list(region="north", page_size=3)
        assert page is not None
        names = [trail.name for one in page for trail in one.result.trails]
        note(f"program: got {', '.join(names)}")

        trail = sdk.trails.create(
            name="Old Mine", region="south", difficulty=models.Difficulty.HARD, length_km=9.5
        )
        sdk.trails.update(trail_id=trail.id, note="Take a lamp.")
        sdk.reports.create(
            trail_id=trail.id, body=models.HazardReport(description="Loose rock", blocked=True)
        )
        note(f"program: reports {sdk.reports.list(trail_id=trail.id)}")

        note("program: asks for the weather (busy the first time)")
        weather = sdk.trails.get_weather(trail_id=trail.id)
        note(f"program: {weather.summary}, {weather.temperature_c} °C")

        try:
            sdk.trails.get(trail_id="nowhere")
        except errors.ProblemError as error:
            note(f"program: caught {type(error).__name__}: {error.message}")


async def async_calls(url: str) -> None:
    async with Trailhead(server_url=url) as sdk:
        note("program: gets three trails at once")
        trails = await asyncio.gather(*(sdk.trails.get_async(trail_id=f"trail-{n}") for n in (1, 2, 3)))
        note(f"program: got {', '.join(trail.name for trail in trails)}")

        note("program: watches conditions")
        async with await sdk.trails.watch_conditions_async(trail_id="trail-1") as events:
            async for event in events:
                note(f"program: {event.data.sensor} {event.data.value}")

        photo = await sdk.photos.upload_async(
            trail_id="trail-1", file={"file_name": "ridge.jpg", "content": b"..."}
        )
        note(f"program: stored {photo.file_name}, {photo.size} bytes")


def print_timeline() -> None:
    print(f"{'ms':>8}  {'where':<14} what")
    for entry in timeline.entries:
        print(f"{entry.milliseconds:8.1f}  {entry.where:<14} {entry.what}")


if __name__ == "__main__":
    sync_calls(sys.argv[1])
    asyncio.run(async_calls(sys.argv[1]))
    print_timeline()
