"""Registries, where hooks run, and what they are told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any, List

import httpx
import pytest
from server import Reply, Server
from ways import (
    SyncRecord,
    Way,
    at,
    hook_for,
    record,
)

from sdk._hooks.types import AfterErrorContext
from sdk._runtime.raw import RawMethods, StreamedMethods


def test_the_registries_hang_on_the_configuration(make: Any) -> None:
    from sdk._hooks import AsyncSDKHooks, SDKHooks

    with make() as sdk:
        assert isinstance(sdk.sdk_configuration.__dict__["_hooks"], SDKHooks)
        assert isinstance(sdk.sdk_configuration.__dict__["_async_hooks"], AsyncSDKHooks)


def test_the_registries_survive_an_sdk_init_that_returns_another_configuration(
    way: Way, make: Any, api: Server
) -> None:
    class Init:
        def sdk_init(self, config: Any) -> Any:
            return replace(config, user_agent="mine/1")

    seen = record(way)
    sdk = make(Init(), seen)
    assert "_hooks" in sdk.sdk_configuration.__dict__
    assert "_async_hooks" in sdk.sdk_configuration.__dict__
    way.get(sdk).unwrap()
    assert seen.points == ["before_request", "after_success"]
    assert api.seen[0].headers["user-agent"] == "mine/1"


def test_hooks_are_per_sdk_object_and_registered_once_in_its_making(
    author: Any, make: Any
) -> None:
    made: Any = []
    author.writes(lambda hooks: made.append("sync"), lambda hooks: made.append("async"))
    one, two = make(), make()
    assert made == ["sync", "async"] * 2
    with one, two:
        one.things.get_thing(thing_id="a")
        hooks = [sdk.sdk_configuration.__dict__["_hooks"] for sdk in (one, two)]
    assert hooks[0] is not hooks[1]
    assert made == ["sync", "async"] * 2


@pytest.mark.parametrize("operation", ["get_thing", "watch_thing", "download_thing"])
def test_hooks_run_for_plain_streaming_and_download_operations(
    way: Way, make: Any, operation: str
) -> None:
    seen = record(way)
    way.calls(make(seen), (operation, {"thing_id": "a"}))[0].unwrap()
    assert seen.points == ["before_request", "after_success"]


def test_the_mode_of_the_response_is_told(way: Way, make: Any) -> None:
    seen = record(way)
    way.calls(
        make(seen), ("get_thing", {"thing_id": "a"}), ("watch_thing", {"thing_id": "a"})
    )
    told = [(ctx.response.mode, ctx.response.execution) for ctx in seen.contexts[::2]]
    assert told == [("parsed", way.name), ("streaming", way.name)]


@pytest.mark.parametrize(
    ("helper", "mode"), [(RawMethods, "raw"), (StreamedMethods, "streaming")]
)
def test_the_mode_of_raw_and_streamed_responses_is_told(
    way: Way, make: Any, helper: Any, mode: str
) -> None:
    seen = record(way)
    sdk = make(seen)

    async def call_async() -> None:
        async with sdk:
            found = await helper(sdk).things.get_thing_async(thing_id="a")
            await found.http_response.aclose()

    if way.is_async:
        asyncio.run(call_async())
    else:
        with sdk:
            helper(sdk).things.get_thing(thing_id="a").http_response.close()
    told = {(ctx.response.mode, ctx.response.execution) for ctx in seen.contexts}
    assert told == {(mode, way.name)}


def test_the_stream_still_flows_after_an_after_success_hook(
    way: Way, make: Any
) -> None:
    outcome = way.calls(make(record(way)), ("watch_thing", {"thing_id": "a"}))[0]
    assert [event.id for event in outcome.unwrap()] == ["1", "2"]


def test_nothing_of_the_machinery_runs_where_no_hook_is_registered(
    way: Way, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise AssertionError("the machinery ran")

    monkeypatch.setattr("sdk._runtime.exchange.Exchange.context", fail)
    monkeypatch.setattr("sdk._runtime.executor.HookThreads.run", fail)
    monkeypatch.setattr("sdk._runtime.attempts.run_hooks", fail)
    monkeypatch.setattr("sdk._runtime.attempts_async.run_hooks_async", fail)
    way.get(make()).unwrap()


def test_the_context_tells_what_the_contract_lists(
    way: Way, make: Any, api: Server
) -> None:
    seen = record(way)
    sdk = make(seen)
    way.get(sdk).unwrap()
    ctx = seen.contexts[0]
    assert ctx.config is sdk.sdk_configuration
    assert ctx.base_url == api.url
    assert ctx.operation_id == "getThing"
    assert ctx.oauth2_scopes == ["things:read"]
    assert ctx.security_source().bearer_auth == "token"
    assert ctx.tags == ["things"]
    assert ctx.extensions == {"x-audit": {"level": "high"}}
    assert ctx.attempt == 0
    assert [type(one).__name__ for one in seen.contexts] == [
        "BeforeRequestContext",
        "AfterSuccessContext",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("operation_id", "getThing"),
        ("oauth2_scopes", ["things:read"]),
        ("tags", ["things"]),
        ("extensions", {"x-audit": {"level": "high"}}),
        ("attempt", 0),
        ("state", {}),
    ],
)
def test_a_hook_may_read_any_of_it_first(
    way: Way, make: Any, name: str, value: object
) -> None:
    first: List[object] = []
    way.get(make(hook_for(way, "before_request", _reads(name, first)))).unwrap()
    assert first == [value]


def test_a_hook_may_read_the_credentials_first(way: Way, make: Any) -> None:
    first: List[Any] = []
    reads = _reads("security_source", first)
    way.get(make(hook_for(way, "before_request", reads))).unwrap()
    assert first[0]().bearer_auth == "token"


def _reads(name: str, into: List[Any]) -> Any:
    def before_request(ctx: Any, request: httpx.Request) -> httpx.Request:
        into.append(getattr(ctx, name))
        return request

    return before_request


def test_a_context_that_is_read_after_the_call_tells_its_own_attempt(
    way: Way, make: Any, api: Server
) -> None:
    kept: List[Any] = []

    def before_request(ctx: Any, request: httpx.Request) -> httpx.Request:
        kept.append(ctx)
        return request

    api.reply("/things/a", Reply(status=503), Reply(json={"id": "a"}))
    way.put(make(hook_for(way, "before_request", before_request))).unwrap()
    assert [ctx.attempt for ctx in kept] == [0, 1]
    assert kept[0].state is kept[1].state


def test_what_a_hook_does_to_the_contexts_lists_stays_in_its_call(
    way: Way, make: Any
) -> None:
    seen: List[Any] = []

    def before_request(ctx: Any, request: httpx.Request) -> httpx.Request:
        seen.append((list(ctx.tags), dict(ctx.extensions)))
        ctx.tags.append("mine")
        ctx.extensions["x-mine"] = True
        return request

    for _ in range(2):
        way.get(make(hook_for(way, "before_request", before_request))).unwrap()
    assert seen[0] == seen[1]


def test_what_a_hook_sets_on_its_context_stays(way: Way, make: Any) -> None:
    seen: List[Any] = []

    def before_request(ctx: Any, request: httpx.Request) -> httpx.Request:
        ctx.base_url = "mine"
        seen.append((ctx.operation_id, ctx.base_url))
        return request

    way.get(make(hook_for(way, "before_request", before_request))).unwrap()
    assert seen == [("getThing", "mine")]


def test_a_context_has_nothing_else(way: Way, make: Any) -> None:
    def before_request(ctx: Any, request: httpx.Request) -> httpx.Request:
        assert not hasattr(ctx, "operation")
        return ctx.operation

    error = way.get(make(hook_for(way, "before_request", before_request))).raised
    assert isinstance(error, AttributeError)
    assert "'BeforeRequestContext' object has no attribute 'operation'" in str(error)


def test_base_url_has_the_variables_filled_in(make: Any) -> None:
    seen = SyncRecord()
    sdk = make(
        seen, server_url="http://127.0.0.1:{port}/base", url_params={"port": "9"}
    )
    Way("sync").get(sdk)
    assert seen.contexts[0].base_url == "http://127.0.0.1:9/base"


def test_state_is_one_dict_shared_by_all_contexts_of_a_call(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503), Reply(404, json={"message": "gone"}))

    def start(ctx: Any, request: Any) -> Any:
        ctx.state.setdefault("starts", []).append(ctx.attempt)
        return request

    seen = record(way)
    sdk = make(hook_for(way, "before_request", start), seen)
    put = ("put_thing", {"thing_id": "a", "id": "a"})
    way.calls(sdk, put, ("get_thing", {"thing_id": "b"}))
    of_first = [ctx.state for ctx in seen.contexts[:4]]
    assert all(state is of_first[0] for state in of_first)
    assert of_first[0] == {"starts": [0, 1]}
    assert seen.contexts[-1].state == {"starts": [0]}


WRONG = [
    ("before_request", "httpx.Request", 200),
    ("after_success", "httpx.Response", 200),
    ("after_error", "(httpx.Response or None, Exception or None)", 404),
    ("after_parse_error", "an Exception", 404),
]


@pytest.mark.parametrize(("point", "wanted", "status"), WRONG)
@pytest.mark.parametrize("answer", [None, "text", (1, 2), BaseException], ids=str)
def test_a_wrong_answer_is_a_type_error_that_names_class_and_point(
    way: Way, make: Any, api: Server, point: str, wanted: str, status: int, answer: Any
) -> None:
    api.reply("/things/a", Reply(status, json={"id": "a", "message": "m"}))
    hook = hook_for(
        way, point, lambda *_: answer() if answer is BaseException else answer
    )
    error = way.get(make(hook)).raised
    assert isinstance(error, TypeError)
    name = "AsyncHook" if way.is_async else "Hook"
    assert str(error).startswith(f"{name}.{point} returned ")
    assert wanted in str(error)
    if answer is None:
        assert "returned None" in str(error)


def test_a_context_may_be_made_of_one_that_a_hook_got(way: Way, make: Any) -> None:
    kept: List[Any] = []
    way.get(make(hook_for(way, "before_request", _keeps(kept)))).unwrap()
    made = AfterErrorContext(kept[0])
    assert (made.operation_id, made.tags) == ("getThing", ["things"])
    assert made.state is kept[0].state


def test_a_request_of_the_users_own_may_use_a_context_that_a_hook_got(
    make: Any, api: Server
) -> None:
    kept: List[Any] = []
    with make(at("before_request", _keeps(kept))) as sdk:
        sdk.things.get_thing(thing_id="a")
        own = httpx.Request("GET", f"{api.url}/things/a")
        sdk.do_request(kept[0], own, ["4XX"])
    assert [ctx.operation_id for ctx in kept] == ["getThing", "getThing"]
    assert kept[1].state is kept[0].state


def _keeps(into: List[Any]) -> Any:
    def before_request(ctx: Any, request: httpx.Request) -> httpx.Request:
        into.append(ctx)
        return request

    return before_request
