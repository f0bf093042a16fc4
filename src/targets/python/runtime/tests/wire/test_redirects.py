"""Redirects are followed; credentials stay at home."""

from __future__ import annotations

from typing import Iterator

import httpx
import pytest
from server import Reply, Server

from sdk._runtime.operation import Body, header
from sdk.sdk import SDK

from .conftest import Run, operation, posting


@pytest.fixture
def other() -> Iterator[Server]:
    with Server() as running:
        running.reply("*", Reply(json={}))
        yield running


def sdk_of(server: Server) -> SDK:
    return SDK(bearer_auth="tok", server_url=server.url)


HEADERS = {"X-Api-Key": "k", "Cookie": "session=1", "X-Plain": "p"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_same_origin_gets_everything(server: Server, run: Run, status: int) -> None:
    server.reply("/x", Reply(status, headers={"location": "/y?a=b"}))
    run(operation(), sdk=sdk_of(server), http_headers=HEADERS)
    seen = server.seen[1]
    assert (seen.method, seen.target) == ("GET", "/y?a=b")
    assert seen.headers["authorization"] == "Bearer tok"
    assert seen.headers["x-api-key"] == "k"
    assert seen.headers["cookie"] == "session=1"


def test_another_origin_gets_no_credentials(
    server: Server, other: Server, run: Run
) -> None:
    server.reply(
        "/x", Reply(307, headers={"location": other.url + "/y?X-Amz-Signature=s"})
    )
    run(operation(), sdk=sdk_of(server), http_headers=HEADERS)
    seen = other.seen[0]
    assert seen.target == "/y?X-Amz-Signature=s"
    assert not {"authorization", "x-api-key", "cookie"} & set(seen.headers)
    assert seen.headers["x-plain"] == "p"
    assert seen.headers["host"] == other.url[7:]


def test_nor_does_it_by_way_of_a_clients_own_auth(
    server: Server, other: Server
) -> None:
    server.reply("/x", Reply(307, headers={"location": other.url + "/y"}))
    with httpx.Client(auth=("user", "pass")) as client:
        SDK(server_url=server.url, client=client)._call(
            operation(), {}, None, None, None, None
        )
    assert server.seen[0].headers["authorization"].startswith("Basic")
    assert "authorization" not in other.seen[0].headers


def test_a_body_is_sent_again_where_the_method_stays(server: Server, run: Run) -> None:
    op = posting(Body("json", "application/json", argument="body"), header("x", "X-X"))
    server.reply("/x", Reply(308, headers={"location": "/y"}))
    run(op, {"body": {"a": 1}})
    server.reply("/x", Reply(303, headers={"location": "/y"}))
    run(op, {"body": {"a": 1}})
    kept, dropped = server.seen[1], server.seen[3]
    assert (kept.method, kept.body) == ("POST", b'{"a":1}')
    assert (dropped.method, dropped.body) == ("GET", b"")
    assert "content-type" not in dropped.headers


def test_a_circle_ends(server: Server, run: Run) -> None:
    server.reply("/x", Reply(307, headers={"location": "/x"}))
    with pytest.raises(httpx.TooManyRedirects):
        run(operation())
    assert len(server.seen) == 21
