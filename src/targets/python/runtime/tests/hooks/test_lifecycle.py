"""Contract, section 3: what runs when. Every test is a sentence of it."""

from __future__ import annotations

import asyncio
import traceback
from dataclasses import replace
from typing import Any

import httpx
import pytest
from server import Reply, Server
from ways import AsyncRecord, SyncRecord, Way, async_at, at, hook_for

from sdk import errors
from sdk._runtime.raw import RawMethods, StreamedMethods
from sdk.utils.retries import BackoffStrategy, RetryConfig

FAST = RetryConfig("backoff", BackoffStrategy(1, 5, 1.5, 5_000), True)
NONE_LEFT = RetryConfig("backoff", BackoffStrategy(1, 5, 1.5, 0), True)


def record(way: Way, name: str = "", log: Any = None) -> Any:
    return AsyncRecord(name, log) if way.is_async else SyncRecord(name, log)


# --- Each attempt ---


def test_before_request_hooks_run_in_registration_order(way: Way, make: Any) -> None:
    log: Any = []
    way.get(make(record(way, "one", log), record(way, "two", log))).unwrap()
    assert [entry[0] for entry in log] == [
        "one.before_request",
        "two.before_request",
        "one.after_success",
        "two.after_success",
    ]


def test_each_before_request_hook_gets_what_the_one_before_returned(
    way: Way, make: Any, api: Server
) -> None:
    other = httpx.Request("GET", f"{api.url}/things/a", headers={"x-from": "first"})
    seen = record(way)
    way.get(
        make(hook_for(way, "before_request", lambda ctx, request: other), seen)
    ).unwrap()
    assert seen.log[0][1] is other
    assert api.seen[0].headers["x-from"] == "first"


def test_a_connection_error_goes_to_after_error_without_a_response(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True))
    seen = record(way)
    error = way.get(make(seen)).raised
    assert isinstance(error, httpx.RemoteProtocolError)
    assert seen.log[1] == ("after_error", None, error)


def test_a_timeout_goes_to_after_error(way: Way, make: Any, api: Server) -> None:
    import threading

    answered = threading.Event()

    def late(_: Any) -> Reply:
        answered.wait(10)
        return Reply(json={"id": "a"})

    api.reply("/things/a", late)
    seen = record(way)
    error = way.get(make(seen), timeout_ms=20).raised
    answered.set()
    assert isinstance(error, httpx.TimeoutException)
    assert seen.log[1][2] is error


def test_an_exception_that_before_request_raises_goes_to_after_error(
    way: Way, make: Any, api: Server
) -> None:
    raised = KeyError("no tenant")

    def fail(ctx: Any, request: Any) -> Any:
        raise raised

    seen = record(way)
    assert way.get(make(hook_for(way, "before_request", fail), seen)).raised is raised
    assert seen.log == [("after_error", None, raised)]
    assert api.seen == []


def test_an_exception_that_before_request_returns_is_raised_and_goes_to_after_error(
    way: Way, make: Any, api: Server
) -> None:
    returned = ValueError("not allowed")
    seen = record(way)
    hook = hook_for(way, "before_request", lambda ctx, request: returned)
    assert way.get(make(hook, seen)).raised is returned
    assert seen.log == [("after_error", None, returned)]
    assert api.seen == []


def test_a_status_that_is_retried_reaches_no_hook(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503), Reply(429), Reply(json={"id": "a"}))
    seen = record(way)
    way.put(make(seen)).unwrap()
    assert seen.points == [
        "before_request",
        "before_request",
        "before_request",
        "after_success",
    ]


def test_an_error_status_goes_to_after_error_once_after_the_last_attempt(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503, json={"message": "busy"}))
    seen = record(way)
    error = way.put(make(seen, retry_config=NONE_LEFT)).raised
    assert isinstance(error, errors.AcmeDefaultError)
    assert seen.points == ["before_request", "after_error", "after_parse_error"]
    _, response, given = seen.log[1]
    assert (response.status_code, given) == (503, None)


def test_any_other_status_goes_to_after_success(
    way: Way, make: Any, api: Server
) -> None:
    seen = record(way)
    way.get(make(seen)).unwrap()
    assert seen.log[1][0] == "after_success"
    assert seen.log[1][1].json() == {"id": "a"}


