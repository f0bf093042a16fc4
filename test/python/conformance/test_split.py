"""The core once more, with ``responseFormat: envelope-http`` and ``asyncMode: split``."""

from __future__ import annotations

import threading
from typing import Any, Iterator

import httpx
import pytest
from callers import Caller, Reply, Server, package
from test_bodies import JSON, WHOLE
from test_parameters import COOKIES, HEADERS, PATHS, QUERIES

POINT = {"x": 1, "y": 2}


@pytest.fixture(params=["sync", "async"])
def split(request: pytest.FixtureRequest, server: Server) -> Iterator[Caller]:
    caller = Caller(package("conformance_split", "gen.split.yaml"), request.param, server, split=True)
    yield caller
    caller.close()


def test_two_classes(split: Caller) -> None:
    assert not hasattr(split.module.Conformance, "__aenter__")
    assert not hasattr(split.module.AsyncConformance, "__enter__")
    assert not hasattr(split.sdk.calls, "plain_async")


@pytest.mark.parametrize(("method", "text", "list_", "map_", "wanted"), PATHS)
def test_path(split: Caller, method: str, text: str, list_: Any, map_: Any, wanted: str) -> None:
    split(f"parameters.{method}", text=text, list_=list_, map_=map_)
    assert split.server.last.target == wanted


@pytest.mark.parametrize(("method", "arguments", "wanted"), QUERIES[::2])
def test_query(split: Caller, method: str, arguments: Any, wanted: str) -> None:
    split(f"parameters.{method}", **arguments)
    assert split.server.last.query == wanted


@pytest.mark.parametrize(("arguments", "name", "wanted"), HEADERS[::2])
def test_header(split: Caller, arguments: Any, name: str, wanted: Any) -> None:
    split("parameters.headers", **arguments)
    assert split.server.last.header(name) == wanted


@pytest.mark.parametrize(("arguments", "wanted"), COOKIES[::2])
def test_cookie(split: Caller, arguments: Any, wanted: Any) -> None:
    split("parameters.cookies", **arguments)
    assert split.server.last.header("Cookie") == wanted


@pytest.mark.parametrize(("arguments", "wanted"), JSON)
def test_json_object(split: Caller, arguments: Any, wanted: Any) -> None:
    split("bodies.json_object", **arguments)
    assert split.server.last.json() == wanted


@pytest.mark.parametrize(("method", "value", "wanted"), WHOLE)
def test_json_of_any_kind(split: Caller, method: str, value: Any, wanted: bytes) -> None:
    split(f"bodies.{method}", request=value)
    assert split.server.last.body == wanted


def test_the_envelope_holds_the_exchange(split: Caller) -> None:
    split.server.reply("*", Reply(json=POINT, headers=[("X-A", "1")]))
    got = split("responses.undeclared")
    assert got.point == split.models.Point(x=1, y=2)
    assert isinstance(got.http_meta.request, httpx.Request)
    assert got.http_meta.response.headers["x-a"] == "1"
    assert got.http_meta.response.status_code == 200


def test_each_body_has_its_field(split: Caller) -> None:
    split.server.reply("*", Reply(201, json={"name": "n"}), Reply(200, json=POINT), Reply(204))
    made, found, nothing = (split("responses.ranges") for _ in range(3))
    assert (made.named.name, made.point) == ("n", None)
    assert (found.point.x, found.named) == (1, None)
    assert (nothing.point, nothing.named, nothing.http_meta.response.status_code) == (None, None, 204)


def test_no_content(split: Caller) -> None:
    assert split("calls.plain").http_meta.response.status_code == 204


def test_headers(split: Caller) -> None:
    split.server.reply("*", Reply(json=POINT, headers=[("X-Rate", "5")]))
    got = split("responses.with_headers")
    assert got.headers["x-rate"] == ["5"] and got.point.x == 1


def test_errors(split: Caller) -> None:
    split.server.reply("*", Reply(404, json={"missing": "m", "message": "Gone"}), Reply(500))
    with pytest.raises(split.errors.NotFoundError, match="Gone"):
        split("responses.ranges")
    with pytest.raises(split.errors.ConformanceError):
        split("responses.undeclared")


def test_misfits(split: Caller) -> None:
    split.server.reply("*", Reply(json={"id": 1}))
    with pytest.raises(split.errors.ResponseValidationError, match="items"):
        split("responses.strict")


def value_of(envelope: Any) -> Any:
    """The one field beside ``http_meta`` that is set."""
    found = [value for name, value in envelope if name != "http_meta" and value is not None]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("method", "body"), [("json_integer", b"12"), ("json_boolean", b"true"), ("plain_text", b"t")]
)
def test_values(split: Caller, method: str, body: bytes) -> None:
    kind = "text/plain" if method == "plain_text" else "application/json"
    split.server.reply("*", Reply(body=body, type=kind))
    assert value_of(split(f"responses.{method}")) == {b"12": 12, b"true": True, b"t": "t"}[body]


def test_events(split: Caller) -> None:
    body = b'data: {"text": "a"}\n\ndata: {"text": "b"}\n\ndata: [DONE]\n\n'
    split.server.reply("*", Reply(chunks=[body[:9], body[9:]], type="text/event-stream"))
    got = split("streams.events")
    assert [event.data.text for event in split.items(value_of(got))] == ["a", "b"]


def test_lines(split: Caller) -> None:
    split.server.reply("*", Reply(chunks=[b'{"x": 1}\n{"x"', b": 2}\n"], type="application/jsonl"))
    got = split("streams.lines")
    assert [point.x for point in split.items(value_of(got))] == [1, 2]


def test_download(split: Caller) -> None:
    split.server.reply("*", Reply(chunks=[b"a", b"b"], type="application/octet-stream"))
    response = value_of(split("streams.download"))
    assert (split.run(response.aread()) if split.is_async else response.read()) == b"ab"


def test_retries(split: Caller) -> None:
    split.server.reply("*", Reply(503), Reply(drop=True), Reply(json=POINT))
    assert split("calls.retried").point.x == 1


@pytest.mark.parametrize("method", ["by_cursor", "by_url"])
def test_pages(split: Caller, method: str) -> None:
    following = "/pages/url?after=1" if method == "by_url" else "c"
    split.server.reply(
        "*", Reply(json={"data": [1], "meta": {"next": following}}), Reply(json={"data": [2], "meta": {}})
    )
    first = split(f"pages.{method}")
    assert [page.page.data for page in split.items(first)] == [[1], [2]]
    assert split.finish(split.finish(first.next()).next()) is None


def test_security_and_redirects(split: Caller) -> None:
    models = split.models
    sdk = split.make(security=models.Security(option1=models.SecurityOption1(header_key="k")))
    with Server() as other:
        split.server.reply("*", Reply(307, headers=[("Location", other.url + "/there")]))
        split("calls.plain", sdk=sdk)
        assert split.server.last.header("X-Api-Key") == "k"
        assert other.last.header("X-Api-Key") is None


def test_raw_response(split: Caller) -> None:
    split.server.reply("*", Reply(json=POINT))
    raw = split("responses.with_raw_response.undeclared")
    assert raw.json() == POINT
    assert split.finish(raw.parse()).point.x == 1


def test_timeout(split: Caller) -> None:
    gate = threading.Event()
    split.server.reply("*", Reply(204, hold=gate))
    with pytest.raises(httpx.ReadTimeout):
        split("calls.plain", timeout_ms=30)
    gate.set()
