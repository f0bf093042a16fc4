"""Server-sent events as the WHATWG has them, JSON lines, downloads; and that leaving early frees the connection."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import Any, List

import pytest
from callers import LIBRARIES, Caller, Reply  # noqa: F401

SSE = "text/event-stream"


def events(call: Caller, chunks: List[bytes], method: str = "events", **reply: Any) -> Any:
    """The open stream of an answer in chunks."""
    call.server.reply("*", Reply(chunks=chunks, type=SSE, **reply))
    return call(f"streams.{method}")


def texts(call: Caller, body: bytes) -> List[Any]:
    """The data of the events in a body."""
    return [event.data for event in call.items(events(call, [body], "text_events"))]


def chunk(text: str) -> bytes:
    return b'data: {"text": "%s"}\n\n' % text.encode()


ALGORITHM = [
    (b"data: a\n\n", ["a"]),
    (b"data: a\r\n\r\n", ["a"]),
    (b"data: a\r\r", ["a"]),
    (b"data:a\n\n", ["a"]),
    (b"data:  a\n\n", [" a"]),
    (b"\xef\xbb\xbfdata: a\n\n", ["a"]),
    (b"data: a\ndata: b\n\n", ["a\nb"]),
    (b"data: a\ndata\ndata: b\n\n", ["a\n\nb"]),
    (b": comment\n\ndata: a\n\n", ["a"]),
    (b"data: a\n: comment\ndata: b\n\n", ["a\nb"]),
    (b"data: a\n\ndata: b\n\n", ["a", "b"]),
    (b"data: a\n\ndata: unfinished", ["a"]),
    (b"data: a\n\ndata: unfinished\n", ["a"]),
    (b"unknown: x\ndata: a\n\n", ["a"]),
    (b"data: \xc3\xa9\xe2\x98\x83\n\n", ["é☃"]),
    (b"data: a\xe2\x80\xa8b\n\n", ["a\u2028b"]),
    (b"data: a: b: c\n\n", ["a: b: c"]),
    (b"\n\n\n\ndata: a\n\n", ["a"]),
    (b"", []),
]


@pytest.mark.parametrize(("body", "wanted"), ALGORITHM)
def test_events_of_the_algorithm(call: Caller, body: bytes, wanted: List[str]) -> None:
    assert texts(call, body) == wanted


def test_events_split_at_every_byte(call: Caller) -> None:
    body = b"\xef\xbb\xbf: hi\r\ndata: \xc3\xa9\r\ndata: b\r\nid: 1\r\n\r\ndata: c\r\n\r\n"
    stream = events(call, [body[i : i + 1] for i in range(len(body))], "text_events")
    assert [event.data for event in call.items(stream)] == ["é\nb", "c"]


@pytest.mark.parametrize("place", range(1, 30, 4))
def test_events_split_anywhere(call: Caller, place: int) -> None:
    body = chunk("é") + chunk("☃")
    stream = events(call, [body[:place], body[place:]])
    assert [event.data.text for event in call.items(stream)] == ["é", "☃"]


def test_fields_of_an_event(call: Caller) -> None:
    body = b'event: note\nid: 7\nretry: 1500\ndata: {"text": "a"}\n\n'
    (event,) = call.items(events(call, [body]))
    assert (event.event, event.id, event.retry, event.data.text) == ("note", "7", 1500, "a")


def test_sentinel_ends_the_stream(call: Caller) -> None:
    body = chunk("a") + b"data: [DONE]\n\n" + chunk("never")
    assert [event.data.text for event in call.items(events(call, [body]))] == ["a"]


def test_done_ends_a_stream_without_a_sentinel(call: Caller) -> None:
    body = chunk("a") + b"data: [DONE]\n\n" + chunk("never")
    assert [event.data.text for event in call.items(events(call, [body], "plain_events"))] == ["a"]


def test_done_ends_a_stream_of_named_events(call: Caller) -> None:
    started = b'event: started\ndata: {"at": 1}\n\n'
    stream = events(call, [started + b"data: [DONE]\n\n" + started], "named_events")
    assert [event.data.at for event in call.items(stream)] == [1]


def test_done_is_text_where_texts_are_expected(call: Caller) -> None:
    body = b"data: a\n\ndata: [DONE]\n\ndata: b\n\n"
    assert [event.data for event in call.items(events(call, [body], "text_events"))] == ["a", "[DONE]", "b"]


def test_typed_by_event_name(call: Caller) -> None:
    body = b'event: started\ndata: {"at": 1}\n\nevent: failed\ndata: {"why": "no"}\n\n'
    first, second = call.items(events(call, [body], "named_events"))
    assert (type(first).__name__, first.data.at) == ("Started", 1)
    assert (type(second).__name__, second.data.why) == ("Failed", "no")


def test_an_event_of_a_new_name(call: Caller) -> None:
    body = b'event: paused\ndata: {"for": 1}\n\nevent: failed\ndata: {"why": "no"}\n\n'
    first, second = call.items(events(call, [body], "named_events"))
    assert first.is_unknown and first.raw == {"event": "paused", "data": {"for": 1}}
    assert type(second).__name__ == "Failed"


def test_events_arrive_one_by_one(sync_call: Caller) -> None:
    gate = threading.Event()
    stream = events(sync_call, [chunk("a"), gate, chunk("b")])  # type: ignore[list-item]
    iterator = iter(stream)
    assert next(iterator).data.text == "a"
    gate.set()
    assert [event.data.text for event in iterator] == ["b"]


async def test_events_arrive_one_by_one_async(flat: Any, server: Any) -> None:
    gate = threading.Event()
    server.reply("*", Reply(chunks=[chunk("a"), gate, chunk("b")], type=SSE))
    async with flat.Conformance(server_url=server.url) as sdk:
        async with await sdk.streams.events_async() as stream:
            assert (await stream.__anext__()).data.text == "a"
            gate.set()
            assert [event.data.text async for event in stream] == ["b"]


def test_an_event_that_does_not_fit(call: Caller) -> None:
    stream = events(call, [chunk("a") + b'data: {"wrong": 1}\n\n'])
    with pytest.raises(call.errors.ResponseValidationError, match="text"):
        call.items(stream)


@pytest.mark.parametrize("method", ["events", "lines", "download"])
def test_typed_error_of_a_streaming_operation(call: Caller, method: str) -> None:
    call.server.reply("*", Reply(400, json={"code": "c", "detail": "No stream today"}))
    with pytest.raises(call.errors.ProblemError, match="No stream today") as caught:
        call(f"streams.{method}")
    assert caught.value.data.code == "c"


@pytest.mark.parametrize("method", ["events", "lines", "download"])
def test_default_error_of_a_streaming_operation(call: Caller, method: str) -> None:
    call.server.reply("*", Reply(500, body=b"Broken", type="text/plain"))
    with pytest.raises(call.errors.ConformanceDefaultError, match="Broken") as caught:
        call(f"streams.{method}")
    assert caught.value.body == "Broken"


@pytest.mark.parametrize("method", ["events", "text_events", "lines"])
def test_error_in_mid_stream(call: Caller, method: str) -> None:
    kind = "application/jsonl" if method == "lines" else SSE
    first = b'{"x": 1}\n' if method == "lines" else chunk("a")
    call.server.reply("*", Reply(chunks=[first], type=kind, cut=True))
    stream = call(f"streams.{method}")
    with pytest.raises(call.http.RemoteProtocolError):
        call.items(stream)


@pytest.mark.parametrize("method", ["events", "lines", "ndjson"])
def test_leaving_early_frees_the_connection(call: Caller, method: str) -> None:
    gate = threading.Event()
    line = chunk("a") if method == "events" else b'{"x": 1}\n'
    kind = {"events": SSE, "lines": "application/jsonl", "ndjson": "application/x-ndjson"}[method]
    call.server.reply("*", Reply(chunks=[line, gate, line] + [line] * 5000, type=kind))
    stream = call(f"streams.{method}")
    if call.is_async:

        async def leave() -> None:
            async with stream:
                async for _ in stream:
                    break

        call.run(leave())
    else:
        with stream:
            for _ in stream:
                break
    gate.set()
    call.server.wait_closed()


def test_an_abandoned_stream_frees_the_connection(sync_call: Caller) -> None:
    gate = threading.Event()
    stream = events(sync_call, [chunk("a"), gate] + [chunk("b")] * 5000)  # type: ignore[list-item,operator]
    assert next(iter(stream)).data.text == "a"
    del stream
    gc.collect()
    gate.set()
    sync_call.server.wait_closed()


def test_a_stream_read_to_its_end_gives_the_connection_back(call: Caller) -> None:
    for _ in range(5):
        call.items(events(call, [chunk("a")]))
    assert call.server.opened == 1


def test_a_stream_keeps_its_sdk_alive(flat: Any, server: Any) -> None:
    server.reply("*", Reply(chunks=[chunk("a"), chunk("b")], type=SSE))
    stream = flat.Conformance(server_url=server.url).streams.events()
    gc.collect()
    with stream:
        assert [event.data.text for event in stream] == ["a", "b"]


LINES = [
    (b'{"x": 1}\n{"x": 2}\n', [1, 2]),
    (b'{"x": 1}\n{"x": 2}', [1, 2]),
    (b'{"x": 1}\r\n{"x": 2}\r\n', [1, 2]),
    (b'{"x": 1}\n\n\n{"x": 2}\n', [1, 2]),
    (b'{"x": 1, "new": "a\xe2\x80\xa8b"}\n', [1]),
    (b"", []),
]


@pytest.mark.parametrize(("body", "wanted"), LINES)
@pytest.mark.parametrize("method", ["lines", "ndjson"])
def test_lines(call: Caller, method: str, body: bytes, wanted: List[int]) -> None:
    kind = "application/jsonl" if method == "lines" else "application/x-ndjson"
    call.server.reply("*", Reply(chunks=[body[i : i + 3] for i in range(0, len(body), 3)], type=kind))
    assert [point.x for point in call.items(call(f"streams.{method}"))] == wanted


def test_a_line_that_does_not_fit(call: Caller) -> None:
    call.server.reply("*", Reply(body=b'{"x": 1}\n{"x": "no"}\n', type="application/jsonl"))
    stream = call("streams.lines")
    with pytest.raises(call.errors.ResponseValidationError, match="x"):
        call.items(stream)


def test_download_is_read_whole(call: Caller) -> None:
    call.server.reply("*", Reply(chunks=[b"\x00\xff", b"ab"], type="application/octet-stream"))
    response = call("streams.download")
    assert isinstance(response, call.http.Response)
    assert not response.is_stream_consumed
    assert (call.run(response.aread()) if call.is_async else response.read()) == b"\x00\xffab"


def test_download_in_pieces(call: Caller) -> None:
    call.server.reply("*", Reply(chunks=[b"x" * 1000] * 50, type="application/octet-stream"))
    response = call("streams.download")
    pieces = call.items(response.aiter_bytes() if call.is_async else response.iter_bytes())
    assert sum(map(len, pieces)) == 50_000


def test_download_closed_early(call: Caller) -> None:
    gate = threading.Event()
    chunks: Any = [b"x", gate] + [b"y" * 10_000] * 100
    call.server.reply("*", Reply(chunks=chunks, type="application/octet-stream"))
    response = call("streams.download")
    if call.is_async:
        call.run(response.aclose())
    else:
        response.close()
    gate.set()
    call.server.wait_closed()


def test_forgotten_download_frees_its_connection(call: Caller) -> None:
    gate = threading.Event()
    chunks: Any = [b"x", gate] + [b"y" * 10_000] * 100
    call.server.reply("*", Reply(chunks=chunks, type="application/octet-stream"))
    call("streams.download")
    if call.is_async:  # the connection is closed by a task of the event loop
        for _ in range(10):
            call.run(asyncio.sleep(0))
    gate.set()
    call.server.wait_closed()


def test_download_knows_how_long_it_took(call: Caller) -> None:
    call.server.reply("*", Reply(chunks=[b"ab"], type="application/octet-stream"))
    response = call("streams.download")
    call.run(response.aread()) if call.is_async else response.read()
    assert response.elapsed.total_seconds() > 0


def test_stream_flag_tells_forms_apart(call: Caller) -> None:
    call.server.reply("*", Reply(json={"name": "whole"}), Reply(chunks=[chunk("a")], type=SSE))
    assert call("streams.chat", prompt="hi").name == "whole"
    assert [event.data.text for event in call.items(call("streams.chat", prompt="hi", stream=True))] == ["a"]
    assert call.server.seen[1].json() == {"prompt": "hi", "stream": True}
