"""What bodies look like on the wire, and that those that are streams are sent as streams."""

from __future__ import annotations

import email
import io
import json
from email.message import Message
from pathlib import Path
from typing import Any, AsyncIterator, Dict, Iterator, List, Tuple

import pytest
from callers import LIBRARIES, Caller, Reply  # noqa: F401

CONSTANT = {"kind": "thing", "version": 2, "default": "usual"}

JSON = [
    # arguments, what arrives
    ({"required": "a", "nullable": None}, {"required": "a", "nullable": None, **CONSTANT}),
    ({"required": "a", "nullable": "b"}, {"required": "a", "nullable": "b", **CONSTANT}),
    (
        {"required": "a", "nullable": None, "optional": None},
        {"required": "a", "nullable": None, **CONSTANT},
    ),
    (
        {"required": "a", "nullable": None, "both": None},
        {"required": "a", "nullable": None, "both": None, **CONSTANT},
    ),
    (
        {"required": "a", "nullable": None, "both": "x"},
        {"required": "a", "nullable": None, "both": "x", **CONSTANT},
    ),
    (
        {"required": "a", "nullable": None, "default": "other"},
        {"required": "a", "nullable": None, **CONSTANT, "default": "other"},
    ),
    (
        {"required": "é☃", "nullable": None, "camel_case": "c", "class_": "d"},
        {"required": "é☃", "nullable": None, **CONSTANT, "camelCase": "c", "class": "d"},
    ),
    (
        {"required": "a", "nullable": None, "point": {"x": 1}, "points": [{"y": 2}, {}]},
        {"required": "a", "nullable": None, **CONSTANT, "point": {"x": 1}, "points": [{"y": 2}, {}]},
    ),
    (
        {"required": "a", "nullable": None, "map_": {"k": [1, 2]}, "any_": {"free": [None]}},
        {"required": "a", "nullable": None, **CONSTANT, "map": {"k": [1, 2]}, "any": {"free": [None]}},
    ),
    (
        {"required": "a", "nullable": None, "bytes_": "aGVsbG8="},
        {"required": "a", "nullable": None, **CONSTANT, "bytes": "aGVsbG8="},
    ),
]


@pytest.mark.parametrize(("arguments", "wanted"), JSON)
def test_json_object(call: Caller, arguments: Dict[str, Any], wanted: Any) -> None:
    call("bodies.json_object", **arguments)
    assert call.server.last.json() == wanted
    assert call.server.last.header("Content-Type") == "application/json"


@pytest.mark.parametrize("value", [{"a": 1}, {"nested": {"b": [1, None]}}, {}])
def test_free_objects_are_sent_as_they_are(call: Caller, value: Any) -> None:
    call("bodies.json_object", required="a", nullable=None, free=value)
    assert call.server.last.json()["free"] == value


WHOLE = [
    ("json_optional", {"x": 1}, b'{"x":1}'),
    ("json_nullable", None, b"null"),
    ("json_nullable", {"x": 1}, b'{"x":1}'),
    ("json_any", [1, "two", None, {"three": 3.5}], b'[1,"two",null,{"three":3.5}]'),
    ("json_any", "text", b'"text"'),
    ("json_any", 0, b"0"),
    ("json_any", False, b"false"),
    ("json_list", [{"x": 1}, {"y": 2}], b'[{"x":1},{"y":2}]'),
    ("json_list", [], b"[]"),
    ("json_text", 'say "hi"', b'"say \\"hi\\""'),
    ("json_patch", {"x": 1}, b'{"x":1}'),
]


@pytest.mark.parametrize(("method", "value", "wanted"), WHOLE)
def test_json_of_any_kind(call: Caller, method: str, value: Any, wanted: bytes) -> None:
    call(f"bodies.{method}", request=value)
    assert call.server.last.body == wanted


def test_a_model_and_a_dict_are_the_same(call: Caller) -> None:
    call("bodies.json_list", request=[call.models.Point(x=1), {"x": 1}])
    assert call.server.last.body == b'[{"x":1},{"x":1}]'


