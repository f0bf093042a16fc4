"""Every style and location, with the examples of the specifications, as bytes on the wire."""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from typing import Any, Dict, List, Optional

import pytest
from server import Server

from sdk._runtime.operation import Param, cookie, header, path, query
from sdk.types import UNSET, BaseModel

from .conftest import Run, operation

EMPTY, STRING = "", "blue"
ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}

# OpenAPI 3.1.1, "Style Examples"; the values of label without explode are RFC 6570's.
PATHS = [
    ("matrix", False, EMPTY, ";color"),
    ("matrix", False, STRING, ";color=blue"),
    ("matrix", False, ARRAY, ";color=blue,black,brown"),
    ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
    ("matrix", True, EMPTY, ";color"),
    ("matrix", True, STRING, ";color=blue"),
    ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
    ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ("label", False, STRING, ".blue"),
    ("label", False, ARRAY, ".blue,black,brown"),
    ("label", False, OBJECT, ".R,100,G,200,B,150"),
    ("label", True, STRING, ".blue"),
    ("label", True, ARRAY, ".blue.black.brown"),
    ("label", True, OBJECT, ".R=100.G=200.B=150"),
    ("simple", False, STRING, "blue"),
    ("simple", False, ARRAY, "blue,black,brown"),
    ("simple", False, OBJECT, "R,100,G,200,B,150"),
    ("simple", True, ARRAY, "blue,black,brown"),
    ("simple", True, OBJECT, "R=100,G=200,B=150"),
]

QUERIES = [
    ("form", False, EMPTY, "color="),
    ("form", False, STRING, "color=blue"),
    ("form", False, ARRAY, "color=blue,black,brown"),
    ("form", False, OBJECT, "color=R,100,G,200,B,150"),
    ("form", True, EMPTY, "color="),
    ("form", True, STRING, "color=blue"),
    ("form", True, ARRAY, "color=blue&color=black&color=brown"),
    ("form", True, OBJECT, "R=100&G=200&B=150"),
    ("spaceDelimited", False, ARRAY, "color=blue%20black%20brown"),
    ("spaceDelimited", False, OBJECT, "color=R%20100%20G%20200%20B%20150"),
    ("spaceDelimited", True, ARRAY, "color=blue&color=black&color=brown"),
    ("pipeDelimited", False, ARRAY, "color=blue%7Cblack%7Cbrown"),
    ("pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    (
        "deepObject",
        True,
        {"a": {"b": {"c": 1}}, "list": [1, 2], "many": [{"x": 1}]},
        "color%5Ba%5D%5Bb%5D%5Bc%5D=1&color%5Blist%5D=1&color%5Blist%5D=2&color%5Bmany%5D%5B0%5D%5Bx%5D=1",
    ),
]


@pytest.mark.parametrize(("style", "explode", "value", "want"), PATHS)
def test_path_styles(
    server: Server, run: Run, style: str, explode: bool, value: Any, want: str
) -> None:
    op = operation(path("color", style=style, explode=explode), path="/p/{color}/end")
    run(op, {"color": value})
    assert server.seen[0].target == f"/p/{want}/end"


@pytest.mark.parametrize(("style", "explode", "value", "want"), QUERIES)
def test_query_styles(
    server: Server, run: Run, style: str, explode: bool, value: Any, want: str
) -> None:
    run(operation(query("color", style=style, explode=explode)), {"color": value})
    assert server.seen[0].target == f"/x?{want}"


RFC_6570 = {
    "count": ["one", "two", "three"],
    "dom": ["example", "com"],
    "hello": "Hello World!",
    "half": "50%",
    "var": "value",
    "who": "fred",
    "path": "/foo/bar",
    "list": ["red", "green", "blue"],
    "keys": {"semi": ";", "dot": ".", "comma": ","},
    "v": "6",
    "empty": "",
    "empty_keys": {},
}


@pytest.mark.parametrize(
    ("name", "style", "explode", "want"),
    [
        ("count", "simple", False, "one,two,three"),
        ("hello", "simple", False, "Hello%20World%21"),
        ("half", "simple", False, "50%25"),
        ("path", "simple", False, "%2Ffoo%2Fbar"),
        ("keys", "simple", False, "semi,%3B,dot,.,comma,%2C"),
        ("keys", "simple", True, "semi=%3B,dot=.,comma=%2C"),
        ("who", "label", False, ".fred"),
        ("half", "label", False, ".50%25"),
        ("dom", "label", True, ".example.com"),
        ("list", "label", False, ".red,green,blue"),
        ("keys", "label", False, ".semi,%3B,dot,.,comma,%2C"),
        ("keys", "label", True, ".semi=%3B.dot=..comma=%2C"),
        ("who", "matrix", False, ";who=fred"),
        ("empty", "matrix", False, ";empty"),
        ("hello", "matrix", False, ";hello=Hello%20World%21"),
        ("list", "matrix", False, ";list=red,green,blue"),
        ("list", "matrix", True, ";list=red;list=green;list=blue"),
        ("keys", "matrix", False, ";keys=semi,%3B,dot,.,comma,%2C"),
        ("keys", "matrix", True, ";semi=%3B;dot=.;comma=%2C"),
        ("empty_keys", "matrix", True, ""),
    ],
)
def test_rfc_6570_path_expressions(
    server: Server, run: Run, name: str, style: str, explode: bool, want: str
) -> None:
    run(
        operation(path(name, style=style, explode=explode), path=f"/X{{{name}}}X"),
        {name: RFC_6570[name]},
    )
    assert server.seen[0].target == f"/X{want}X"


