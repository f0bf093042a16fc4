"""What callers get: by status, by content type; and what errors say."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from typing import Any, Callable

import pytest
from callers import LIBRARIES, Caller, Reply  # noqa: F401

POINT = {"x": 1, "y": 2}


def reply_to(call: Caller, method: str, *replies: Reply, **arguments: Any) -> Any:
    call.server.reply("*", *replies)
    return call(f"responses.{method}", **arguments)


def test_exact_status(call: Caller) -> None:
    assert reply_to(call, "ranges", Reply(200, json=POINT)) == call.models.Point(x=1, y=2)


def test_another_exact_status(call: Caller) -> None:
    assert reply_to(call, "ranges", Reply(201, json={"name": "n", "x": 1})) == call.models.Named(
        name="n", x=1
    )


@pytest.mark.parametrize("reply", [Reply(204), Reply(204, headers=[("X-A", "1")])])
def test_no_content(call: Caller, reply: Reply) -> None:
    assert reply_to(call, "ranges", reply) is None


@pytest.mark.parametrize("reply", [Reply(204), Reply(200, json=POINT), Reply(202)])
def test_success_where_only_errors_are_declared(call: Caller, reply: Reply) -> None:
    assert reply_to(call, "only_errors", reply) is None


def test_error_where_only_errors_are_declared(call: Caller) -> None:
    with pytest.raises(call.errors.NotFoundError, match="Gone"):
        reply_to(call, "only_errors", Reply(404, json={"missing": "it", "message": "Gone"}))


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8"]
)
def test_declared_charset_is_not_asked_for(call: Caller, kind: str) -> None:
    body = b'{"x": 1, "y": 2}'
    got = reply_to(call, "type_parameters", Reply(body=body, type=kind))
    assert got == call.models.Point(x=1, y=2)


@pytest.mark.parametrize("kind", ["text/plain", "text/plain; version=1; charset=utf-8"])
def test_parameter_of_a_type_may_be_left_out(call: Caller, kind: str) -> None:
    assert reply_to(call, "type_parameters", Reply(body=b"hi", type=kind)) == "hi"


def test_another_parameter_of_a_type_is_undeclared(call: Caller) -> None:
    with pytest.raises(call.errors.ConformanceDefaultError, match="Unexpected response"):
        reply_to(call, "type_parameters", Reply(body=b"hi", type="text/plain; version=2"))


ERRORS = [
    # status, body, error class, message
    (404, {"missing": "thing", "message": "It is gone"}, "NotFoundError", "It is gone"),
    (400, {"code": "bad", "detail": "Too short"}, "ProblemError", "Too short"),
    (499, {"code": "bad", "detail": "Odd"}, "ProblemError", "Odd"),
    (500, {"message": "Broken"}, "FaultError", "Broken"),
    (302, {"message": "Elsewhere"}, "FaultError", "Elsewhere"),
    (599, {"message": "Odd"}, "FaultError", "Odd"),
]


@pytest.mark.parametrize(("status", "body", "name", "message"), ERRORS)
def test_typed_error(call: Caller, status: int, body: Any, name: str, message: str) -> None:
    kind = getattr(call.errors, name)
    with pytest.raises(kind) as caught:
        reply_to(call, "ranges", Reply(status, json=body, headers=[("X-Request-Id", "r1")]))
    error = caught.value
    assert isinstance(error, call.errors.ConformanceError)
    assert type(error) is kind
    assert error.status_code == status
    assert error.message == message
    assert error.headers["x-request-id"] == "r1"
    assert error.raw_response.status_code == status
    assert error.raw_response.json() == body
    assert error.data.model_dump(exclude_none=True) == body
    assert '"' in error.body


def test_error_says_what_was_called_and_no_secret(call: Caller) -> None:
    sdk = call.make(
        security=call.models.Security(
            option3=call.models.SecurityOption3(username="u", password="p4ss", query_key="k3y")
        )
    )
    call.server.reply("*", Reply(409, json={"code": "c", "detail": "Taken"}))
    with pytest.raises(call.errors.ConflictError) as caught:
        call("responses.error_union", sdk=sdk, q="token-in-query")
    text = str(caught.value)
    assert "GET" in text and "/responses/errors" in text and "409" in text
    assert "k3y" not in text and "p4ss" not in text and "k3y" not in repr(caught.value)


@pytest.mark.parametrize(("body", "kind"), [({"code": "c"}, "Problem"), ({"missing": "m"}, "NotFound")])
def test_error_union(call: Caller, body: Any, kind: str) -> None:
    with pytest.raises(call.errors.ConflictError) as caught:
        reply_to(call, "error_union", Reply(409, json=body))
    assert type(caught.value.data).__name__.startswith(kind)
    assert caught.value.data.model_dump(exclude_none=True) == body


DEFAULTS = [
    # method, reply, a part of the message
    ("undeclared", Reply(500, body=b"", type=None), "500"),
    ("undeclared", Reply(503, body=b"Down for now", type="text/plain"), "Down for now"),
    ("undeclared", Reply(400, json={"message": "No"}), "No"),
    ("undeclared", Reply(404, body=b"<html>\xff</html>", type="text/html"), "404"),
    ("ranges", Reply(503, body=b"", type=None), "503"),
    ("error_union", Reply(418, body=b"short and stout", type="text/plain"), "short and stout"),
    ("undeclared", Reply(201, json=POINT), "201"),
    ("undeclared", Reply(204), "204"),
    ("undeclared", Reply(200, body=b"<p>", type="text/html"), "text/html"),
    ("undeclared", Reply(302, body=b""), "302"),
]


@pytest.mark.parametrize(("method", "reply", "part"), DEFAULTS)
def test_default_error(call: Caller, method: str, reply: Reply, part: str) -> None:
    with pytest.raises(call.errors.ConformanceDefaultError) as caught:
        reply_to(call, method, reply)
    assert part in str(caught.value)
    assert caught.value.status_code == reply.status
    assert isinstance(caught.value, call.errors.ConformanceError)


@pytest.mark.parametrize("status", [200, 201, 299])
def test_range_of_success(call: Caller, status: int) -> None:
    assert reply_to(call, "range_success", Reply(status, json=POINT)).x == 1


def test_default_alone_is_the_value(call: Caller) -> None:
    assert reply_to(call, "default_only", Reply(200, json=POINT)).x == 1


@pytest.mark.parametrize("status", [400, 500])
def test_default_alone_raises_on_errors(call: Caller, status: int) -> None:
    with pytest.raises(call.errors.ConformanceDefaultError):
        reply_to(call, "default_only", Reply(status, json=POINT))


TYPES: Any = [
    ("application/json", b'{"x": 1}', lambda models: models.Point(x=1)),
    ("application/json; charset=utf-8", b'{"x": 1}', lambda models: models.Point(x=1)),
    ("APPLICATION/JSON", b'{"x": 1}', lambda models: models.Point(x=1)),
    ("text/html; charset=utf-8", "é".encode(), lambda models: "é"),
    ("text/plain; charset=latin-1", "é".encode("latin-1"), lambda models: "é"),
    ("text/csv", b"1,2", lambda models: "1,2"),
    ("application/vnd.acme+json; version=2", b'{"name": "n"}', lambda models: models.Named(name="n")),
]


@pytest.mark.parametrize(("kind", "body", "wanted"), TYPES)
def test_content_type(call: Caller, kind: str, body: bytes, wanted: Callable[[Any], Any]) -> None:
    assert reply_to(call, "content_types", Reply(200, body=body, type=kind)) == wanted(call.models)


def test_accept_lists_what_is_declared(call: Caller) -> None:
    reply_to(call, "content_types", Reply(200, json=POINT))
    accept = call.server.last.header("Accept") or ""
    assert "application/json" in accept and "text/*" in accept


def test_accept_can_be_overridden(call: Caller) -> None:
    reply_to(call, "content_types", Reply(200, json=POINT), accept_header_override="text/*")
    assert call.server.last.header("Accept") == "text/*"


VALUES = [
    ("json_anything", b'{"a": [1, null]}', {"a": [1, None]}),
    ("json_anything", b"3", 3),
    ("json_anything", b'"x"', "x"),
    ("json_anything", b"null", None),
    ("json_anything", b"false", False),
    ("json_anything", b"[]", []),
    ("json_integer", b"12", 12),
    ("json_integer", b"123456789012345678901234567890", 123456789012345678901234567890),
    ("json_boolean", b"true", True),
    ("json_string", b'"\\u00e9"', "é"),
    ("json_decimal", b"0.10", Decimal("0.10")),
    ("json_decimal", b"12345678901234567890.123456789", Decimal("12345678901234567890.123456789")),
    ("json_maybe", b"null", None),
    ("json_points", b"[]", []),
    ("json_map", b"{}", {}),
]


@pytest.mark.parametrize(("method", "body", "wanted"), VALUES)
def test_json_at_top_level(call: Caller, method: str, body: bytes, wanted: Any) -> None:
    got = reply_to(call, method, Reply(200, body=body, type="application/json"))
    assert got == wanted
    assert type(got) is type(wanted)
    assert str(got) == str(wanted)


def test_models_at_top_level(call: Caller) -> None:
    point = call.models.Point(x=1)
    assert reply_to(call, "json_points", Reply(json=[{"x": 1}])) == [point]
    assert reply_to(call, "json_map", Reply(json={"a": {"x": 1}})) == {"a": point}
    assert reply_to(call, "json_maybe", Reply(json={"x": 1})) == point


def test_text(call: Caller) -> None:
    assert reply_to(call, "plain_text", Reply(body=b"a\r\nb", type="text/plain")) == "a\r\nb"


def test_empty_text(call: Caller) -> None:
    assert reply_to(call, "plain_text", Reply(body=b"", type="text/plain")) == ""


def test_headers_of_a_response(call: Caller) -> None:
    got = reply_to(call, "with_headers", Reply(json=POINT, headers=[("X-Rate", "5"), ("X-Tags", "a")]))
    assert got.result == call.models.Point(x=1, y=2)
    assert got.headers["x-rate"] == ["5"]
    assert got.headers["x-tags"] == ["a"]


MISFITS = [
    (b'{"items": []}', "id"),
    (b'{"id": "a", "items": [{"price": 1}, {"price": "x"}]}', "items.1.price: "),
    (b'{"id": "a", "items": [{"price": "x"}]}', "(it is 'x')"),
    (b'{"items": "' + b"x" * 5000 + b'"}', "id: Field required"),
    (b'{"id": "a", "items": null}', "items"),
    (b"[]", ""),
    (b"null", ""),
    (b'{"id": "a", "items"', ""),
    (b"", ""),
]


@pytest.mark.parametrize(("body", "place"), MISFITS)
def test_what_does_not_fit_raises_and_says_where(call: Caller, body: bytes, place: str) -> None:
    with pytest.raises(call.errors.ResponseValidationError) as caught:
        reply_to(call, "strict", Reply(body=body, type="application/json"))
    error = caught.value
    assert error.status_code == 200
    assert error.cause is not None and error.__cause__ is error.cause
    assert error.raw_response.content == body
    assert place in str(error)
    assert "pydantic" not in str(error)


def test_many_misfits_are_counted(call: Caller) -> None:
    body = {"id": "a", "items": [{"price": "x" * 500}] * 30}
    with pytest.raises(call.errors.ResponseValidationError) as caught:
        reply_to(call, "strict", Reply(json=body))
    lines = str(caught.value).splitlines()
    assert lines[-1].strip() == "and 20 more" and len(lines) == 12
    assert all(len(line) < 300 for line in lines)


def test_error_body_that_does_not_fit(call: Caller) -> None:
    with pytest.raises(call.errors.ConformanceError) as caught:
        reply_to(call, "ranges", Reply(400, json={"wrong": True}))
    assert caught.value.status_code == 400
    assert "wrong" in caught.value.body


def test_custom_error_statuses(call: Caller) -> None:
    with pytest.raises(call.errors.NotFoundError):
        reply_to(call, "custom_errors", Reply(404, json={"missing": "m"}))


def test_errors_can_be_copied_and_pickled(call: Caller) -> None:
    with pytest.raises(call.errors.NotFoundError) as caught:
        reply_to(call, "ranges", Reply(404, json={"missing": "m", "message": "gone"}))
    caught.value.raw_response.request.extensions.clear()
    again = copy.copy(caught.value)
    assert (str(again), again.data) == (str(caught.value), caught.value.data)


def test_a_dropped_connection_is_the_clients_error(call: Caller) -> None:
    with pytest.raises(call.http.TransportError):
        reply_to(call, "undeclared", Reply(drop=True), retries=None)


def test_unknown_fields_are_ignored(call: Caller) -> None:
    assert reply_to(call, "undeclared", Reply(json={"x": 1, "new": 1})) == call.models.Point(x=1)


def test_models_can_be_pickled(call: Caller) -> None:
    point = reply_to(call, "undeclared", Reply(json=POINT))
    assert pickle.loads(pickle.dumps(point)) == point
