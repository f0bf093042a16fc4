"""Server-sent events, JSON lines and downloads, over real connections."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
from typing import Any, Awaitable, Callable, Dict, Iterator, List, Optional, Union

import httpx
import pytest
from pydantic import Field
from server import Reply, Server
from typing_extensions import Annotated, Literal

from sdk._package import DefaultError, ResponseValidationError
from sdk._runtime.lines import EventParser, LineSplitter
from sdk._runtime.operation import Content, Operation, Response
from sdk.errors import ProblemError, ProblemErrorData
from sdk.sdk import SDK
from sdk.types import UNSET, BaseModel
from sdk.utils.eventstreaming import EventStream, ServerEvent
from sdk.utils.jsonl import JsonLStream

from .conftest import operation


class Payload(BaseModel):
    n: int


class Message(BaseModel):
    data: Payload
    event: Literal["message"]
    id: Optional[str] = None


class Note(BaseModel):
    data: str
    event: Literal["note"]
    retry: Optional[int] = None


class Ping(BaseModel):
    event: Literal["ping"]
    data: Optional[str] = None


Events = Annotated[Union[Message, Note, Ping], Field(discriminator="event")]

ERROR = Response(
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


def streaming(typ: Any = None, kind: str = "sse", **facts: Any) -> Operation[Any]:
    media_type = {"sse": "text/event-stream", "jsonl": "application/x-ndjson"}.get(
        kind, "*/*"
    )
    content = Content(
        kind, media_type, (lambda: typ) if typ is not None else None, **facts
    )
    return operation(responses={"200": Response((content,)), "404": ERROR})


def sse(*chunks: bytes) -> Reply:
    return Reply(
        chunks=chunks, headers={"content-type": "text/event-stream;charset=utf-8"}
    )


def call(server: Server, op: Operation[Any]) -> Any:
    return SDK(server_url=server.url)._call(op, {}, UNSET, None, None, None)


async def call_async(sdk: SDK, op: Operation[Any]) -> Any:
    return await sdk._call_async(op, {}, UNSET, None, None, None)


def run_async(server: Server, use: Callable[[SDK], Awaitable[Any]]) -> Any:
    """Runs a coroutine with an SDK that is closed at its end."""

    async def main() -> Any:
        async with SDK(server_url=server.url) as sdk:
            return await use(sdk)

    return asyncio.run(main())


def both(server: Server, op: Operation[Any]) -> List[Any]:
    """All items of a stream; sync and async give the same."""
    with call(server, op) as stream:
        items = list(stream)

    async def collect(sdk: SDK) -> List[Any]:
        async with await call_async(sdk, op) as stream:
            return [item async for item in stream]

    assert run_async(server, collect) == items
    return items


TEXT = (
    b"\xef\xbb\xbf: a comment\r\n\r\n"
    b'event: message\r\ndata: {"n":\r\ndata: 1}\r\nid: 7\r\n\r\n'
    b"event:note\rdata:first\rdata:\rdata:  third\rretry: 3000\rretry: x\r\r"
    b"event: ping\ndata\n\n"
    b'event: message\ndata: {"n":2}\nunknown: field\n\n'
    b"event: message\ndata: cut off"
)
WANT = [
    Message(event="message", data=Payload(n=1), id="7"),
    Note(event="note", data="first\n\n third", retry=3000),
    Ping(event="ping", data=""),
    Message(event="message", data=Payload(n=2), id="7"),
]


def test_typed_events_by_name(server: Server) -> None:
    server.reply("*", sse(TEXT))
    found = both(server, streaming(Events))
    assert [event.model_dump(exclude={"id"}) for event in found] == [
        event.model_dump(exclude={"id"}) for event in WANT
    ]
    assert [getattr(event, "id", None) for event in found] == ["7", None, None, "7"]


def parsed(*chunks: bytes) -> List[Any]:
    parser = EventParser()
    return [event for chunk in chunks for event in parser.feed(chunk)]


def test_events_may_be_split_at_any_byte() -> None:
    whole = parsed(TEXT)
    assert len(whole) == 4
    for position in range(len(TEXT)):
        assert parsed(TEXT[:position], TEXT[position:]) == whole
    assert parsed(*(bytes([byte]) for byte in TEXT)) == whole


def test_lines_may_end_in_lf_alone() -> None:
    text = TEXT.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    whole = parsed(text)
    assert whole == parsed(TEXT)
    for size in range(1, 70):
        chunks = [text[at : at + size] for at in range(0, len(text), size)]
        assert parsed(*chunks) == whole


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_events_may_be_long(end: bytes) -> None:
    lines = [b"data: " + b"x" * 500 + end for _ in range(120)]
    text = b"".join([*lines, end, b"data: short", end, end, *lines, end])
    long = b"\n".join([b"x" * 500] * 120)
    for size in (1, 64, 1000, 50_000, len(text)):
        chunks = [text[at : at + size] for at in range(0, len(text), size)]
        assert [event[0] for event in parsed(*chunks)] == [long, b"short", long]


# The examples of the WHATWG HTML standard, 9.2.6.
@pytest.mark.parametrize(
    ("text", "want"),
    [
        (b"data: YHOO\ndata: +2\ndata: 10\n\n", [(b"YHOO\n+2\n10", None, None)]),
        (
            b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            [
                (b"first event", None, "1"),
                (b"second event", None, ""),
                (b" third event", None, ""),
            ],
        ),
        (b"data\n\ndata\ndata\n\ndata:", [(b"", None, None), (b"\n", None, None)]),
        (
            b"data:test\n\ndata: test\n\n",
            [(b"test", None, None), (b"test", None, None)],
        ),
        (b"event: add\ndata: 73857293\n\n", [(b"73857293", "add", None)]),
        (b"event: lost\n\ndata: x\n\n", [(b"x", None, None)]),
        (b"id: a\0b\ndata: x\n\n", [(b"x", None, None)]),
        (b"data: x\n", []),
    ],
)
def test_the_standards_examples(text: bytes, want: List[Any]) -> None:
    assert [event[:3] for event in parsed(text)] == want


def test_lines() -> None:
    splitter = LineSplitter()
    assert splitter.feed(b"a\r") == []
    assert splitter.feed(b"\nb\rc\n\nd") == [b"a", b"b\rc", b""]
    assert splitter.end() == b"d"
    assert splitter.end() is None


def test_the_sentinel_ends_the_stream(server: Server) -> None:
    server.reply("*", sse(b'data: {"n":1}\n\ndata: [DONE]\n\ndata: {"n":2}\n\n'))
    assert both(server, streaming(Payload, sentinel="[DONE]", flat=True)) == [
        Payload(n=1)
    ]
    assert both(server, streaming(Payload, sentinel="[DONE]")) == [Payload(n=1)]


def test_events_without_a_type(server: Server) -> None:
    server.reply("*", sse(b'id: 1\ndata: {"n":1}\n\nevent: e\ndata: text\n\n'))
    assert both(server, streaming()) == [
        ServerEvent(id="1", data={"n": 1}),
        ServerEvent(id="1", event="e", data="text"),
    ]


def test_flat_streams_give_the_data_alone(server: Server) -> None:
    server.reply(
        "*", sse(b'event: message\ndata: {"n":1}\n\nevent: note\ndata: words\n\n')
    )
    assert both(server, streaming(Events, flat=True)) == [Payload(n=1), "words"]


def test_text_data_stays_text(server: Server) -> None:
    server.reply("*", sse(b"data: 12\n\ndata: true\n\n"))
    assert both(server, streaming(str, flat=True)) == ["12", "true"]


class Mixed(BaseModel):
    data: Union[Payload, str]


def test_data_that_is_json_or_text(server: Server) -> None:
    server.reply("*", sse(b'data: {"n":1}\n\ndata: plain words\n\n'))
    assert [event.data for event in both(server, streaming(Mixed))] == [
        Payload(n=1),
        "plain words",
    ]


class Named(BaseModel):
    data: Union[Payload, str]
    event: Optional[str] = None
    id: Optional[str] = None
    retry: Optional[int] = None


def test_names_and_ids_may_hold_anything(server: Server) -> None:
    event = b'event: 5%b "x"\ndata: {"n":1}\n\n'
    text = event + event + b'id: %d\\"\nretry: 9\n' + event + event
    server.reply("*", sse(text + b'event: 5%b "x"\ndata: 100%\n\n'))
    one = Named(data=Payload(n=1), event='5%b "x"')
    later = one.model_copy(update={"id": '%d\\"'})
    assert both(server, streaming(Named)) == [
        one,
        one,
        later.model_copy(update={"retry": 9}),
        later,
        later.model_copy(update={"data": "100%"}),
    ]


def test_empty_data(server: Server) -> None:
    server.reply("*", sse(b'data: {"n":1}\n\ndata: \n\n'))
    whole = [event.data for event in both(server, streaming(Mixed))]
    assert whole == [Payload(n=1), ""]
    optional = both(server, streaming(Optional[Payload]))
    assert optional == [Payload(n=1), None]


def test_an_event_that_does_not_fit(server: Server) -> None:
    server.reply("*", sse(b'data: {"n":1}\n\ndata: {"n":"x"}\n\n'))
    stream = call(server, streaming(Payload))
    assert next(stream) == Payload(n=1)
    with pytest.raises(ResponseValidationError) as caught:
        next(stream)
    assert caught.value.body == '{"data":{"n":"x"}}'
    assert stream.response.is_closed


def test_a_connection_that_breaks_in_the_middle(server: Server) -> None:
    def broken() -> Iterator[bytes]:
        yield b'data: {"n":1}\n\n'
        raise ConnectionError

    server.reply(
        "*",
        lambda seen: Reply(
            chunks=broken(), headers={"content-type": "text/event-stream"}
        ),
    )
    stream = call(server, streaming(Payload))
    assert next(stream) == Payload(n=1)
    with pytest.raises(httpx.RemoteProtocolError) as caught:
        next(stream)
    assert caught.value.request is stream.response.request
    assert stream.response.is_closed

    async def read(sdk: SDK) -> None:
        stream = await call_async(sdk, streaming(Payload))
        with pytest.raises(httpx.RemoteProtocolError) as caught:
            [item async for item in stream]
        assert caught.value.request is stream.response.request
        assert stream.response.is_closed

    run_async(server, read)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(404, json={"message": "gone"}), ProblemError),
        (Reply(500, body=b"oops"), DefaultError),
        (Reply(200, json={}), DefaultError),
    ],
)
def test_errors_of_streaming_operations_are_typed(
    server: Server, reply: Reply, error: Any
) -> None:
    server.reply("*", reply)
    with pytest.raises(error) as caught:
        call(server, streaming(Payload))
    assert caught.value.body == (reply.body or json.dumps(reply.json).encode()).decode()
    with pytest.raises(error):
        run_async(server, lambda sdk: call_async(sdk, streaming(Payload)))


LINES = b'\xef\xbb\xbf{"n":1}\r\n\n  {"n":2}  \n{"n":3}'


def test_json_lines(server: Server) -> None:
    headers = {"content-type": "application/x-ndjson"}
    for chunks in ([LINES], [bytes([byte]) for byte in LINES]):
        server.reply("*", Reply(chunks=chunks, headers=headers))
        assert both(server, streaming(Payload, "jsonl")) == [
            Payload(n=1),
            Payload(n=2),
            Payload(n=3),
        ]
    server.reply("*", Reply(chunks=[b'{"n":1}\n{"n"\n'], headers=headers))
    with pytest.raises(ResponseValidationError):
        list(call(server, streaming(Payload, "jsonl")))


def endless(stopped: threading.Event) -> Iterator[bytes]:
    """Ends when the client is gone."""
    try:
        while True:
            yield b'data: {"n":1}\n\n' + b": padding\n" * 4096
    finally:
        stopped.set()


def endless_reply(stopped: threading.Event) -> Any:
    return lambda seen: Reply(
        chunks=endless(stopped), headers={"content-type": "text/event-stream"}
    )


@pytest.mark.parametrize("how", ["with", "close", "forget", "never read"])
def test_leaving_early_frees_the_connection(server: Server, how: str) -> None:
    stopped = threading.Event()
    server.reply("*", endless_reply(stopped))
    stream = call(server, streaming(Payload))
    response = stream.response
    if how == "with":
        with stream:
            next(stream)
    elif how == "close":
        next(stream)
        stream.close()
        assert list(stream) == []
    else:
        if how == "forget":
            next(stream)
        del stream
        gc.collect()
    assert stopped.wait(10)
    if how in ("with", "close"):
        assert response.is_closed


@pytest.mark.parametrize("how", ["with", "close", "forget", "never read"])
def test_leaving_early_frees_the_connection_async(server: Server, how: str) -> None:
    stopped = threading.Event()
    server.reply("*", endless_reply(stopped))

    async def leave(sdk: SDK) -> None:
        stream = await call_async(sdk, streaming(Payload))
        if how == "with":
            async with stream:
                await stream.__anext__()
        elif how == "close":
            await stream.__anext__()
            await stream.close()
        else:
            if how == "forget":
                await stream.__anext__()
            del stream
            gc.collect()
        assert await asyncio.get_running_loop().run_in_executor(None, stopped.wait, 10)

    run_async(server, leave)


@pytest.mark.parametrize("kind", ["sse", "jsonl"])
def test_an_async_streams_next_item_may_be_a_task(server: Server, kind: str) -> None:
    text = b'{"n":1}\n' if kind == "jsonl" else b'data: {"n":1}\n\n'
    op = streaming(Payload, kind)
    media_type = op.responses["200"].content[0].media_type
    server.reply("*", Reply(chunks=[text * 2], headers={"content-type": media_type}))

    async def read(sdk: SDK) -> None:
        async with await call_async(sdk, op) as stream:
            assert await asyncio.create_task(stream.__anext__()) == Payload(n=1)
            assert await asyncio.wait_for(stream.__anext__(), 10) == Payload(n=1)

    run_async(server, read)


def test_a_stream_keeps_its_sdk_alive(server: Server) -> None:
    server.reply("*", sse(b'data: {"n":1}\n\n', b'data: {"n":2}\n\n'))
    stream = call(server, streaming(Payload))
    gc.collect()
    assert stream.client_ref is not None
    assert [item.n for item in stream] == [1, 2]


def test_downloads(server: Server) -> None:
    server.reply(
        "*", Reply(chunks=[b"one", b"two"], headers={"content-type": "image/png"})
    )
    op = streaming(None, "stream")
    sdk = SDK(server_url=server.url)
    response = sdk._call(op, {}, UNSET, None, None, None)
    assert not response.is_closed
    assert b"".join(response.iter_bytes()) == b"onetwo"

    async def download(sdk: SDK) -> bytes:
        response = await sdk._call_async(op, {}, UNSET, None, None, None)
        return b"".join([chunk async for chunk in response.aiter_bytes()])

    assert run_async(server, download) == b"onetwo"


def test_the_classes_by_themselves() -> None:
    text = b'event: a\ndata: {"n":1}\n\ndata: words\n\ndata: [DONE]\n\n'
    seen: List[Dict[str, Any]] = list(
        EventStream(httpx.Response(200, content=text), json.loads, "[DONE]")
    )
    assert seen == [{"event": "a", "data": {"n": 1}}, {"data": "words"}]
    lines = JsonLStream(httpx.Response(200, content=b'{"n":1}\n[2]'), json.loads)
    assert list(lines) == [{"n": 1}, [2]]


def test_events_without_data_are_given_where_none_is_required(server: Server) -> None:
    server.reply("*", sse(b"event: ping\n\nevent: ping\ndata: x\n\n"))
    assert [event.data for event in both(server, streaming(Ping))] == [None, "x"]