class Shade(enum.Enum):
    DARK = "dark blue"


class Level(enum.IntEnum):
    LOW = 1


class Filter(BaseModel):
    min_size: Optional[int] = None
    tags: Optional[List[str]] = None

    model_config = {"alias_generator": lambda name: name.replace("_s", "S")}


UTC = datetime.timezone.utc

SCALARS = [
    (True, "true"),
    (False, "false"),
    (0, "0"),
    (12345678901234567890123, "12345678901234567890123"),
    (1.5, "1.5"),
    (decimal.Decimal("1.10"), "1.10"),
    (Shade.DARK, "dark%20blue"),
    (Level.LOW, "1"),
    (datetime.date(2024, 2, 29), "2024-02-29"),
    (datetime.datetime(2024, 2, 29, 12, 0, tzinfo=UTC), "2024-02-29T12%3A00%3A00Z"),
    (datetime.datetime(2024, 2, 29, 12, 0), "2024-02-29T12%3A00%3A00Z"),
    (datetime.timedelta(days=1, hours=2), "P1DT2H"),
    (
        uuid.UUID("12345678-1234-5678-1234-567812345678"),
        "12345678-1234-5678-1234-567812345678",
    ),
    ("a+b c/d?e#f&g=h%i", "a%2Bb%20c%2Fd%3Fe%23f%26g%3Dh%25i"),
    ("né 漢", "n%C3%A9%20%E6%BC%A2"),
    ("~-._", "~-._"),
]


@pytest.mark.parametrize(("value", "want"), SCALARS)
def test_scalars_in_path_and_query(
    server: Server, run: Run, value: Any, want: str
) -> None:
    run(operation(path("p"), query("q"), path="/x/{p}"), {"p": value, "q": value})
    assert server.seen[0].target == f"/x/{want}?q={want}"


@pytest.mark.parametrize("value", [".", ".."])
def test_dot_segments_stay_values(server: Server, run: Run, value: str) -> None:
    run(operation(path("p"), path="/a/{p}/b"), {"p": value})
    assert server.seen[0].target == f"/a/{'%2E' * len(value)}/b"


def test_reserved_characters_of_a_path_stay_where_they_are_allowed(
    server: Server, run: Run
) -> None:
    run(
        operation(path("p", allow_reserved=True), path="/f/{p}"),
        {"p": "a/b c/../d?e#f%20g"},
    )
    assert server.seen[0].target == "/f/a/b%20c/%2E%2E/d%3Fe%23f%20g"


@pytest.mark.parametrize("value", ["", None, []])
def test_an_empty_path_segment_is_refused(server: Server, run: Run, value: Any) -> None:
    with pytest.raises(ValueError, match="thing_id"):
        run(
            operation(path("thing_id", "thingId"), path="/things/{thingId}"),
            {"thing_id": value},
        )
    assert server.seen == []


@pytest.mark.parametrize(
    ("param", "value", "want"),
    [
        (query("q"), None, "/x"),
        (query("q"), UNSET, "/x"),
        (query("q"), [], "/x"),
        (query("q"), {}, "/x"),
        (query("q", allow_empty_value=True), [], "/x?q="),
        (query("q", allow_empty_value=True), "", "/x?q="),
        (query("q"), ["a", None, "b"], "/x?q=a&q=b"),
        (query("q"), ("a,b", "c"), "/x?q=a%2Cb&q=c"),
        (query("q", explode=False), ["a,b", "c"], "/x?q=a%2Cb,c"),
        (query("q", allow_reserved=True), "a/b:c@d?e;f,g+h", "/x?q=a/b:c@d?e;f,g+h"),
        (query("q", allow_reserved=True), "50%25 of 10%", "/x?q=50%25%20of%2010%25"),
        (query("q", allow_reserved=True), "a&b=c#d", "/x?q=a%26b=c%23d"),
        (query("q", "$filter[x]"), "1", "/x?%24filter%5Bx%5D=1"),
        (query("q", content="application/json"), {"a": [1, "ü"]}, "/x?q=%7B%22a%22%3A%5B1%2C%22%C3%BC%22%5D%7D"),
        (query("q", content="application/json"), "text", "/x?q=%22text%22"),
        (query("q", content="application/json"), decimal.Decimal("1.10"), "/x?q=%221.10%22"),
        (query("q", style="deepObject", type=lambda: Filter), {"min_size": 3, "tags": ["a", "b"]},
         "/x?q%5BminSize%5D=3&q%5Btags%5D=a&q%5Btags%5D=b"),
        (query("q", style="deepObject"), Filter(min_size=3), "/x?q%5BminSize%5D=3"),
        (query("q"), Filter(min_size=3, tags=["a"]), "/x?minSize=3&tags=%5B%22a%22%5D"),
        (Param("querystring", "q", "q", "form", True, content="application/x-www-form-urlencoded"),
         {"a": "1 2", "b": ["x", "y"]}, "/x?a=1+2&b=x&b=y"),
    ],
)  # fmt: skip
def test_queries(server: Server, run: Run, param: Param, value: Any, want: str) -> None:
    run(operation(param), {"q": value})
    assert server.seen[0].target == want


