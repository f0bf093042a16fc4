"""Every operation of the example API, sync and async, over real HTTP, through the example's own hooks."""

from __future__ import annotations

import asyncio
import datetime
import inspect
from typing import Any, AsyncIterator, Callable, Iterator, List

import pytest

Call = Callable[..., Any]


@pytest.fixture
def sdk(trailhead: Any, api: Any) -> Iterator[Any]:
    with trailhead.Trailhead(server_url=api.url) as sdk:
        yield sdk


@pytest.fixture
async def async_sdk(trailhead: Any, api: Any) -> AsyncIterator[Any]:
    async with trailhead.Trailhead(server_url=api.url) as sdk:
        yield sdk


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, trailhead: Any, api: Any) -> Iterator[Call]:
    """Calls ``namespace.method`` of a fresh SDK, as it is or as its async twin."""
    sdk = trailhead.Trailhead(server_url=api.url)

    def method(path: str) -> Any:
        namespace, name = path.split(".")
        return getattr(getattr(sdk, namespace), name)

    if request.param == "sync":
        with sdk:
            yield lambda path, **arguments: method(path)(**arguments)
        return

    loop = asyncio.new_event_loop()
    try:
        yield lambda path, **arguments: loop.run_until_complete(method(path + "_async")(**arguments))
        loop.run_until_complete(sdk.__aexit__(None, None, None))
    finally:
        loop.close()


def test_create_token_gives_a_token_and_needs_none(call: Call, api: Any) -> None:
    token = call("auth.create_token", client_id="trail-app", client_secret="s3cret")
    assert token.expires_in == 3600
    assert token.access_token
    assert "Authorization" not in api.store.requests[0][2]


def test_create_token_with_a_wrong_secret_raises_the_typed_error(call: Call, trailhead: Any) -> None:
    with pytest.raises(trailhead.errors.ProblemError) as caught:
        call("auth.create_token", client_id="trail-app", client_secret="wrong")
    assert caught.value.status_code == 401
    assert caught.value.data.code == "bad-client"
    assert caught.value.message == "Unknown client, or wrong secret."


def test_list_filters_by_query_parameters_and_sends_the_header(call: Call, trailhead: Any, api: Any) -> None:
    difficulty = trailhead.models.Difficulty
    page = call(
        "trails.list",
        region="north",
        difficulty=[difficulty.EASY, difficulty.HARD],
        page_size=2,
        x_request_source="test",
    )
    assert [trail.name for trail in page.result.trails] == ["Ridge Trail", "Lake Trail"]
    method, path, headers = api.store.requests[-1]
    assert (method, path) == ("GET", "/trails?region=north&difficulty=easy&difficulty=hard&pageSize=2")
    assert headers["X-Request-Source"] == "test"


def test_list_sends_the_default_page_size(call: Call, api: Any) -> None:
    call("trails.list")
    assert api.store.requests[-1][1] == "/trails?pageSize=20"


def test_list_goes_on_with_next_and_ends_with_none(sdk: Any) -> None:
    page = sdk.trails.list(page_size=3)
    names: List[str] = []
    while page is not None:
        names += [trail.name for trail in page.result.trails]
        page = page.next()
    assert len(names) == 7


def test_list_can_be_iterated_over_all_pages(sdk: Any) -> None:
    assert [len(page.result.trails) for page in sdk.trails.list(page_size=3)] == [3, 3, 1]


async def test_list_async_can_be_iterated_over_all_pages(async_sdk: Any) -> None:
    first = await async_sdk.trails.list_async(page_size=3)
    assert [len(page.result.trails) async for page in first] == [3, 3, 1]


async def test_list_async_has_an_awaitable_next(async_sdk: Any) -> None:
    page = await async_sdk.trails.list_async(page_size=5)
    page = await page.next()
    assert len(page.result.trails) == 2
    assert await page.next() is None


def test_create_sends_the_fields_as_json(call: Call, trailhead: Any) -> None:
    trail = call("trails.create", name="Mine", region="south", difficulty="hard", length_km=9.5)
    assert trail.difficulty is trailhead.models.Difficulty.HARD
    assert trail.opened_on == datetime.date(2024, 5, 1)


def test_create_with_a_wrong_length_raises_the_typed_error(call: Call, trailhead: Any) -> None:
    with pytest.raises(trailhead.errors.InvalidError) as caught:
        call("trails.create", name="Mine", region="south", difficulty="hard", length_km=-1)
    assert caught.value.data.fields == {"lengthKm": "has to be more than 0"}


def test_get_gives_one_trail(call: Call) -> None:
    trail = call("trails.get", trail_id="trail-2")
    assert (trail.name, trail.region, trail.length_km) == ("Gorge Trail", "south", 5.5)


