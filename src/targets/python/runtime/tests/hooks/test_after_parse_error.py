"""What goes to ``after_parse_error``, and what comes of it."""

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