def test_media_type_of_json_is_the_documents(call: Caller) -> None:
    call("bodies.json_patch", request={"x": 1})
    assert call.server.last.header("Content-Type") == "application/merge-patch+json"


def test_optional_body_left_out(call: Caller) -> None:
    call("bodies.json_optional")
    assert call.server.last.body == b""
    assert call.server.last.header("Content-Type") is None


def test_parameters_beside_a_body(call: Caller) -> None:
    call("bodies.json_with_parameters", id="a b", dry=True, x=1)
    assert call.server.last.line == "PUT /json/with/a%20b?dry=true HTTP/1.1"
    assert call.server.last.body == b'{"x":1}'


def test_what_does_not_fit_is_not_sent(call: Caller) -> None:
    with pytest.raises(ValueError, match="x"):
        call("bodies.json_with_parameters", id="a", x="not a number")
    assert call.server.seen == []


FORM = [
    ({"text": "a b+c&d=é"}, [("text", "a b+c&d=é")]),
    ({"text": ""}, [("text", "")]),
    ({"text": "a", "count": 0, "flag": False}, [("text", "a"), ("count", "0"), ("flag", "false")]),
    ({"text": "a", "list_": ["x", "y"]}, [("text", "a"), ("list", "x"), ("list", "y")]),
    ({"text": "a", "plain": ["x", "y"]}, [("text", "a"), ("plain", "x,y")]),
    (
        {"text": "a", "deep": {"color": "red", "range": {"from_": 1}}},
        [("text", "a"), ("deep[color]", "red"), ("deep[range][from]", "1")],
    ),
    ({"text": "a", "json_": {"x": 1}}, [("text", "a"), ("json", '{"x":1}')]),
    ({"text": "a", "count": None}, [("text", "a")]),
]


@pytest.mark.parametrize(("arguments", "wanted"), FORM)
def test_form(call: Caller, arguments: Dict[str, Any], wanted: List[Tuple[str, str]]) -> None:
    call("bodies.form", **arguments)
    assert call.server.last.form() == wanted
    assert call.server.last.header("Content-Type") == "application/x-www-form-urlencoded"


def test_form_bytes(call: Caller) -> None:
    call("bodies.form", text="a b+c&d=é")
    assert call.server.last.body in (b"text=a+b%2Bc%26d%3D%C3%A9", b"text=a%20b%2Bc%26d%3D%C3%A9")


def parts(call: Caller) -> List[Message]:
    """The parts of the last request's multipart body."""
    seen = call.server.last
    kind = seen.header("Content-Type")
    assert kind and kind.startswith("multipart/form-data; boundary=")
    whole = email.message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + seen.body)
    assert not whole.defects
    found: Any = whole.get_payload()
    return list(found)


def shown(part: Message) -> Tuple[Any, Any, Any, Any]:
    name = part.get_param("name", header="content-disposition")
    return name, part.get_filename(), part.get("content-type"), part.get_payload(decode=True)


def test_multipart_fields(call: Caller) -> None:
    call("bodies.multipart", title="a b", count=3, words=["x", "y"], point={"x": 1})
    assert [(s[0], s[1], s[3]) for s in map(shown, parts(call))] == [
        ("title", None, b"a b"),
        ("count", None, b"3"),
        ("words", None, b"x"),
        ("words", None, b"y"),
        ("point", None, b'{"x":1}'),
    ]
    assert parts(call)[-1].get_content_type() == "application/json"


FILES = ["bytes", "stream", "file", "path", "model"]


@pytest.mark.parametrize("given", FILES)
def test_multipart_file(call: Caller, given: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"from disk\x00\xff")
    with path.open("rb") as file:
        content: Any = {
            "bytes": {"file_name": "notes.txt", "content": b"from disk\x00\xff"},
            "stream": {"file_name": "notes.txt", "content": io.BytesIO(b"from disk\x00\xff")},
            "file": {"file_name": "notes.txt", "content": file},
            "path": path,
            "model": call.models.File1(file_name="notes.txt", content=b"from disk\x00\xff"),
        }[given]
        call("bodies.multipart", title="t", file=content)
    name, filename, kind, payload = shown(parts(call)[1])
    assert (name, filename, payload) == ("file", "notes.txt", b"from disk\x00\xff")
    assert kind in ("text/plain", "application/octet-stream")


