"""What ``utils`` offers to hooks and applications."""

from __future__ import annotations

import asyncio
import datetime
import io
from typing import Any, List, Optional

import httpx
import pytest
from pydantic import Field
from typing_extensions import Annotated

from sdk import utils
from sdk._package import ResponseValidationError
from sdk._runtime.backoff import delay_ms, fits, retry_after_ms
from sdk.types import BaseModel
from sdk.utils import FieldMetadata
from sdk.utils.forms import serialize_form_data, serialize_multipart_form
from sdk.utils.metadata import (
    FormMetadata,
    HeaderMetadata,
    MultipartFormMetadata,
    PathParamMetadata,
    QueryParamMetadata,
    RequestMetadata,
)
from sdk.utils.retries import PermanentError, retry_with_backoff
from sdk.utils.unmarshal_json_response import unmarshal_json_response


class Request(BaseModel):
    thing_id: Annotated[
        str,
        Field(alias="thingId"),
        FieldMetadata(path=PathParamMetadata(style="simple")),
    ]
    tags: Annotated[Optional[List[str]], FieldMetadata(query=True)] = None
    filter: Annotated[
        Optional[Any],
        FieldMetadata(query=QueryParamMetadata(style="deepObject", explode=True)),
    ] = None
    where: Annotated[
        Optional[Any], FieldMetadata(query=QueryParamMetadata(serialization="json"))
    ] = None
    trace: Annotated[
        Optional[str], Field(alias="X-Trace"), FieldMetadata(header=HeaderMetadata())
    ] = None


class Globals(BaseModel):
    trace: Annotated[
        Optional[str], Field(alias="X-Trace"), FieldMetadata(header=True)
    ] = None


def test_parameters_of_a_model() -> None:
    request = Request(
        thing_id="a/b", tags=["x", "y z"], filter={"a": {"b": 1}}, where=[1]
    )
    assert (
        utils.generate_url("https://h/", "/t/{thingId}/u", request)
        == "https://h/t/a%2Fb/u"
    )
    assert utils.get_query_params(request) == {
        "tags": ["x", "y z"],
        "filter[a][b]": ["1"],
        "where": ["[1]"],
    }
    assert utils.get_query_params(Request(thing_id="a", tags=[]), None, ["tags"]) == {
        "tags": [""]
    }
    assert utils.get_headers(request, Globals(trace="global")) == {"X-Trace": "global"}
    assert utils.template_url("https://{env}.h", {"env": "eu"}) == "https://eu.h"
    assert utils.remove_suffix("a/", "/") == "a"


class Upload(BaseModel):
    file: Annotated[Any, FieldMetadata(multipart=MultipartFormMetadata(file=True))]
    meta: Annotated[Any, FieldMetadata(multipart=MultipartFormMetadata(json=True))] = (
        None
    )
    title: Annotated[Optional[str], FieldMetadata(multipart=True)] = None


class Form(BaseModel):
    name: Annotated[str, FieldMetadata(form=True)]
    tags: Annotated[
        Optional[List[str]], FieldMetadata(form=FormMetadata(explode=False))
    ] = None
    data: Annotated[Any, FieldMetadata(form=FormMetadata(json=True))] = None


class Sent(BaseModel):
    body: Annotated[
        Form,
        FieldMetadata(request=RequestMetadata("application/x-www-form-urlencoded")),
    ]


def test_bodies() -> None:
    file = io.BytesIO(b"1")
    kind, fields, files = serialize_multipart_form(
        "multipart/form-data", Upload(file=("a.txt", file), meta={"a": 1}, title="t")
    )
    assert (kind, fields) == ("multipart/form-data", {"title": "t"})
    assert files == [
        ("file", ("a.txt", file, "text/plain")),
        ("meta", (None, b'{"a":1}', "application/json")),
    ]
    form = Form(name="a b", tags=["x", "y"], data={"n": [1]})
    assert serialize_form_data(form) == {
        "name": "a b",
        "tags": "x,y",
        "data": '{"n":[1]}',
    }
    body = utils.serialize_request_body({"a": 1}, False, True, "json", Any)
    assert body is not None
    assert (body.media_type, body.content) == ("application/json", '{"a":1}')
    body = utils.serialize_request_body(Sent(body=form), False, False, "json", Sent)
    assert body is not None
    assert body.media_type == "application/x-www-form-urlencoded"
    assert utils.serialize_request_body(None, False, True, "json", Any) is None


