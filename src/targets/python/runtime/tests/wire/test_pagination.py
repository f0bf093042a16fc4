"""Pages: ``next``, iterating over all of them, and where they end."""

from __future__ import annotations

import asyncio
from typing import Any, Awaitable, Callable, Dict, List, Optional, Union

import pytest
from server import Reply, Seen, Server

from sdk._runtime.jsonpath import find
from sdk._runtime.operation import (
    Body,
    Content,
    Envelope,
    Operation,
    PageInput,
    Pages,
    Param,
    Response,
    header,
    query,
)
from sdk._runtime.pagedmodel import PagedModel
from sdk.sdk import SDK
from sdk.types import UNSET, BaseModel


class Items(BaseModel):
    items: Optional[List[int]] = None
    next: Any = None
    pages: Optional[int] = None


class Listing(PagedModel):
    next: Union[Callable[[], Optional[Any]], Callable[[], Awaitable[Optional[Any]]]]
    result: Items


def listing(pages: Pages, *parameters: Param, **facts: Any) -> Operation[Any]:
    return Operation(
        id="list",
        method="POST" if "body" in facts else "GET",
        path="/x",
        parameters=parameters,
        responses={
            "200": Response((Content("json", "application/json", lambda: Items),))
        },
        envelope=Envelope("result", lambda: Listing),
        pages=pages,
        **facts,
    )


def all_pages(
    server: Server, op: Operation[Any], arguments: Dict[str, Any]
) -> List[List[int]]:
    """The items of each page, by iterating; sync and async give the same, and so does calling ``next``."""
    headers = {"X-Mine": "1"}
    sdk = SDK("tok", server_url=server.url)
    first = sdk._call(op, arguments, UNSET, None, 5000, headers)
    found = [page.result.items or [] for page in first]
    by_next = []
    page = first
    while page is not None:
        by_next.append(page.result.items or [])
        page = page.next()

    async def iterate() -> List[List[int]]:
        async with SDK("tok", server_url=server.url) as sdk:
            first = await sdk._call_async(op, arguments, UNSET, None, 5000, headers)
            return [page.result.items or [] async for page in first]

    assert found == by_next == asyncio.run(iterate())
    for seen in server.seen:
        assert (seen.headers["x-mine"], seen.headers["authorization"]) == (
            "1",
            "Bearer tok",
        )
    return found


NUMBERS = list(range(5))


def by_offset(seen: Seen) -> Reply:
    start = int(seen.query.get("offset", ["0"])[0])
    limit = int(seen.query.get("limit", ["2"])[0])
    return Reply(json={"items": NUMBERS[start : start + limit]})


OFFSET = Pages(
    "offsetLimit",
    (PageInput("offset", "offset"), PageInput("limit", "limit")),
    results="$.items",
)
OFFSETS = (query("offset"), query("limit"), header("x_mine", "X-Other"))


@pytest.mark.parametrize(
    ("arguments", "want"),
    [
        ({"limit": 2}, [[0, 1], [2, 3], [4]]),
        ({"limit": 5}, [[0, 1, 2, 3, 4], []]),
        ({}, [[0, 1], [2, 3], [4], []]),
        ({"offset": 3, "limit": 2}, [[3, 4], []]),
    ],
)
def test_offsets(
    server: Server, arguments: Dict[str, Any], want: List[List[int]]
) -> None:
    server.reply("/x", by_offset)
    assert all_pages(server, listing(OFFSET, *OFFSETS), arguments) == want


def by_page(seen: Seen) -> Reply:
    page = int(seen.query.get("page", ["1"])[0])
    return Reply(json={"items": NUMBERS[page * 2 - 2 : page * 2], "pages": 3})


@pytest.mark.parametrize("arguments", [{}, {"page": 1}])
def test_page_numbers(server: Server, arguments: Dict[str, Any]) -> None:
    server.reply("/x", by_page)
    pages = Pages(
        "offsetLimit", (PageInput("page", "page"),), "$.items", num_pages="$.pages"
    )
    assert all_pages(server, listing(pages, query("page")), arguments) == [
        [0, 1],
        [2, 3],
        [4],
    ]


def by_cursor(value: Any) -> Reply:
    at = int(value or 0)
    following = f"{at + 2}" if at < 4 else None
    return Reply(json={"items": NUMBERS[at : at + 2], "next": following})