def test_get_of_an_unknown_trail_raises_the_typed_error(call: Call, trailhead: Any) -> None:
    with pytest.raises(trailhead.errors.ProblemError) as caught:
        call("trails.get", trail_id="nowhere/at all")
    assert caught.value.status_code == 404


def test_update_tells_unset_from_null(call: Call, api: Any) -> None:
    assert call("trails.update", trail_id="trail-1", note="Steep.").note == "Steep."
    assert call("trails.update", trail_id="trail-1", name="Ridge").note == "Steep."
    assert call("trails.update", trail_id="trail-1", note=None).note is None
    assert api.store.trails["trail-1"]["name"] == "Ridge"


def test_delete_gives_nothing(call: Call, api: Any) -> None:
    assert call("trails.delete", trail_id="trail-1") is None
    assert "trail-1" not in api.store.trails


def test_weather_is_asked_for_again_after_503(call: Call, api: Any) -> None:
    assert call("trails.get_weather", trail_id="trail-1").temperature_c == 14.5
    assert api.store.weather_asked == {"trail-1": 2}


def test_conditions_are_events_until_the_sentinel(sdk: Any) -> None:
    with sdk.trails.watch_conditions(trail_id="trail-1") as events:
        values = [event.data.value for event in events]
    assert values == [0.0, 2.5, 5.0]


async def test_conditions_async_are_events_until_the_sentinel(async_sdk: Any) -> None:
    async with await async_sdk.trails.watch_conditions_async(trail_id="trail-1") as events:
        seen = [event async for event in events]
    assert [event.data.value for event in seen] == [0.0, 2.5, 5.0]
    assert [event.id for event in seen] == ["0", "1", "2"]
    assert seen[1].data.measured_at == datetime.datetime(2026, 1, 1, 12, 0, 1, tzinfo=datetime.timezone.utc)


def test_reports_are_told_apart_by_their_kind(call: Call, trailhead: Any) -> None:
    models = trailhead.models
    call("reports.create", trail_id="trail-1", body=models.HazardReport(description="Ice"))
    call("reports.create", trail_id="trail-1", body={"kind": "wildlife", "species": "Elk", "count": 3})
    hazard, wildlife = call("reports.list", trail_id="trail-1")
    assert isinstance(hazard, models.HazardReport)
    assert hazard.blocked is False
    assert isinstance(wildlife, models.WildlifeReport)
    assert wildlife.count == 3


def test_a_kind_the_sdk_does_not_know_is_kept(call: Call, api: Any) -> None:
    api.store.reports["trail-1"] = [{"kind": "weather", "wind": 3}]
    (report,) = call("reports.list", trail_id="trail-1")
    assert report.is_unknown
    assert report.raw == {"kind": "weather", "wind": 3}


def test_photo_goes_up_and_comes_down(call: Call) -> None:
    photo = call(
        "photos.upload",
        trail_id="trail-1",
        file={"file_name": "a.jpg", "content": b"\xff\xd8\x00"},
        caption="A ridge",
    )
    assert (photo.file_name, photo.size, photo.caption) == ("a.jpg", 3, "A ridge")


def test_photo_download_is_an_open_response(sdk: Any) -> None:
    sdk.photos.upload(trail_id="trail-1", file={"file_name": "a.jpg", "content": b"picture"})
    response = sdk.photos.download(trail_id="trail-1")
    assert response.read() == b"picture"


async def test_photo_download_async_is_an_open_response(async_sdk: Any) -> None:
    await async_sdk.photos.upload_async(
        trail_id="trail-1", file={"file_name": "a.jpg", "content": b"picture"}
    )
    response = await async_sdk.photos.download_async(trail_id="trail-1")
    assert await response.aread() == b"picture"


def test_every_operation_is_tried_here(trailhead: Any) -> None:
    sdk = trailhead.Trailhead(server_url="http://127.0.0.1:1")
    source = inspect.getsource(inspect.getmodule(test_every_operation_is_tried_here))  # type: ignore[arg-type]
    for namespace in ("auth", "trails", "reports", "photos"):
        for name in vars(type(getattr(sdk, namespace))):
            if not name.startswith("_") and not name.endswith("_async"):
                assert f"{namespace}.{name}" in source, f"{namespace}.{name} is not tried"


def test_one_token_serves_all_calls_of_an_sdk(call: Call, api: Any) -> None:
    for _ in range(3):
        call("trails.get", trail_id="trail-1")
    assert api.store.tokens_issued == 1


async def test_sync_hooks_run_off_the_event_loop_and_native_ones_on_it(
    trailhead: Any, async_sdk: Any
) -> None:
    from trailhead._hooks import timeline  # type: ignore[import-not-found]

    timeline.entries.clear()
    await async_sdk.trails.get_async(trail_id="trail-1")
    assert [(entry.where, entry.what) for entry in timeline.entries] == [
        ("event loop", "token hook (async): fetches a token"),
        ("worker thread", "audit hook: getTrail 200"),
    ]