def test_multipart_file_from_a_tuple(call: Caller) -> None:
    call("bodies.multipart", title="t", file=("a.csv", b"1,2", "text/csv"))
    assert shown(parts(call)[1]) == ("file", "a.csv", "text/csv", b"1,2")


def test_multipart_file_with_a_type_of_its_own(call: Caller) -> None:
    call(
        "bodies.multipart",
        title="t",
        file={"file_name": "a.bin", "content": b"x", "content_type": "application/x-mine"},
    )
    assert shown(parts(call)[1])[2] == "application/x-mine"


def test_multipart_part_type_of_the_document(call: Caller) -> None:
    call("bodies.multipart", title="t", image={"file_name": "a.png", "content": b"PNG"})
    assert shown(parts(call)[1]) == ("image", "a.png", "image/png", b"PNG")


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "image/jpeg"), ("a.png", "image/png"), ("a.bin", "image/png")]
)
def test_multipart_part_type_out_of_several(call: Caller, name: str, kind: str) -> None:
    call("bodies.multipart", title="t", picture={"file_name": name, "content": b"x"})
    assert parts(call)[1].get_content_type() == kind


def test_multipart_files(call: Caller) -> None:
    call(
        "bodies.multipart",
        title="t",
        files=[{"file_name": "a", "content": b"1"}, {"file_name": "b", "content": io.BytesIO(b"2")}],
    )
    assert [(s[0], s[1], s[3]) for s in map(shown, parts(call))][1:] == [
        ("files", "a", b"1"),
        ("files", "b", b"2"),
    ]


def test_multipart_file_name_cannot_break_out(call: Caller) -> None:
    call("bodies.multipart", title="t", file={"file_name": 'a"\r\nX-Evil: 1', "content": b"1"})
    assert len(parts(call)) == 2
    assert parts(call)[1]["X-Evil"] is None


def test_multipart_of_undeclared_names(call: Caller) -> None:
    value = {
        "file": io.BytesIO(b"\x00"),
        "bytes": b"\xff",
        "title": "a b",
        "points": [{"x": 1}],
        "none": None,
    }
    call("bodies.anything_form", request=value)
    assert [(s[0], s[1], s[3]) for s in map(shown, parts(call))] == [
        ("file", "file", b"\x00"),
        ("bytes", "bytes", b"\xff"),
        ("title", None, b"a b"),
        ("points", None, b'{"x":1}'),
    ]


def test_what_is_no_form(call: Caller) -> None:
    with pytest.raises(ValueError, match="valid dictionary"):
        call("bodies.anything_form", request="text")
    assert call.server.seen == []


@pytest.mark.parametrize("given", [b'{"a": 1}', io.BytesIO(b'{"a": 1}')], ids=["bytes", "stream"])
def test_json_that_is_a_file(call: Caller, given: Any) -> None:
    if hasattr(given, "seek"):
        given.seek(0)
    call("bodies.json_file", request=given)
    assert (call.server.last.header("Content-Type"), call.server.last.body) == (
        "application/json",
        b'{"a": 1}',
    )


def test_text(call: Caller) -> None:
    call("bodies.text", request="naïve ☃")
    assert call.server.last.body == "naïve ☃".encode()
    assert (call.server.last.header("Content-Type") or "").startswith("text/plain")


def test_xml_goes_and_comes_as_text(call: Caller) -> None:
    call.server.reply("/xml", Reply(body=b"<b>\xc3\xa9</b>", type="application/xml"))
    assert call("bodies.xml", request="<a>é</a>") == "<b>é</b>"
    assert call.server.last.body == "<a>é</a>".encode()
    assert call.server.last.header("Content-Type") == "application/xml"


