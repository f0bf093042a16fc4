"""Options that change how answers are read and how arguments are taken."""

from __future__ import annotations

import email
import threading
from typing import Any, Iterator

import httpx
import pytest
from callers import Caller, Reply, Server, package

ID = "0c1d2e3f-0000-4000-8000-00000000abcd"


def small(option: str, request: pytest.FixtureRequest, server: Server) -> Iterator[Caller]:
    """Calls of the small API, generated with ``gen.<option>.yaml``."""
    module = package(f"conformance_{option}", f"gen.{option}.yaml", "small.yaml")
    caller = Caller(module, request.param, server)
    yield caller
    caller.close()


@pytest.fixture(params=["sync", "async"])
def lenient(request: pytest.FixtureRequest, server: Server) -> Iterator[Caller]:
    yield from small("lenient", request, server)


@pytest.fixture(params=["sync", "async"])
def checkless(request: pytest.FixtureRequest, server: Server) -> Iterator[Caller]:
    yield from small("checkless", request, server)


@pytest.fixture(params=["sync", "async"])
def unchecked(request: pytest.FixtureRequest, server: Server) -> Iterator[Caller]:
    yield from small("unchecked", request, server)


@pytest.fixture(params=["sync", "async"])
def whole(request: pytest.FixtureRequest, server: Server) -> Iterator[Caller]:
    yield from small("whole", request, server)


def test_lenient_makes_models_of_what_fits(lenient: Caller) -> None:
    lenient.server.reply("*", Reply(json={"id": ID, "color": "red", "parts": [{"id": ID}]}))
    thing = lenient("get_thing", id="1")
    assert str(thing.id) == ID
    assert thing.color == lenient.models.Color.RED
    assert type(thing.parts[0]).__name__ == "Thing"


@pytest.mark.parametrize("body", [{"count": "many"}, {"id": 5, "parts": "none"}, {}])
def test_lenient_does_not_raise(lenient: Caller, body: Any) -> None:
    lenient.server.reply("*", Reply(json=body))
    thing = lenient("get_thing", id="1")
    assert type(thing).__name__ == "Thing"
    for name, value in body.items():
        assert getattr(thing, name) == value


def test_lenient_raises_on_what_is_no_json(lenient: Caller) -> None:
    lenient.server.reply("*", Reply(body=b"{", type="application/json"))
    with pytest.raises(lenient.errors.ResponseValidationError):
        lenient("get_thing", id="1")


def test_error_statuses_that_are_no_errors(lenient: Caller) -> None:
    lenient.server.reply("*", Reply(404, json={"missing": "m"}))
    assert lenient("get_thing", id="1").missing == "m"


def test_error_bodies_are_not_checked(checkless: Caller) -> None:
    lenient = checkless
    lenient.server.reply("*", Reply(404, json={"other": 1}))
    with pytest.raises(lenient.errors.ConformanceDefaultError) as caught:
        lenient("get_thing", id="1")
    assert caught.value.status_code == 404 and '"other"' in caught.value.body


def test_error_bodies_that_fit_are_typed(checkless: Caller) -> None:
    lenient = checkless
    lenient.server.reply("*", Reply(404, json={"missing": "m"}))
    with pytest.raises(lenient.errors.LostError) as caught:
        lenient("get_thing", id="1")
    assert caught.value.data.missing == "m"


def test_flat_events(lenient: Caller) -> None:
    body = f'event: x\ndata: {{"id": "{ID}"}}\n\n'.encode()
    lenient.server.reply("*", Reply(chunks=[body], type="text/event-stream"))
    (thing,) = lenient.items(lenient("events"))
    assert str(thing.id) == ID


def test_legacy_arrays_of_multipart(lenient: Caller) -> None:
    lenient("upload", title="t", files=[{"file_name": "a", "content": b"1"}], words=["x"])
    seen = lenient.server.last
    whole: Any = email.message_from_bytes(
        f"Content-Type: {seen.header('Content-Type')}\r\n\r\n".encode() + seen.body
    )
    names = [part.get_param("name", header="content-disposition") for part in whole.get_payload()]
    assert names == ["title", "files[]", "words[]"]


def test_open_enum_class(lenient: Caller) -> None:
    lenient.server.reply("*", Reply(json={"id": ID, "color": "mauve"}))
    color = lenient("get_thing", id="1").color
    assert color == "mauve" and not isinstance(color, lenient.models.Color)


def test_timeouts_in_seconds(lenient: Caller) -> None:
    gate = threading.Event()
    lenient.server.reply("*", Reply(204, hold=gate))
    with pytest.raises(httpx.ReadTimeout):
        lenient("get_thing", id="1", timeout=0.03)
    gate.set()


@pytest.mark.parametrize("body", [{"id": 5, "new": [1]}, [1, 2], "text", None])
def test_unchecked_gives_the_decoded_json(unchecked: Caller, body: Any) -> None:
    unchecked.server.reply(
        "*", Reply(json=body, body=b"null" if body is None else None, type="application/json")
    )
    assert unchecked("get_thing", "1").thing == body


def test_envelope(unchecked: Caller) -> None:
    unchecked.server.reply("*", Reply(json={"id": ID}))
    got = unchecked("get_thing", "1")
    assert got.status_code == 200
    assert got.content_type == "application/json"
    assert isinstance(got.raw_response, httpx.Response)


def test_envelope_without_content(unchecked: Caller) -> None:
    got = unchecked("put_thing", "1", id=ID)
    assert got.status_code == 204


def test_positional_path_and_extras(unchecked: Caller) -> None:
    unchecked.server.reply("*", Reply(json={}))
    unchecked("get_thing", "a b", verbose=True, extra_query={"q": "x y"}, extra_headers={"X-More": "1"})
    assert unchecked.server.last.target == "/things/a%20b?verbose=true&q=x%20y"
    assert unchecked.server.last.header("X-More") == "1"


def test_extra_body(unchecked: Caller) -> None:
    unchecked("put_thing", "1", id=ID, extra_body={"more": 1})
    assert unchecked.server.last.json() == {"id": ID, "more": 1}


def test_one_scheme_is_an_argument_of_its_own(lenient: Caller) -> None:
    lenient.server.reply("*", Reply(json={"id": ID}))
    for key in ("k", lambda: "k"):
        lenient("get_thing", id="1", sdk=lenient.make(key=key))
        assert lenient.server.last.header("X-Key") == "k"


def test_a_request_class_for_each_type_of_body(whole: Caller) -> None:
    whole("note", request={"key": "a", "body": {"id": ID}})
    assert whole.server.last.body == f'{{"id":"{ID}"}}'.encode()
    whole("note_form", request={"key": "a", "body": {"id": ID}})
    assert whole.server.last.form() == [("id", ID)]
    whole("note_raw", request=whole.models.NoteRawRequest(key="a", body="<thing/>"))
    assert (whole.server.last.header("Content-Type"), whole.server.last.body) == (
        "application/xml",
        b"<thing/>",
    )
    with pytest.raises(ValueError, match="body"):
        whole("note_raw", request={"key": "a", "body": {"id": ID}})
