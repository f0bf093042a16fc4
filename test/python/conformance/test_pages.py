"""Lists in pages: offsets, page numbers, cursors, URLs; by hand and by iteration."""

from __future__ import annotations

from typing import Any, List

import pytest
from callers import LIBRARIES, Caller, Reply, Seen  # noqa: F401


def page(data: List[int], **meta: Any) -> Reply:
    return Reply(json={"data": data, "meta": meta})


def by_hand(call: Caller, first: Any) -> List[List[int]]:
    """The pages that ``next`` gives, one after the other."""
    found: List[List[int]] = []
    while first is not None:
        found.append(first.result.data)
        first = call.finish(first.next())
    return found


def by_iteration(call: Caller, first: Any) -> List[List[int]]:
    return [page.result.data for page in call.items(first)]


WAYS = [by_hand, by_iteration]


@pytest.mark.parametrize("way", WAYS)
def test_offset(call: Caller, way: Any) -> None:
    call.server.reply("*", page([1, 2]), page([3, 4]), page([5]))
    assert way(call, call("pages.by_offset", limit=2)) == [[1, 2], [3, 4], [5]]
    assert [seen.query for seen in call.server.seen] == ["limit=2", "offset=2&limit=2", "offset=4&limit=2"]


@pytest.mark.parametrize("way", WAYS)
def test_offset_ends_with_an_empty_page(call: Caller, way: Any) -> None:
    call.server.reply("*", page([1, 2]), page([]))
    assert way(call, call("pages.by_offset", offset=10)) == [[1, 2], []]
    assert call.server.last.query == "offset=12"


@pytest.mark.parametrize("way", WAYS)
def test_page_number(call: Caller, way: Any) -> None:
    call.server.reply("*", page([1], pages=3), page([2], pages=3), page([3], pages=3))
    assert way(call, call("pages.by_number")) == [[1], [2], [3]]
    assert [seen.query for seen in call.server.seen] == ["", "page=2", "page=3"]


@pytest.mark.parametrize("way", WAYS)
def test_cursor(call: Caller, way: Any) -> None:
    call.server.reply("*", page([1], next="a b"), page([2], next="c"), page([3], next=None))
    assert way(call, call("pages.by_cursor")) == [[1], [2], [3]]
    assert [seen.query for seen in call.server.seen] == ["", "cursor=a%20b", "cursor=c"]


@pytest.mark.parametrize("way", WAYS)
def test_cursor_in_the_body(call: Caller, way: Any) -> None:
    call.server.reply("*", page([1], next="c"), page([2]))
    assert way(call, call("pages.by_body", query="q")) == [[1], [2]]
    assert [seen.json() for seen in call.server.seen] == [{"query": "q"}, {"query": "q", "cursor": "c"}]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("whole", [True, False])
def test_url(call: Caller, way: Any, whole: bool) -> None:
    start = call.server.url if whole else ""
    call.server.reply("*", page([1], next=f"{start}/pages/url?size=2&after=x%2By"), page([2]))
    assert way(call, call("pages.by_url", size=2)) == [[1], [2]]
    assert [seen.target for seen in call.server.seen] == [
        "/pages/url?size=2",
        "/pages/url?size=2&after=x%2By",
    ]


def test_url_of_another_origin_gets_no_credentials(call: Caller) -> None:
    from callers import Server

    models = call.models
    sdk = call.make(security=models.Security(option2=models.SecurityOption2(bearer="t0ken")))
    with Server() as other:
        other.reply("*", page([2]))
        call.server.reply("*", page([1], next=f"{other.url}/pages/url"))
        first = call("pages.by_url", sdk=sdk)
        call.finish(first.next())
        assert other.last.header("Authorization") is None


def test_a_page_takes_along_what_the_call_had(call: Caller) -> None:
    call.server.reply("*", page([1], next="c"), page([2]))
    models = call.models
    sdk = call.make(security=models.Security(option1=models.SecurityOption1(header_key="k")))
    by_hand(call, call("pages.by_cursor", sdk=sdk, http_headers={"X-Mine": "1"}))

    def facts(seen: Seen) -> Any:
        return seen.header("X-Mine"), seen.header("X-Api-Key"), seen.header("User-Agent")

    first, second = call.server.seen
    assert facts(first) == facts(second)
    assert facts(second)[:2] == ("1", "k")


def test_a_repeated_cursor_ends(call: Caller) -> None:
    call.server.reply("*", page([1], next="same"))
    assert by_hand(call, call("pages.by_cursor")) == [[1], [1]]


def test_no_page_is_asked_for_ahead(call: Caller) -> None:
    call.server.reply("*", page([1], next="a"))
    call.items(call("pages.by_cursor"), most=1)
    assert len(call.server.seen) == 1


def test_an_error_on_a_later_page(call: Caller) -> None:
    call.server.reply("*", page([1], next="a"), Reply(500, body=b"Gone"))
    first = call("pages.by_cursor")
    with pytest.raises(call.errors.ConformanceDefaultError, match="Gone"):
        call.finish(first.next())