def test_responses() -> None:
    response = httpx.Response(
        201, json={"thingId": "a"}, headers=[("X-A", "1"), ("X-A", "2")]
    )
    assert utils.match_response(response, ["200", "2XX"], "application/json")
    assert not utils.match_response(response, "4XX", "*")
    assert utils.match_content_type("text/csv; charset=utf-8", "text/*")
    assert utils.match_status_codes(["5XX", "404"], 404)
    assert utils.get_response_headers(response.headers)["x-a"] == ["1", "2"]
    assert unmarshal_json_response(Request, response).thing_id == "a"
    with pytest.raises(ResponseValidationError):
        unmarshal_json_response(Request, response, "{}")


def test_small_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_N", "3")
    assert utils.get_global_from_env(None, "ACME_N", int) == 3
    assert utils.get_global_from_env(4, "ACME_N", int) == 4
    assert utils.get_global_from_env(None, "ACME_M", int) is None
    assert utils.cast_partial(int)("x") == "x"
    moment = datetime.datetime(
        2024, 1, 2, 3, 4, 5, 600000, tzinfo=datetime.timezone.utc
    )
    assert utils.parse_datetime("2024-01-02T03:04:05.6Z") == moment
    assert utils.parse_datetime("2024-01-02T05:04:05.6000001+02:00") == moment
    request = httpx.Request("POST", "https://h", content=b"text")
    assert utils.get_body_content(request) == "text"
    assert (
        utils.get_body_content(httpx.Request("POST", "https://h", content=iter([b"x"])))
        == "<streaming body>"
    )


def retries(strategy: str = "backoff", **options: Any) -> utils.Retries:
    backoff = utils.BackoffStrategy(1, 2, 1.5, options.pop("longest", 10_000))
    return utils.Retries(utils.RetryConfig(strategy, backoff, True, **options), ["5XX"])


@pytest.mark.parametrize("is_async", [False, True])
def test_retrying_any_function(is_async: bool) -> None:
    def answers(*statuses: int) -> Any:
        left = iter(statuses)
        return lambda: httpx.Response(next(left), headers={"retry-after-ms": "1"})

    def go(func: Any, options: utils.Retries) -> httpx.Response:
        if not is_async:
            return utils.retry(func, options)

        async def call() -> httpx.Response:
            return func()

        return asyncio.run(utils.retry_async(call, options))

    assert go(answers(500, 503, 200), retries()).status_code == 200
    assert go(answers(429, 200), retries()).status_code == 429
    assert (
        go(answers(429, 200), retries(status_codes_override=["429"])).status_code == 200
    )
    assert go(answers(500, 200), retries("none")).status_code == 500
    assert go(answers(500, 200), retries(longest=0)).status_code == 500

    def broken() -> Any:
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        go(broken, retries())
    with pytest.raises(KeyError):
        retry_with_backoff(lambda: (_ for _ in ()).throw(PermanentError(KeyError("k"))))


@pytest.mark.parametrize(
    ("headers", "want"),
    [
        ({"retry-after": "2"}, 2000),
        ({"retry-after": "0.5"}, 500),
        ({"retry-after-ms": "150", "retry-after": "9"}, 150),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({}, None),
    ],
)
def test_what_servers_ask_for(headers: Any, want: Optional[int]) -> None:
    assert retry_after_ms(headers) == want


def test_delays() -> None:
    def delay(attempt: int, asked: Optional[int] = None) -> float:
        return delay_ms(
            attempt,
            initial_interval=100,
            max_interval=1000,
            exponent=2,
            jitter_ms=0,
            asked_for=asked,
        )

    assert [delay(attempt) for attempt in (0, 1, 2, 3, 4, 5000)] == [
        100,
        200,
        400,
        800,
        1000,
        1000,
    ]
    assert delay(0, 86_400_000) == 86_400_000
    assert not fits(0, 86_400_000, 3_600_000)