@pytest.mark.parametrize(
    ("param", "value", "want"),
    [
        (header("h", "X-H"), "a b", "a b"),
        (header("h", "X-H"), True, "true"),
        (header("h", "X-H"), ["blue", "black"], "blue,black"),
        (header("h", "X-H"), OBJECT, "R,100,G,200,B,150"),
        (header("h", "X-H", explode=True), OBJECT, "R=100,G=200,B=150"),
        (header("h", "X-H", content="application/json"), {"a": 1}, '{"a":1}'),
        (header("h", "X-H"), datetime.date(2024, 1, 2), "2024-01-02"),
        (header("h", "X-H"), " padded ", "padded"),
    ],
)
def test_headers(server: Server, run: Run, param: Param, value: Any, want: str) -> None:
    run(operation(param), {"h": value})
    assert server.seen[0].headers["x-h"] == want


def test_headers_that_are_not_ascii_are_sent_as_utf_8(server: Server, run: Run) -> None:
    run(operation(header("h", "X-H")), {"h": "né"})
    assert server.seen[0].headers["x-h"].encode("latin-1").decode("utf-8") == "né"


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\x00b"])
def test_a_header_cannot_begin_another_one(
    server: Server, run: Run, value: str
) -> None:
    with pytest.raises(ValueError, match="line break"):
        run(operation(header("h", "X-H")), {"h": value})
    with pytest.raises(ValueError, match="line break"):
        run(operation(), http_headers={"X-H": value})
    assert server.seen == []


@pytest.mark.parametrize("value", [None, UNSET, [], {}])
def test_headers_that_are_not_given_are_not_sent(
    server: Server, run: Run, value: Any
) -> None:
    run(operation(header("h", "X-H")), {"h": value})
    assert "x-h" not in server.seen[0].headers


@pytest.mark.parametrize(
    ("param", "value", "want"),
    [
        (cookie("c"), "abc", "c=abc"),
        (cookie("c"), 'a b;c,d"e', "c=a%20b%3Bc%2Cd%22e"),
        (cookie("c"), "token+/==", "c=token+/=="),
        (cookie("c"), ["x", "y"], "c=x; c=y"),
        (cookie("c", explode=False), ["x", "y"], "c=x,y"),
        (cookie("c"), {"R": 100, "G": 200}, "R=100; G=200"),
        (cookie("c", explode=False), {"R": 100, "G": 200}, "c=R,100,G,200"),
    ],
)
def test_cookies(server: Server, run: Run, param: Param, value: Any, want: str) -> None:
    run(operation(param), {"c": value})
    assert server.seen[0].headers["cookie"] == want


def test_several_parameters_keep_their_order(server: Server, run: Run) -> None:
    op = operation(query("b"), query("a"), cookie("d"), cookie("e"), header("f", "X-F"))
    run(op, {"a": 1, "b": 2, "d": 3, "e": 4, "f": 5}, extra_query={"z": [1, 2]})
    seen = server.seen[0]
    assert (seen.target, seen.headers["cookie"], seen.headers["x-f"]) == (
        "/x?b=2&a=1&z=1&z=2",
        "d=3; e=4",
        "5",
    )


def test_parameters_out_of_a_request_object(server: Server, run: Run) -> None:
    class Request(BaseModel):
        thing_id: str
        page: Optional[int] = None

    op = operation(
        path("thing_id", "id"), query("page"), path="/t/{id}", request=lambda: Request
    )
    run(op, {"request": Request(thing_id="a", page=2)})
    run(op, {"request": {"thing_id": "b"}})
    assert [seen.target for seen in server.seen] == ["/t/a?page=2", "/t/b"]


def test_the_callers_headers_win(server: Server, run: Run) -> None:
    headers: Dict[str, str] = {
        "accept": "text/plain",
        "X-H": "mine",
        "User-Agent": "me",
    }
    run(operation(header("h", "x-h")), {"h": "theirs"}, http_headers=headers)
    seen = server.seen[0].headers
    assert (seen["accept"], seen["x-h"], seen["user-agent"]) == (
        "text/plain",
        "mine",
        "me",
    )
