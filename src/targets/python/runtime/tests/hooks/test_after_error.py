"""What ``after_error`` may answer, and what is retried then."""

from __future__ import annotations

from typing import Any

import httpx
from server import Reply, Server
from ways import (
    Way,
    hook_for,
    record,
)

from sdk import errors
from sdk.utils.retries import BackoffStrategy, RetryConfig

FAST = RetryConfig("backoff", BackoffStrategy(1, 5, 1.5, 5_000), True)


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