CURSOR = Pages("cursor", (PageInput("cursor", "after"),), next_cursor="$.next")


def test_cursors(server: Server) -> None:
    server.reply("/x", lambda seen: by_cursor(seen.query.get("after", [None])[0]))
    assert all_pages(server, listing(CURSOR, query("after")), {}) == [
        [0, 1],
        [2, 3],
        [4],
    ]


def test_a_cursor_that_stays_the_same_ends(server: Server) -> None:
    server.reply("/x", Reply(json={"items": [1], "next": "a"}))
    assert all_pages(server, listing(CURSOR, query("after")), {"after": "a"}) == [[1]]


class Search(BaseModel):
    after: Optional[str] = None
    text: Optional[str] = None


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        (
            Body("json", "application/json", lambda: Search, argument="request"),
            {"request": Search(text="t")},
        ),
        (
            Body("json", "application/json", lambda: Search, argument="request"),
            {"request": {"text": "t"}},
        ),
        (
            Body("json", "application/json", lambda: Search, fields=("after", "text")),
            {"text": "t"},
        ),
    ],
)
def test_cursors_in_the_body(
    server: Server, body: Body, arguments: Dict[str, Any]
) -> None:
    server.reply("/x", lambda seen: by_cursor(seen.json().get("after")))
    pages = Pages(
        "cursor", (PageInput("cursor", "after", in_body=True),), next_cursor="$.next"
    )
    assert all_pages(server, listing(pages, body=body), arguments) == [
        [0, 1],
        [2, 3],
        [4],
    ]
    assert all(seen.json()["text"] == "t" for seen in server.seen)


class Request(BaseModel):
    after: Optional[str] = None
    search: Optional[Search] = None


def test_cursors_in_a_request_object(server: Server) -> None:
    server.reply("/x", lambda seen: by_cursor(seen.query.get("after", [None])[0]))
    op = listing(CURSOR, query("after"), request=lambda: Request)
    request = Request()
    assert all_pages(server, op, {"request": request}) == [[0, 1], [2, 3], [4]]
    assert all_pages(server, op, {"request": None}) == [[0, 1], [2, 3], [4]]
    assert request == Request()


URL = Pages("url", next_url="$.next")


def test_urls(server: Server) -> None:
    server.reply(
        "/x",
        Reply(json={"items": [1], "next": "/more?p=2"}),
        Reply(json={"items": [1], "next": "/more?p=2"}),
    )
    server.reply("/more", Reply(json={"items": [2], "next": None}))
    assert all_pages(server, listing(URL), {}) == [[1], [2]]
    assert server.seen[1].target == "/more?p=2"


def test_a_url_of_another_origin_gets_no_credentials(server: Server) -> None:
    with Server() as other:
        other.reply("/more", Reply(json={"items": [2]}))
        server.reply("/x", Reply(json={"items": [1], "next": other.url + "/more"}))
        first = SDK("tok", server_url=server.url)._call(
            listing(URL), {}, UNSET, None, None, None
        )
        assert [page.result.items for page in first] == [[1], [2]]
        assert "authorization" not in other.seen[0].headers


def test_iterating_the_wrong_way_is_told(server: Server) -> None:
    server.reply("/x", by_offset)

    async def first() -> Any:
        async with SDK(server_url=server.url) as sdk:
            return await sdk._call_async(
                listing(OFFSET, *OFFSETS), {}, UNSET, None, None, None
            )

    with pytest.raises(TypeError, match="async for"):
        list(asyncio.run(first()))


DATA = {"a": {"b": [1, {"c": 2}]}, "x y": 3, "list": [{"id": 1}, {"id": 2}], "n": None}


@pytest.mark.parametrize(
    ("path", "want"),
    [
        ("$", DATA),
        ("$.a.b", [1, {"c": 2}]),
        ("$.a.b[1].c", 2),
        ("$['x y']", 3),
        ('$["a"]["b"][0]', 1),
        ("$.list[-1].id", 2),
        ("$.list[(@.length-1)].id", 2),
        ("$.list[*].id", [1, 2]),
        ("$.list[0:1].id", [1]),
        ("$..id", [1, 2]),
        ("$.a.*", [[1, {"c": 2}]]),
        ("$.n", None),
        ("$.none.there[3]", None),
        ("a.b[0]", 1),
        ("$.list.length", 2),
    ],
)
def test_json_paths(path: str, want: Any) -> None:
    assert find(path, DATA) == want
