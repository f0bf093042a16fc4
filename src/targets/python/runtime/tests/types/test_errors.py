"""Errors say what was called, how it ended and what the server said, without secrets."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Optional

import httpx
import pytest

from sdk import errors
from sdk.types import BaseModel
from sdk.utils.errors import error_message


def response(
    status: int = 404, text: str = '{"message":"no such thing"}'
) -> httpx.Response:
    request = httpx.Request(
        "GET", "https://user:secret@api.acme.dev/things/1?api_key=secret"
    )
    return httpx.Response(status, text=text, headers={"x-id": "7"}, request=request)


def test_an_error_holds_all_that_a_handler_needs() -> None:
    raw = response()
    error = errors.ProblemError(errors.ProblemErrorData(message="no such thing"), raw)
    assert error.data.message == "no such thing"
    assert error.message == "no such thing"
    assert error.status_code == 404
    assert error.headers["x-id"] == "7"
    assert error.body == '{"message":"no such thing"}'
    assert error.raw_response is raw
    assert isinstance(error, errors.AcmeError)


def test_its_text_names_the_call_without_secrets() -> None:
    error = errors.AcmeDefaultError("API error occurred", response(500))
    assert (
        str(error)
        == "GET https://api.acme.dev/things/1: 500 Internal Server Error: API error occurred"
    )


def test_a_status_that_nobody_knows_and_a_response_without_a_request() -> None:
    assert str(errors.AcmeDefaultError("odd", httpx.Response(599))) == "599: odd"


def test_errors_survive_copies_and_pickles() -> None:
    for error in (
        errors.ProblemError(errors.ProblemErrorData(message="x"), response()),
        errors.AcmeDefaultError("x", response()),
        errors.ResponseValidationError("x", response(), ValueError("where")),
    ):
        for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
            assert type(again) is type(error)
            assert again.message == error.message
            assert again.status_code == 404


def test_a_validation_error_has_its_cause() -> None:
    cause = ValueError("page.id: expected a number")
    error = errors.ResponseValidationError(
        "Response validation failed", response(200), cause
    )
    assert error.cause is cause
    assert error.__cause__ is cause
    assert "page.id" in str(error)


def test_no_response_error_has_a_message_of_its_own() -> None:
    assert errors.NoResponseError().message == "No response received"
    assert str(errors.NoResponseError("gone")) == "gone"


class Detail(BaseModel):
    text: Optional[str] = None

    message: Optional[str] = None


class Data(BaseModel):
    detail: Optional[Detail] = None

    title: Optional[str] = None


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        (Data(detail=Detail(text="deep")), ("detail.text",), "deep"),
        (Data(detail=Detail(text="deep")), ("title", "detail.text"), "deep"),
        (Data(), ("detail.text",), "the body"),
        (Data(detail=Detail(message="inner")), (), "inner"),
        ([Data(title="first"), Data(title="second")], (), "first"),
        ([Data(title="first")], ("title",), "first"),
        (Data(title="titled"), (), "titled"),
        (Data(), (), "the body"),
        ({"any": 1}, (), "the body"),
    ],
)
def test_the_message_is_the_servers(data: Any, path: Any, message: str) -> None:
    assert error_message(data, response(text=" the body\n"), None, *path) == message


def test_a_long_body_is_cut() -> None:
    message = error_message(None, response(), "x" * 5000)
    assert message == "x" * 1000 + "…"