class Counting(io.RawIOBase):
    """A large file that notes how much was asked for at once."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.position = 0
        self.largest = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.position = offset + (0, self.position, self.size)[whence]
        return self.position

    def tell(self) -> int:
        return self.position

    def read(self, size: int = -1) -> bytes:
        assert size is not None and size >= 0, "The file was read whole"
        self.largest = max(self.largest, size)
        size = min(size, self.size - self.position)
        self.position += size
        return b"x" * size


def test_binary_file_is_streamed(call: Caller) -> None:
    file = Counting(3_000_000)
    call("bodies.binary", request=file)
    assert call.server.last.body == b"x" * 3_000_000
    assert call.server.last.header("Content-Type") == "application/octet-stream"
    assert file.largest <= 1_000_000
    assert not file.closed


def test_multipart_file_is_streamed(call: Caller) -> None:
    file = Counting(3_000_000)
    call("bodies.multipart", title="t", file={"file_name": "big", "content": file})
    assert shown(parts(call)[1])[3] == b"x" * 3_000_000
    assert file.largest <= 1_000_000


def test_binary_bytes(call: Caller) -> None:
    call("bodies.binary", request=b"\x00\x01\xff")
    assert call.server.last.body == b"\x00\x01\xff"
    assert call.server.last.header("Content-Length") == "3"


def test_binary_path(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(b"abc" * 1000)
    call("bodies.binary", request=path)
    assert call.server.last.body == b"abc" * 1000


def test_binary_open_file_from_where_it_stands(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        file.read(4)
        call("bodies.binary", request=file)
        assert not file.closed
    assert call.server.last.body == b"456789"


def test_binary_iterator_is_not_read_ahead(sync_call: Caller) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"one"
        yield b"two"

    sync_call("bodies.binary", request=chunks())
    assert sync_call.server.last.body == b"onetwo"
    assert sync_call.server.last.header("Transfer-Encoding") == "chunked"


async def test_binary_async_iterator(flat: Any, server: Any) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"one"
        yield b"two"

    async with flat.Conformance(server_url=server.url) as sdk:
        await sdk.bodies.binary_async(request=chunks())
    assert server.last.body == b"onetwo"
    assert server.last.header("Transfer-Encoding") == "chunked"


def test_replayable_body_is_sent_again(call: Caller) -> None:
    call.server.reply("/binary", Reply(503), Reply(204))
    call("bodies.binary", request=io.BytesIO(b"again"))
    assert [seen.body for seen in call.server.seen] == [b"again", b"again"]


def test_one_shot_body_is_not_retried(call: Caller) -> None:
    call.server.reply("/binary", Reply(503), Reply(204))
    with pytest.raises(call.errors.ConformanceDefaultError) as caught:
        call("bodies.binary", request=iter([b"once"]))
    assert caught.value.status_code == 503
    assert [seen.body for seen in call.server.seen] == [b"once"]


SEVERAL = [
    ("several", {"x": 1}, "application/json", b'{"x":1}'),
    ("several_form", {"x": 1, "y": 2}, "application/x-www-form-urlencoded", b"x=1&y=2"),
    ("several_text", "hi", "text/plain", b"hi"),
    ("several_raw", b"\x00", "application/octet-stream", b"\x00"),
]


@pytest.mark.parametrize(("method", "value", "kind", "wanted"), SEVERAL)
def test_several_content_types(call: Caller, method: str, value: Any, kind: str, wanted: bytes) -> None:
    call(f"bodies.{method}", request=value)
    assert (call.server.last.header("Content-Type") or "").split(";")[0] == kind
    assert call.server.last.body == wanted
    assert call.server.last.line == "POST /several HTTP/1.1"


def test_several_multipart(call: Caller) -> None:
    call("bodies.several_multipart", request={"x": 1, "y": 2})
    assert [(s[0], s[3]) for s in map(shown, parts(call))] == [("x", b"1"), ("y", b"2")]


def test_extras_of_a_body(call: Caller) -> None:
    call.server.reply("*", Reply(json={"id": "a"}))
    call("types.extra", request={"id": "a", "more": 1})
    assert json.loads(call.server.last.body) == {"id": "a", "more": 1}
