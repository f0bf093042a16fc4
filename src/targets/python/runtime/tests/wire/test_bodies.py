"""Request bodies as bytes on the wire."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from email.parser import BytesParser
from pathlib import Path
from typing import Any, AsyncIterator, Dict, Iterator, List, Optional, Tuple

import pytest
from pydantic import Field
from server import Seen, Server
from typing_extensions import Annotated

from sdk._runtime.operation import Body, Part, header
from sdk.types import UNSET, BaseModel, OptionalNullable

from .conftest import Run, posting


class Inner(BaseModel):
    value: int


class Thing(BaseModel):
    id: str
    when: Optional[datetime.datetime] = None
    inner_thing: Annotated[Optional[Inner], Field(alias="innerThing")] = None
    note: OptionalNullable[str] = UNSET
    tags: Optional[List[str]] = None


WHOLE = Body("json", "application/json", lambda: Thing, argument="request")
OPTIONAL = Body(
    "json", "application/json", lambda: Thing, argument="request", required=False
)
FIELDS = Body(
    "json",
    "application/json",
    lambda: Thing,
    fields=("id", "when", "inner_thing", "note"),
)


def test_models_and_dicts_are_the_same_json(server: Server, run: Run) -> None:
    when = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)
    run(
        posting(WHOLE),
        {"request": Thing(id="a", when=when, inner_thing=Inner(value=1))},
    )
    run(
        posting(WHOLE),
        {"request": {"id": "a", "when": when, "inner_thing": {"value": 1}}},
    )
    run(
        posting(FIELDS),
        {"id": "a", "when": when, "inner_thing": {"value": 1}, "note": UNSET},
    )
    assert {seen.body for seen in server.seen} == {
        b'{"id":"a","when":"2024-01-02T00:00:00Z","innerThing":{"value":1}}'
    }
    assert server.seen[0].headers["content-type"] == "application/json"
    assert server.seen[0].headers["content-length"] == str(len(server.seen[0].body))


def test_unset_and_none_are_told_apart(server: Server, run: Run) -> None:
    run(posting(FIELDS), {"id": "a", "when": None, "note": None})
    run(posting(FIELDS), {"id": "a", "when": None, "note": UNSET})
    assert [seen.body for seen in server.seen] == [
        b'{"id":"a","note":null}',
        b'{"id":"a"}',
    ]


@pytest.mark.parametrize("value", [None, UNSET])
def test_an_optional_body_that_is_not_given_is_not_sent(
    server: Server, run: Run, value: Any
) -> None:
    run(posting(OPTIONAL), {"request": value})
    assert server.seen[0].body == b""
    assert "content-type" not in server.seen[0].headers


@pytest.mark.parametrize(
    ("typ", "value", "want"),
    [
        (List[Thing], [{"id": "a"}, Thing(id="b")], b'[{"id":"a"},{"id":"b"}]'),
        (List[int], {1: None, 2: None}.keys(), b"[1,2]"),
        (Dict[str, Inner], {"k": {"value": 2}}, b'{"k":{"value":2}}'),
        (str, "text", b'"text"'),
        (int, 12345678901234567890123, b"12345678901234567890123"),
        (Any, {"a": [None, True]}, b'{"a":[null,true]}'),
        (Optional[Thing], None, b"null"),
        (bool, False, b"false"),
    ],
)
def test_json_of_any_kind(
    server: Server, run: Run, typ: Any, value: Any, want: bytes
) -> None:
    run(
        posting(Body("json", "application/vnd.x+json", lambda: typ, argument="body")),
        {"body": value},
    )
    assert server.seen[0].body == want
    assert server.seen[0].headers["content-type"] == "application/vnd.x+json"


def test_what_does_not_fit_is_refused_before_it_is_sent(
    server: Server, run: Run
) -> None:
    with pytest.raises(ValueError, match="id"):
        run(posting(WHOLE), {"request": {"note": "x"}})
    assert server.seen == []


@pytest.mark.parametrize(
    ("extra", "want"),
    [
        ({"more": 1}, b'{"id":"a","note":"1.10","more":1}'),
        ({"note": [1]}, b'{"id":"a","note":[1]}'),
        ({}, b'{"id":"a","note":"1.10"}'),
    ],
)
def test_extra_body(
    server: Server, run: Run, extra: Dict[str, Any], want: bytes
) -> None:
    run(posting(WHOLE), {"request": Thing(id="a", note="1.10")}, extra_body=extra)
    assert server.seen[0].body == want


class Form(BaseModel):
    name: str
    tags: Optional[List[str]] = None
    address: Optional[Dict[str, Any]] = None
    amount: Optional[Decimal] = None
    on: Optional[bool] = None
    day: Optional[datetime.date] = None


def form(**parts: Part) -> Body:
    return Body(
        "form",
        "application/x-www-form-urlencoded",
        lambda: Form,
        argument="request",
        parts=parts,
    )


FORM_VALUE = {
    "name": "a b&c=d+é",
    "tags": ["x", "y z"],
    "address": {"street": "1 Main", "n": [1, 2]},
}


@pytest.mark.parametrize(
    ("body", "want"),
    [
        (
            form(),
            b"name=a+b%26c%3Dd%2B%C3%A9&tags=x&tags=y+z"
            b"&address=%7B%22street%22%3A%221+Main%22%2C%22n%22%3A%5B1%2C2%5D%7D",
        ),
        (
            form(tags=Part(explode=False), address=Part(style="deepObject")),
            b"name=a+b%26c%3Dd%2B%C3%A9&tags=x,y+z&address%5Bstreet%5D=1+Main&address%5Bn%5D=1&address%5Bn%5D=2",
        ),
        (
            form(
                tags=Part(content_type="application/json"),
                address=Part(style="form", explode=True),
            ),
            b"name=a+b%26c%3Dd%2B%C3%A9&tags=%5B%22x%22%2C%22y+z%22%5D&street=1+Main&n=%5B1%2C2%5D",
        ),
        (
            form(
                tags=Part(style="pipeDelimited", explode=False),
                address=Part(style="form", explode=False),
            ),
            b"name=a+b%26c%3Dd%2B%C3%A9&tags=x%7Cy+z&address=street,1+Main,n,%5B1%2C2%5D",
        ),
    ],
)
def test_forms(server: Server, run: Run, body: Body, want: bytes) -> None:
    run(posting(body), {"request": FORM_VALUE})
    run(posting(body), {"request": Form(**FORM_VALUE)})
    assert [seen.body for seen in server.seen] == [want, want]
    assert server.seen[0].headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("typ", "value", "want"),
    [
        (List[Inner], [Inner(value=1)], b"0=%7B%22value%22%3A1%7D"),
        (List[str], ["a b", "c"], b"0=a+b&1=c"),
        (str, "already=written+out", b"already=written+out"),
    ],
)
def test_forms_without_property_names(
    server: Server, run: Run, typ: Any, value: Any, want: bytes
) -> None:
    body = Body(
        "form",
        "application/x-www-form-urlencoded",
        lambda: typ,
        argument="request",
    )
    run(posting(body), {"request": value})
    assert [seen.body for seen in server.seen] == [want]


def test_form_fields_as_arguments(server: Server, run: Run) -> None:
    names = ("name", "tags", "address", "amount", "on", "day")
    body = Body("form", "application/x-www-form-urlencoded", lambda: Form, fields=names)
    day = datetime.date(2024, 2, 29)
    run(
        posting(body),
        {"name": "n", "tags": [], "amount": Decimal("1.10"), "on": True, "day": day},
    )
    assert server.seen[0].body == b"name=n&amount=1.10&on=true&day=2024-02-29"


class Upload(BaseModel):
    file: Any = None
    files: Any = None
    meta: Optional[Inner] = None
    tags: Optional[List[str]] = None
    title: Optional[str] = None


class File(BaseModel):
    file_name: Annotated[str, Field(alias="fileName")]
    content: Any
    content_type: Annotated[Optional[str], Field(alias="Content-Type")] = None


def upload(array_suffix: bool = False, **parts: Part) -> Body:
    known = {"file": Part(file=True), "files": Part(file=True), **parts}
    return Body(
        "multipart", "multipart/form-data", lambda: Upload, fields=("file", "files", "meta", "tags", "title"),
        parts=known, array_suffix=array_suffix,
    )  # fmt: skip


def parts_of(seen: Seen) -> List[Tuple[str, Optional[str], Optional[str], bytes]]:
    """Name, file name, content type and content of each part."""
    head = f"Content-Type: {seen.headers['content-type']}\r\n\r\n".encode()
    found = []
    for part in BytesParser().parsebytes(head + seen.body).get_payload():
        name = part.get_param("name", header="content-disposition")
        kind = part["content-type"]
        found.append(
            (str(name), part.get_filename(), kind, part.get_payload(decode=True))
        )
    return found


def a_file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_bytes(b"from disk")
    return path


def test_multipart_fields(server: Server, run: Run) -> None:
    run(posting(upload()), {"title": "né", "tags": ["a", "b"], "meta": {"value": 1}})
    assert parts_of(server.seen[0]) == [
        ("meta", None, "application/json", b'{"value":1}'),
        ("tags", None, None, b"a"),
        ("tags", None, None, b"b"),
        ("title", None, None, "né".encode()),
    ]


@pytest.mark.parametrize(
    ("make", "want"),
    [
        (lambda path: b"bytes", ("file", "application/octet-stream", b"bytes")),
        (
            lambda path: io.BytesIO(b"stream"),
            ("file", "application/octet-stream", b"stream"),
        ),
        (lambda path: path, ("report.txt", "text/plain", b"from disk")),
        (lambda path: ("a.json", b"{}"), ("a.json", "application/json", b"{}")),
        (lambda path: ("a.bin", b"x", "image/png"), ("a.bin", "image/png", b"x")),
        (lambda path: iter([b"a", b"b"]), ("file", "application/octet-stream", b"ab")),
        (
            lambda path: File(file_name="m.csv", content=b"1"),
            ("m.csv", "text/csv", b"1"),
        ),
        (
            lambda path: File(file_name="m", content=b"1", content_type="x/y"),
            ("m", "x/y", b"1"),
        ),
        (
            lambda path: {"file_name": "d.txt", "content": io.BytesIO(b"d")},
            ("d.txt", "text/plain", b"d"),
        ),
    ],
)
def test_files(server: Server, run: Run, tmp_path: Path, make: Any, want: Any) -> None:
    run(posting(upload()), {"file": make(a_file(tmp_path)), "title": None})
    assert parts_of(server.seen[0]) == [("file", *want)]


@pytest.mark.parametrize(("suffix", "name"), [(False, "files"), (True, "files[]")])
def test_arrays_of_files(server: Server, run: Run, suffix: bool, name: str) -> None:
    run(posting(upload(suffix)), {"files": [b"1", ("two.txt", b"2")]})
    assert parts_of(server.seen[0]) == [
        (name, "files[]" if suffix else "files", "application/octet-stream", b"1"),
        (name, "two.txt", "text/plain", b"2"),
    ]


def test_names_cannot_break_out_of_a_part(server: Server, run: Run) -> None:
    run(posting(upload()), {"file": ('a"b\r\nX: y.txt', b"1")})
    assert b'filename="a%22b%0D%0AX: y.txt"' in server.seen[0].body
    assert len(parts_of(server.seen[0])) == 1


def test_content_type_and_headers_of_a_part(server: Server, run: Run) -> None:
    parts = {
        "meta": Part(
            content_type="application/vnd.m+json", headers=(header("x_rate", "X-Rate"),)
        ),
        "title": Part(content_type="text/markdown"),
    }
    run(posting(upload(**parts)), {"meta": {"value": 1}, "title": "# t"})
    assert [part[2] for part in parts_of(server.seen[0])] == [
        "application/vnd.m+json",
        "text/markdown",
    ]


def test_length_is_announced_where_it_is_known(
    server: Server, run: Run, tmp_path: Path
) -> None:
    run(posting(upload()), {"file": a_file(tmp_path)})
    run(posting(upload()), {"file": iter([b"a"])})
    known, unknown = server.seen
    assert known.headers["content-length"] == str(len(known.body))
    assert unknown.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in unknown.headers


BINARY = Body("binary", "application/octet-stream", argument="content")


class Watched(io.BytesIO):
    """Keeps how much was asked for at a time."""

    def __init__(self, size: int) -> None:
        super().__init__(b"x" * size)
        self.reads: List[int] = []

    def read(self, size: Optional[int] = -1) -> bytes:
        self.reads.append(size or -1)
        return super().read(size)


def test_files_are_never_read_whole(server: Server, run: Run) -> None:
    file = Watched(300_000)
    run(posting(BINARY), {"content": file})
    assert len(server.seen[0].body) == 300_000
    assert server.seen[0].headers["content-length"] == "300000"
    assert 0 < max(file.reads) <= 65_536
    assert min(file.reads) > 0
    assert not file.closed


def chunks() -> Iterator[bytes]:
    yield b"one "
    yield b"two"


async def chunks_async() -> AsyncIterator[bytes]:
    yield b"one "
    yield b"two"


@pytest.mark.parametrize(
    "content", [b"one two", "one two", bytearray(b"one two"), [b"one ", "two"]]
)
def test_binary(server: Server, run: Run, content: Any) -> None:
    run(posting(BINARY), {"content": content})
    assert server.seen[0].body == b"one two"
    assert server.seen[0].headers["content-type"] == "application/octet-stream"


def test_iterators(server: Server, run: Run) -> None:
    run(posting(BINARY), {"content": chunks()})
    assert server.seen[0].body == b"one two"
    assert server.seen[0].headers["transfer-encoding"] == "chunked"


def test_async_iterators(server: Server, run: Run) -> None:
    if run.is_async:  # type: ignore[attr-defined]
        run(posting(BINARY), {"content": chunks_async()})
        assert server.seen[0].body == b"one two"
    else:
        with pytest.raises(TypeError, match="async methods only"):
            run(posting(BINARY), {"content": chunks_async()})


def test_a_file_is_sent_from_where_it_stands(server: Server, run: Run) -> None:
    file = io.BytesIO(b"skipped|sent")
    file.seek(8)
    run(posting(BINARY), {"content": file})
    assert server.seen[0].body == b"sent"


def test_a_path_gives_its_content_type(
    server: Server, run: Run, tmp_path: Path
) -> None:
    run(
        posting(Body("binary", "*/*", argument="content")),
        {"content": a_file(tmp_path)},
    )
    assert (server.seen[0].body, server.seen[0].headers["content-type"]) == (
        b"from disk",
        "text/plain",
    )


@pytest.mark.parametrize(
    ("body", "value", "want"),
    [
        (Body("text", "text/plain", argument="body"), "né", "né".encode()),
        (Body("text", "text/plain", argument="body"), 12, b"12"),
        (Body("xml", "application/xml", argument="body"), "<a/>", b"<a/>"),
        (Body("xml", "application/xml", argument="body"), b"<a/>", b"<a/>"),
        (Body("text", "text/csv", argument="body"), io.BytesIO(b"a,b"), b"a,b"),
    ],
)
def test_text_and_xml(
    server: Server, run: Run, body: Body, value: Any, want: bytes
) -> None:
    if isinstance(value, io.BytesIO):
        value = io.BytesIO(value.getvalue())
    run(posting(body), {"body": value})
    assert server.seen[0].body == want
    assert server.seen[0].headers["content-type"] == body.media_type


def test_no_body_is_sent_where_none_is_given(server: Server, run: Run) -> None:
    run(
        posting(
            Body(
                "binary", "application/octet-stream", argument="content", required=False
            )
        ),
        {},
    )
    assert server.seen[0].body == b""
