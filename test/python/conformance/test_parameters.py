"""What parameters look like on the wire: tables of ``argument → text``, from the specifications' own examples."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, Dict
from uuid import UUID

import pytest
from callers import Caller

COLORS = ["blue", "black", "brown"]
RGB = {"R": 100, "G": 200, "B": 150}
HELLO = "Hello World!"
UUID4 = UUID("0c1d2e3f-0000-4000-8000-00000000abcd")
NOON = datetime.datetime(2024, 2, 29, 12, 30, 15, 250000, datetime.timezone.utc)
OFFSET = datetime.datetime(
    2024, 2, 29, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=5, minutes=30))
)

PATHS = [
    # style, text, list and map as OpenAPI's table of styles and RFC 6570 have them
    ("path_simple", "blue", COLORS, RGB, "/simple/blue/blue,black,brown/R,100,G,200,B,150"),
    (
        "path_simple_explode",
        "blue",
        COLORS,
        RGB,
        "/simple-explode/blue/blue,black,brown/R=100,G=200,B=150",
    ),
    ("path_label", "blue", COLORS, RGB, "/label/.blue/.blue,black,brown/.R,100,G,200,B,150"),
    (
        "path_label_explode",
        "blue",
        COLORS,
        RGB,
        "/label-explode/.blue/.blue.black.brown/.R=100.G=200.B=150",
    ),
    (
        "path_matrix",
        "blue",
        COLORS,
        RGB,
        "/matrix/;text=blue/;list=blue,black,brown/;map=R,100,G,200,B,150",
    ),
    (
        "path_matrix_explode",
        "blue",
        COLORS,
        RGB,
        "/matrix-explode/;text=blue/;list=blue;list=black;list=brown/;R=100;G=200;B=150",
    ),
    ("path_simple", HELLO, ["a,b", "c"], {"k": 1}, "/simple/Hello%20World%21/a%2Cb,c/k,1"),
    ("path_label", HELLO, ["a.b"], {"k": 1}, "/label/.Hello%20World%21/.a.b/.k,1"),
    ("path_matrix", HELLO, ["a;b"], {"k": 1}, "/matrix/;text=Hello%20World%21/;list=a%3Bb/;map=k,1"),
    ("path_matrix", "", ["x"], {"k": 1}, "/matrix/;text/;list=x/;map=k,1"),
    ("path_matrix_explode", "", ["x"], {"k": 1}, "/matrix-explode/;text/;list=x/;k=1"),
    ("path_simple", "a/b?c#d%e", ["ü"], {"ä": 1}, "/simple/a%2Fb%3Fc%23d%25e/%C3%BC/%C3%A4,1"),
    ("path_simple", "../up", ["x"], {"k": 1}, "/simple/..%2Fup/x/k,1"),
    ("path_simple", "~-._", ["x"], {"k": 1}, "/simple/~-._/x/k,1"),
]


@pytest.mark.parametrize(("method", "text", "list_", "map_", "wanted"), PATHS)
def test_path(call: Caller, method: str, text: str, list_: Any, map_: Dict[str, int], wanted: str) -> None:
    call(f"parameters.{method}", text=text, list_=list_, map_=map_)
    assert call.server.last.line == f"GET {wanted} HTTP/1.1"


def test_path_scalars(call: Caller) -> None:
    call(
        "parameters.path_scalars",
        text="a b",
        count=-7,
        flag=True,
        day=datetime.date(2024, 2, 29),
        moment=NOON,
        color="light blue",
        id=UUID4,
    )
    assert call.server.last.target == (
        f"/scalars/a%20b/-7/true/2024-02-29/2024-02-29T12%3A30%3A15.250000Z/light%20blue/{UUID4}"
    ) or call.server.last.target == (
        f"/scalars/a%20b/-7/true/2024-02-29/2024-02-29T12%3A30%3A15.25Z/light%20blue/{UUID4}"
    )


def test_path_reserved_override(call: Caller) -> None:
    call("parameters.path_reserved", file="docs/read me.md")
    assert call.server.last.target == "/reserved/docs/read%20me.md"


QUERIES = [
    # method, arguments, query
    ("query_form", {"text": "blue"}, "text=blue"),
    ("query_form", {"text": ""}, "text="),
    ("query_form", {"text": HELLO}, "text=Hello%20World%21"),
    ("query_form", {"text": "1+1=2&x"}, "text=1%2B1%3D2%26x"),
    ("query_form", {"text": "a+b"}, "text=a%2Bb"),
    ("query_form", {"text": "50%"}, "text=50%25"),
    ("query_form", {"text": "é/☃"}, "text=%C3%A9%2F%E2%98%83"),
    ("query_form", {"text": "#frag?"}, "text=%23frag%3F"),
    ("query_form", {"text": None}, ""),
    ("query_form", {}, ""),
    ("query_form", {"text_nullable": None}, ""),
    ("query_form", {"text_nullable": "x"}, "text-nullable=x"),
    ("query_form", {"count": 0}, "count=0"),
    ("query_form", {"count": -12}, "count=-12"),
    ("query_form", {"ratio": 0.1}, "ratio=0.1"),
    ("query_form", {"flag": True}, "flag=true"),
    ("query_form", {"flag": False}, "flag=false"),
    ("query_form", {"day": datetime.date(2024, 2, 29)}, "day=2024-02-29"),
    ("query_form", {"moment": OFFSET}, "moment=2024-02-29T12%3A30%3A00%2B05%3A30"),
    ("query_form", {"price": Decimal("0.10")}, "price=0.10"),
    ("query_form", {"price": Decimal("12345678901234567890.123")}, "price=12345678901234567890.123"),
    ("query_form", {"price": Decimal("1E+3")}, "price=1E%2B3"),
    ("query_form", {"big": 2**70}, "big=1180591620717411303424"),
    ("query_form", {"id": UUID4}, f"id={UUID4}"),
    ("query_form", {"color": "light blue"}, "color=light%20blue"),
    ("query_form", {"color": "unheard of"}, "color=unheard%20of"),
    ("query_form", {"colors": ["red", "light blue"]}, "colors=red&colors=light%20blue"),
    ("query_form", {"list_": COLORS}, "list=blue&list=black&list=brown"),
    ("query_form", {"list_": ("a", "b")}, "list=a&list=b"),
    ("query_form", {"list_": []}, ""),
    ("query_form", {"map_": {"R": "100", "G": "2 0"}}, "R=100&G=2%200"),
    ("query_form", {"point": {"x": 1, "y": 2}}, "x=1&y=2"),
    ("query_form", {"point": {"x": 1}}, "x=1"),
    ("query_form", {"empty": ""}, "empty="),
    ("query_form", {"odd_name": [1, 2]}, "odd%20name%5B%5D=1&odd%20name%5B%5D=2"),
    ("query_form", {"text": "a", "count": 1, "list_": ["x", "y"]}, "text=a&count=1&list=x&list=y"),
    ("query_form_plain", {"text": "blue"}, "text=blue"),
    ("query_form_plain", {"list_": COLORS}, "list=blue,black,brown"),
    ("query_form_plain", {"list_": ["a,b", "c d"]}, "list=a%2Cb,c%20d"),
    ("query_form_plain", {"map_": {"R": "100", "G": "200"}}, "map=R,100,G,200"),
    ("query_form_plain", {"point": {"x": 1, "y": 2}}, "point=x,1,y,2"),
    ("query_space", {"list_": COLORS}, "list=blue%20black%20brown"),
    ("query_space", {"point": {"x": 1, "y": 2}}, "point=x%201%20y%202"),
    ("query_space", {"spread": ["a", "b"]}, "spread=a&spread=b"),
    ("query_pipe", {"list_": COLORS}, "list=blue%7Cblack%7Cbrown"),
    ("query_pipe", {"point": {"x": 1, "y": 2}}, "point=x%7C1%7Cy%7C2"),
    ("query_pipe", {"spread": ["a", "b"]}, "spread=a&spread=b"),
    ("query_deep", {"point": {"x": 1, "y": 2}}, "point%5Bx%5D=1&point%5By%5D=2"),
    ("query_deep", {"map_": {"a b": "c&d"}}, "map%5Ba%20b%5D=c%26d"),
    ("query_deep", {"filter_": {"color": "red"}}, "filter%5Bcolor%5D=red"),
    ("query_deep", {"filter_": {"tags": ["a", "b"]}}, "filter%5Btags%5D=a&filter%5Btags%5D=b"),
    (
        "query_deep",
        {"filter_": {"range": {"from_": 1, "to": 2}}},
        "filter%5Brange%5D%5Bfrom%5D=1&filter%5Brange%5D%5Bto%5D=2",
    ),
    ("query_reserved", {"text": ":/?#[]@!$&'()*+,;="}, "text=:/?%23[]@!$%26'()*+,;="),
    ("query_reserved", {"text": "a/b c%20d"}, "text=a/b%20c%20d"),
    ("query_reserved", {"list_": ["a/b", "c:d"]}, "list=a/b,c:d"),
    ("query_content", {"point": {"x": 1, "y": 2}}, "point=%7B%22x%22%3A1%2C%22y%22%3A2%7D"),
    ("query_content", {"list_": [1, 2]}, "list=%5B1%2C2%5D"),
    ("query_defaults", {}, "limit=20&order=asc"),
    ("query_defaults", {"limit": 5}, "limit=5&order=asc"),
    ("query_empty", {"tags": [], "word": ""}, "tags=&word="),
    ("query_empty", {"tags": ["a"], "word": "b"}, "tags=a&word=b"),
]


@pytest.mark.parametrize(("method", "arguments", "wanted"), QUERIES)
def test_query(call: Caller, method: str, arguments: Dict[str, Any], wanted: str) -> None:
    call(f"parameters.{method}", **arguments)
    assert call.server.last.query == wanted


def test_query_model_and_dict_are_the_same(call: Caller) -> None:
    call("parameters.query_deep", point=call.models.Point(x=1, y=2))
    call("parameters.query_deep", point={"x": 1, "y": 2})
    first, second = call.server.seen
    assert first.line == second.line


HEADERS = [
    ({"x_text": "a b+c%"}, "X-Text", "a b+c%"),
    ({"x_count": 5}, "X-Count", "5"),
    ({"x_flag": False}, "X-Flag", "false"),
    ({"x_day": datetime.date(2024, 2, 29)}, "X-Day", "2024-02-29"),
    ({"x_list": ["a", "b"]}, "X-List", "a,b"),
    ({"x_point": {"x": 1, "y": 2}}, "X-Point", "x,1,y,2"),
    ({"x_spread": {"x": 1, "y": 2}}, "X-Spread", "x=1,y=2"),
    ({"x_json": {"x": 1}}, "X-Json", '{"x":1}'),
    ({}, "X-Text", None),
    ({"x_text": None}, "X-Text", None),
    ({"x_list": []}, "X-List", None),
]


@pytest.mark.parametrize(("arguments", "name", "wanted"), HEADERS)
def test_header(call: Caller, arguments: Dict[str, Any], name: str, wanted: Any) -> None:
    call("parameters.headers", **arguments)
    assert call.server.last.header(name) == wanted


@pytest.mark.parametrize("bad", ["a\r\nX-Evil: 1", "a\nb", "a\0b"])
def test_header_cannot_be_split(call: Caller, bad: str) -> None:
    with pytest.raises(ValueError):
        call("parameters.headers", x_text=bad)
    assert call.server.seen == []


def test_reserved_headers_are_no_arguments(call: Caller) -> None:
    for name in ("accept", "content_type", "authorization"):
        with pytest.raises(TypeError, match=name):
            call("parameters.headers", **{name: "x"})


def test_http_headers_add_and_replace(call: Caller) -> None:
    call("parameters.headers", x_text="mine", http_headers={"x-text": "yours", "X-More": "1"})
    assert call.server.last.header("X-Text") == "yours"
    assert call.server.last.header("X-More") == "1"


COOKIES = [
    ({"text": "blue"}, "text=blue"),
    ({"count": 3}, "count=3"),
    ({"text": "a;b c"}, "text=a%3Bb%20c"),
    ({"list_": ["a", "b"]}, "list=a,b"),
    ({"point": {"x": 1, "y": 2}}, "point=x,1,y,2"),
    ({"spread": {"x": 1, "y": 2}}, "x=1; y=2"),
    ({"text": "a", "count": 1}, "text=a; count=1"),
    ({}, None),
]


@pytest.mark.parametrize(("arguments", "wanted"), COOKIES)
def test_cookie(call: Caller, arguments: Dict[str, Any], wanted: Any) -> None:
    call("parameters.cookies", **arguments)
    assert call.server.last.header("Cookie") == wanted