def test_a_typed_api_error_goes_to_after_parse_error(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    seen = record(way)
    error = way.get(make(seen)).raised
    assert isinstance(error, errors.ProblemError)
    assert seen.log[-1] == ("after_parse_error", seen.log[-1][1], error)
    assert seen.log[-1][1].status_code == 404


def test_a_response_validation_error_goes_to_after_parse_error_and_not_to_after_error(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(json={"id": ["not", "a", "string"]}))
    seen = record(way)
    error = way.get(make(seen)).raised
    assert isinstance(error, errors.ResponseValidationError)
    assert seen.points == ["before_request", "after_success", "after_parse_error"]


def test_what_after_parse_error_returns_is_raised_from_the_original(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    mine = LookupError("no such thing")
    error = way.get(
        make(hook_for(way, "after_parse_error", lambda ctx, response, error: mine))
    ).raised
    assert error is mine
    assert isinstance(error.__cause__, errors.ProblemError)


def test_after_parse_error_hooks_get_what_the_one_before_returned(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    mine = LookupError("no such thing")
    seen = record(way)
    way.get(
        make(
            hook_for(way, "after_parse_error", lambda ctx, response, error: mine), seen
        )
    )
    assert seen.log[-1][2] is mine


def test_an_original_error_that_after_parse_error_returns_is_not_its_own_cause(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    assert way.get(make(record(way))).raised.__cause__ is None


def test_a_cause_that_the_hook_gave_stays(way: Way, make: Any, api: Server) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    cause = OSError("disk")
    mine = LookupError("no such thing")
    mine.__cause__ = cause
    error = way.get(
        make(hook_for(way, "after_parse_error", lambda ctx, response, error: mine))
    ).raised
    assert error.__cause__ is cause


# --- What hooks return ---


def test_after_success_returning_an_exception_raises_it(way: Way, make: Any) -> None:
    returned = ValueError("stale")
    seen = record(way)
    hook = hook_for(way, "after_success", lambda ctx, response: returned)
    assert way.get(make(hook, seen)).raised is returned
    assert seen.points == ["before_request"]


def test_after_success_may_give_another_response(way: Way, make: Any) -> None:
    answer = httpx.Response(200, json={"id": "other"})
    hook = hook_for(way, "after_success", lambda ctx, response: answer)
    assert way.get(make(hook)).unwrap().id == "other"


def test_later_after_error_hooks_get_what_the_one_before_returned_and_the_last_counts(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    mine = LookupError("no such thing")
    last = PermissionError("not yours")
    seen = record(way)
    first = hook_for(way, "after_error", lambda ctx, response, error: (response, mine))
    third = hook_for(way, "after_error", lambda ctx, response, error: (response, last))
    error = way.get(make(first, seen, third)).raised
    assert seen.log[-1][2] is mine
    assert error is last


def test_an_error_that_after_error_returns_is_raised_as_it_is(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    mine = LookupError("no such thing")
    mine.__cause__ = cause = OSError("disk")
    seen = record(way)
    hook = hook_for(way, "after_error", lambda ctx, response, error: (None, mine))
    error = way.get(make(hook, seen)).raised
    assert error is mine
    assert error.__cause__ is cause
    assert "after_parse_error" not in seen.points


def test_after_error_may_answer_from_a_cache_when_the_network_is_down(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True))
    cached = httpx.Response(200, json={"id": "cached"})
    hook = hook_for(way, "after_error", lambda ctx, response, error: (cached, None))
    assert way.get(make(hook)).unwrap().id == "cached"


def test_an_answer_after_a_transport_error_is_treated_by_its_status_once(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True))
    seen = record(way)
    cached = httpx.Response(200, json={"id": "cached"})
    hook = hook_for(way, "after_error", lambda ctx, response, error: (cached, None))
    way.get(make(hook, seen)).unwrap()
    assert seen.points == ["before_request", "after_error", "after_success"]


def test_an_error_status_given_after_a_transport_error_goes_to_after_error_and_is_not_retried(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True))
    busy = httpx.Response(503, json={"message": "busy"})

    def answer(ctx: Any, response: Any, error: Any) -> Any:
        return (busy, None) if response is None else (response, error)

    seen = record(way)
    error = way.put(make(hook_for(way, "after_error", answer), seen)).raised
    assert isinstance(error, errors.AcmeDefaultError)
    assert [entry[:2] for entry in seen.log if entry[0] == "after_error"] == [
        ("after_error", busy),
        ("after_error", busy),
    ]
    assert len(api.seen) == 1


def test_a_response_in_place_of_an_error_status_goes_straight_to_decoding(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    cached = httpx.Response(200, json={"id": "cached"})
    seen = record(way)
    hook = hook_for(way, "after_error", lambda ctx, response, error: (cached, None))
    assert way.get(make(hook, seen)).unwrap().id == "cached"
    assert seen.points == ["before_request", "after_error"]


def test_another_error_status_in_place_of_an_error_status_does_not_run_after_error_again(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(500))
    other = httpx.Response(404, json={"message": "gone"})
    seen = record(way)
    hook = hook_for(way, "after_error", lambda ctx, response, error: (other, None))
    assert isinstance(way.get(make(hook, seen)).raised, errors.ProblemError)
    assert seen.points == ["before_request", "after_error", "after_parse_error"]


def test_neither_response_nor_error_after_a_transport_error_is_no_response_error(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True))
    hook = hook_for(way, "after_error", lambda ctx, response, error: (None, None))
    error = way.get(make(hook)).raised
    assert isinstance(error, errors.NoResponseError)
    assert isinstance(error.__cause__, httpx.RemoteProtocolError)


def test_neither_response_nor_error_after_an_error_status_is_the_default_error(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    hook = hook_for(way, "after_error", lambda ctx, response, error: (None, None))
    error = way.get(make(hook)).raised
    assert type(error) is errors.AcmeDefaultError
    assert error.status_code == 404
    assert "gone" in error.body


def test_with_retries_after_error_sees_the_transport_error_of_each_attempt(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True), Reply(drop=True), Reply(json={"id": "a"}))
    seen = record(way)
    way.put(make(seen)).unwrap()
    assert seen.points == [
        "before_request",
        "after_error",
        "before_request",
        "after_error",
        "before_request",
        "after_success",
    ]
    assert [ctx.attempt for ctx in seen.contexts] == [0, 0, 1, 1, 2, 2]


def test_what_after_error_returns_decides_against_a_retry(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True))
    final = PermissionError("stop")
    hook = hook_for(way, "after_error", lambda ctx, response, error: (None, final))
    assert way.put(make(hook)).raised is final
    assert len(api.seen) == 1


def test_what_after_error_returns_decides_for_a_retry(
    way: Way, make: Any, api: Server
) -> None:
    failed: Any = []

    def fail_once(ctx: Any, request: Any) -> Any:
        if not failed:
            failed.append(1)
            raise RuntimeError("token server down")
        return request

    hook = hook_for(
        way,
        "after_error",
        lambda ctx, response, error: (None, httpx.ConnectError("again")),
    )
    way.put(make(hook_for(way, "before_request", fail_once), hook)).unwrap()
    assert len(api.seen) == 1


def test_connection_errors_are_not_retried_without_retry_connection_errors(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True))
    config = replace_connection(FAST, False)
    assert isinstance(
        way.put(make(retry_config=config)).raised, httpx.RemoteProtocolError
    )
    assert len(api.seen) == 1


def replace_connection(config: RetryConfig, value: bool) -> RetryConfig:
    return RetryConfig(config.strategy, config.backoff, value)


def test_on_a_stream_the_body_of_an_error_status_is_read_before_after_error(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a/events", Reply(500, chunks=[b"it ", b"broke"]))
    bodies: Any = []

    def look(ctx: Any, response: Any, error: Any) -> Any:
        bodies.append(response.text)
        return response, error

    hook = hook_for(way, "after_error", look)
    outcome = way.calls(make(hook), ("watch_thing", {"thing_id": "a"}))[0]
    assert isinstance(outcome.raised, errors.AcmeDefaultError)
    assert bodies == ["it broke"]


def test_an_error_body_that_breaks_off_on_a_stream_is_a_transport_error(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a/events", Reply(500, body=b"half", cut=True))
    seen = record(way)
    outcome = way.calls(make(seen), ("watch_thing", {"thing_id": "a"}))[0]
    assert isinstance(outcome.raised, httpx.RemoteProtocolError)
    assert seen.log[-1] == ("after_error", None, outcome.raised)


def test_after_error_returning_a_bare_exception_raises_it_at_once(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(404, json={"message": "gone"}))
    bare = LookupError("gone")
    seen = record(way)
    assert (
        way.get(make(hook_for(way, "after_error", lambda *_: bare), seen)).raised
        is bare
    )
    assert seen.points == ["before_request"]


def test_a_bare_exception_after_a_transport_error_is_not_retried(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(drop=True))
    bare = httpx.ConnectError("for good")
    assert way.put(make(hook_for(way, "after_error", lambda *_: bare))).raised is bare
    assert len(api.seen) == 1


# --- Exceptions of hooks ---


@pytest.mark.parametrize(
    "point", ["before_request", "after_success", "after_error", "after_parse_error"]
)
@pytest.mark.parametrize("kind", ["native", "other"])
def test_a_hook_that_raises_reaches_the_caller_unwrapped_with_its_traceback(
    way: Way, make: Any, api: Server, point: str, kind: str
) -> None:
    if point in ("after_error", "after_parse_error"):
        api.reply("/things/a", Reply(404, json={"message": "gone"}))
    cause = OSError("disk")

    def a_function_of_mine(ctx: Any, *values: Any) -> Any:
        raise LookupError("mine") from cause

    hook = (
        at(point, a_function_of_mine)
        if kind == "other"
        else hook_for(way, point, a_function_of_mine)
    )
    error = way.get(make(hook)).raised
    assert type(error) is LookupError
    assert error.__cause__ is cause
    names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
    assert names[-1] == "a_function_of_mine"


def test_cancellation_is_never_given_to_a_hook_and_never_swallowed(make: Any) -> None:
    seen = AsyncRecord()

    async def cancel(ctx: Any, request: Any) -> Any:
        raise asyncio.CancelledError

    error = Way("async").get(make(async_at("before_request", cancel), seen)).raised
    assert isinstance(error, asyncio.CancelledError)
    assert seen.log == []


def test_keyboard_interrupt_is_never_given_to_a_hook_and_never_swallowed(
    make: Any,
) -> None:
    seen = SyncRecord()

    def interrupt(ctx: Any, request: Any) -> Any:
        raise KeyboardInterrupt

    error = Way("sync").get(make(at("before_request", interrupt), seen)).raised
    assert isinstance(error, KeyboardInterrupt)
    assert seen.log == []


# --- The request of each attempt ---


def test_each_attempt_starts_from_the_same_request_object(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503), Reply(drop=True), Reply(json={"id": "a"}))

    def key_if_there_is_none(ctx: Any, request: Any) -> Any:
        request.headers.setdefault("idempotency-key", f"key-{ctx.attempt}")
        return request

    seen = record(way)
    way.put(make(hook_for(way, "before_request", key_if_there_is_none), seen)).unwrap()
    assert (
        len({id(entry[1]) for entry in seen.log if entry[0] == "before_request"}) == 1
    )
    assert [request.headers["idempotency-key"] for request in api.seen] == ["key-0"] * 3


def test_a_new_request_lasts_for_its_attempt(way: Way, make: Any, api: Server) -> None:
    api.reply("/things/a", Reply(503), Reply(json={"id": "a"}))

    def replaced(ctx: Any, request: Any) -> Any:
        if ctx.attempt == 0:
            return httpx.Request(
                "PUT", request.url, headers={"x-new": "1"}, json={"id": "a"}
            )
        return request

    way.put(make(hook_for(way, "before_request", replaced))).unwrap()
    assert ["x-new" in request.headers for request in api.seen] == [True, False]


@pytest.mark.parametrize("maker", ["request", "client"])
def test_a_request_that_a_hook_makes_keeps_the_calls_timeout(
    way: Way, make: Any, maker: str
) -> None:
    timeouts: Any = []

    def remade(ctx: Any, request: Any) -> Any:
        if maker == "request":
            return httpx.Request(request.method, request.url)
        client = ctx.config.async_client if way.is_async else ctx.config.client
        return client.build_request(request.method, request.url)

    def look(ctx: Any, response: Any) -> Any:
        timeouts.append(response.request.extensions["timeout"]["read"])
        return response

    way.get(
        make(
            hook_for(way, "before_request", remade),
            hook_for(way, "after_success", look),
        ),
        timeout_ms=12_345,
    ).unwrap()
    assert timeouts == [12.345]


def test_a_timeout_that_the_hook_sets_stays(way: Way, make: Any) -> None:
    def remade(ctx: Any, request: Any) -> Any:
        timeout = httpx.Timeout(7.0).as_dict()
        return httpx.Request(
            request.method, request.url, extensions={"timeout": timeout}
        )

    timeouts: Any = []

    def look(ctx: Any, response: Any) -> Any:
        timeouts.append(response.request.extensions["timeout"]["read"])
        return response

    way.get(
        make(
            hook_for(way, "before_request", remade),
            hook_for(way, "after_success", look),
        ),
        timeout_ms=12_345,
    ).unwrap()
    assert timeouts == [7.0]


# --- Registries and configurations ---


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


# --- The context ---


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


# --- Wrong answers ---

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
