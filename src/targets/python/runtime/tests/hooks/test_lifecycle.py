"""Contract, section 3: what runs when. Every test is a sentence of it."""

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

NONE_LEFT = RetryConfig("backoff", BackoffStrategy(1, 5, 1.5, 0), True)


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
