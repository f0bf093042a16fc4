"""From what the server answers to results and errors."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Union

import httpx
import pytest
from server import Reply, Server

from sdk._package import DefaultError, ResponseValidationError
from sdk._runtime.operation import Content, Envelope, Operation, Response
from sdk._runtime.reading import construct, json_reader
from sdk.errors import ProblemError, ProblemErrorData
from sdk.types import BaseModel

from .conftest import Run, operation


class Thing(BaseModel):
    id: str
    size: Optional[int] = None


def json_of(typ: Any, media_type: str = "application/json") -> Content:
    return Content("json", media_type, lambda: typ)


PROBLEM = Response(
    (
        Content(
            "json",
            "application/json",
            lambda: ProblemErrorData,
            error=lambda: ProblemError,
        ),
    ),
    is_error=True,
)


def answering(**responses: Response) -> Operation[Any]:
    named = {name.lstrip("_"): response for name, response in responses.items()}
    return operation(responses=named)


THING = Response((json_of(Thing),))


@pytest.mark.parametrize(
    ("typ", "body", "want"),
    [
        (Thing, b'{"id":"a"}', Thing(id="a")),
        (List[int], b"[1,2]", [1, 2]),
        (Dict[str, Thing], b'{"k":{"id":"a"}}', {"k": Thing(id="a")}),
        (str, b'"text"', "text"),
        (int, b"12345678901234567890123", 12345678901234567890123),
        (Optional[Thing], b"null", None),
        (bool, b"false", False),
        (Any, b'{"a":[null]}', {"a": [None]}),
        (Thing, b'\xef\xbb\xbf{"id":"a"}', Thing(id="a")),
    ],
)
def test_json(server: Server, run: Run, typ: Any, body: bytes, want: Any) -> None:
    server.reply(
        "/x",
        Reply(body=body, headers={"content-type": "application/json; charset=utf-8"}),
    )
    assert run(answering(_200=Response((json_of(typ),)))) == want


def test_json_in_another_encoding(server: Server, run: Run) -> None:
    headers = {"content-type": "application/json; charset=latin-1"}
    server.reply("/x", Reply(body='{"id":"né"}'.encode("latin-1"), headers=headers))
    assert run(answering(_200=THING)) == Thing(id="né")


BY_STATUS = answering(
    _200=Response((json_of(Thing),)),
    _202=Response(),
    _2XX=Response((json_of(List[int]),)),
    _404=PROBLEM,
    _4XX=Response((json_of(Any),), is_error=True),
    default=PROBLEM,
)


@pytest.mark.parametrize(
    ("status", "body", "want"),
    [
        (200, {"id": "a"}, Thing(id="a")),
        (201, [1], [1]),
        (202, {"x": 1}, None),
        (299, [], []),
    ],
)
def test_the_most_specific_status_counts(
    server: Server, run: Run, status: int, body: Any, want: Any
) -> None:
    server.reply("/x", Reply(status, json=body))
    assert run(BY_STATUS) == want


@pytest.mark.parametrize("status", [404, 500, 302])
def test_typed_errors(server: Server, run: Run, status: int) -> None:
    server.reply(
        "/x",
        Reply(status, json={"message": "gone", "code": "E1"}, headers={"x-a": "1"}),
    )
    with pytest.raises(ProblemError) as caught:
        run(BY_STATUS)
    error = caught.value
    assert (error.data.code, error.status_code, error.headers["x-a"]) == (
        "E1",
        status,
        "1",
    )
    assert error.message == "gone"
    assert error.body == '{"message": "gone", "code": "E1"}'
    assert error.raw_response.status_code == status
    assert str(error).startswith(f"GET {server.url}/x: {status}")
    assert "gone" in str(error)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"message":"m"}', "m"),
        (b'{"error":{"message":"m"}}', "m"),
        (b'{"error":"m"}', "m"),
        (b'{"errors":[{"detail":"m"}]}', "m"),
        (b'{"detail":[{"msg":"m"}]}', "m"),
        (b"<html>m</html>", "<html>m</html>"),
        (b"", "The response has no body"),
    ],
)
def test_the_default_error_says_what_the_server_says(
    server: Server, run: Run, body: bytes, message: str
) -> None:
    server.reply("/x", Reply(418, body=body, headers={"content-type": "text/html"}))
    with pytest.raises(DefaultError) as caught:
        run(answering(_200=THING), sdk=None)
    assert caught.value.message == message
    assert caught.value.body == body.decode()


def test_default_alone_is_a_result_but_for_errors(server: Server, run: Run) -> None:
    op = answering(default=THING)
    server.reply("/x", Reply(201, json={"id": "a"}), Reply(500, json={"id": "a"}))
    assert run(op) == Thing(id="a")
    with pytest.raises(DefaultError):
        run(op)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(203, json={"id": "a"}),
        Reply(200, body=b"a,b", headers={"content-type": "text/csv"}),
    ],
)
def test_what_is_not_declared_raises(server: Server, run: Run, reply: Reply) -> None:
    server.reply("/x", reply)
    with pytest.raises(DefaultError, match="Unexpected response"):
        run(answering(_200=THING))


MANY = answering(
    _200=Response(
        (
            json_of(Thing),
            Content("text", "text/plain", lambda: str),
            Content("text", "text/csv;header=present", lambda: str),
            Content("bytes", "image/*"),
            json_of(Any, "application/*+json"),
            Content("bytes", "*/*"),
        )
    )
)


@pytest.mark.parametrize(
    ("content_type", "body", "want"),
    [
        ("application/json", b'{"id":"a"}', Thing(id="a")),
        ("Application/JSON;charset=UTF-8", b'{"id":"a"}', Thing(id="a")),
        ("text/plain; charset=latin-1", "né".encode("latin-1"), "né"),
        ('text/csv; header="present"', b"a", "a"),
        ("text/csv", b"a", b"a"),
        ("image/png", b"\x89", b"\x89"),
        ("application/problem+json", b"[1]", [1]),
        ("application/x-other", b"o", b"o"),
    ],
)
def test_content_types(
    server: Server, run: Run, content_type: str, body: bytes, want: Any
) -> None:
    server.reply("/x", Reply(body=body, headers={"content-type": content_type}))
    assert run(MANY) == want


def test_accept_prefers_the_first(server: Server, run: Run) -> None:
    server.reply("/x", Reply(json={"id": "a"}))
    op = answering(
        _200=Response((json_of(Thing), Content("text", "text/plain"))), _404=PROBLEM
    )
    run(op)
    run(op, accept="application/json")
    run(answering(_204=Response(), _200=Response()))
    assert [seen.headers["accept"] for seen in server.seen] == [
        "application/json, text/plain;q=0.6",
        "application/json",
        "*/*",
    ]


@pytest.mark.parametrize("status", [200, 204, 205])
def test_empty_bodies(server: Server, run: Run, status: int) -> None:
    server.reply("/x", Reply(status, body=b""))
    assert run(operation(responses={str(status): THING})) is None


def test_head_has_no_body(server: Server, run: Run) -> None:
    server.reply("/x", Reply(headers={"content-type": "application/json"}))
    assert run(operation(method="HEAD", responses={"200": THING})) is None


@pytest.mark.parametrize("body", [b'{"id":1}', b"{", b"", b"[]"])
def test_a_body_that_does_not_fit(server: Server, run: Run, body: bytes) -> None:
    server.reply("/x", Reply(body=body, headers={"content-type": "application/json"}))
    with pytest.raises(ResponseValidationError) as caught:
        run(answering(_200=THING))
    error = caught.value
    assert error.body == body.decode()
    assert error.cause is error.__cause__
    assert error.cause is not None
    assert "Response validation failed: " in str(error)
    assert "errors.pydantic.dev" not in str(error)


def test_where_a_body_does_not_fit(server: Server, run: Run) -> None:
    server.reply("/x", Reply(json=[{"id": "a"}, {"id": "b", "size": "big"}]))
    with pytest.raises(ResponseValidationError, match=r"1\.size"):
        run(answering(_200=Response((json_of(List[Thing]),))))


def test_an_error_body_that_does_not_fit(server: Server, run: Run) -> None:
    server.reply("/x", Reply(404, json={"nothing": "here"}))
    with pytest.raises(ResponseValidationError):
        run(BY_STATUS)


class Nested(BaseModel):
    things: List[Thing]
    best: Optional[Thing] = None
    either: Union[int, Thing, None] = None


def test_lenient_reading_keeps_what_does_not_fit() -> None:
    read = json_reader(Nested, "lenient")
    found = read(
        b'{"things":[{"id":"a"},{"id":1,"size":2}],"best":{"size":"big"},"either":{"id":2}}'
    )
    assert isinstance(found, Nested)
    assert [thing.id for thing in found.things] == ["a", 1]
    assert found.best is not None
    assert found.best.size == "big"
    assert isinstance(found.either, Thing)
    assert construct(Thing, "nothing like it") == "nothing like it"
    assert json_reader(Nested, "off")(b'{"things":1}') == {"things": 1}


class Result(BaseModel):
    headers: Dict[str, List[str]]
    result: Optional[Thing] = None


class Enveloped(BaseModel):
    content_type: str
    status_code: int
    raw_response: httpx.Response
    thing: Optional[Thing] = None


class Meta(BaseModel):
    request: httpx.Request
    response: httpx.Response


class EnvelopedHttp(BaseModel):
    http_meta: Meta
    thing: Optional[Thing] = None


FIELD = Response((Content("json", "application/json", lambda: Thing, field="thing"),))


def test_headers_beside_the_result(server: Server, run: Run) -> None:
    server.reply("/x", Reply(json={"id": "a"}, headers={"X-Rate": "5"}))
    op = operation(
        responses={"200": THING},
        envelope=Envelope("result", lambda: Result, headers=True),
    )
    found = run(op)
    assert (found.result, found.headers["x-rate"]) == (Thing(id="a"), ["5"])


def test_envelopes(server: Server, run: Run) -> None:
    server.reply("/x", Reply(201, json={"id": "a"}))
    op = operation(
        responses={"201": FIELD}, envelope=Envelope("envelope", lambda: Enveloped)
    )
    found = run(op)
    assert (found.thing, found.status_code, found.content_type) == (
        Thing(id="a"),
        201,
        "application/json",
    )
    assert found.raw_response.json() == {"id": "a"}
    op = operation(
        responses={"201": FIELD},
        envelope=Envelope("envelope-http", lambda: EnvelopedHttp),
    )
    found = run(op)
    assert (found.thing, found.http_meta.response.status_code) == (Thing(id="a"), 201)
    assert found.http_meta.request.method == "GET"
