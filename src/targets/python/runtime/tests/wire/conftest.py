"""Calls of operations that the tests write down themselves, by sync and async methods alike."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

import pytest

from sdk._runtime.operation import Body, Content, Operation, Param, Response
from sdk.sdk import SDK
from sdk.types import UNSET

JSON = {"200": Response((Content("json", "application/json"),))}


def operation(
    *parameters: Param,
    method: str = "GET",
    path: str = "/x",
    responses: Optional[Mapping[str, Response]] = None,
    **facts: Any,
) -> Operation[Any]:
    """An operation that answers with any JSON."""
    return Operation(
        id="op",
        method=method,
        path=path,
        responses=responses or JSON,
        parameters=parameters,
        **facts,
    )


def posting(body: Body, *parameters: Param, **facts: Any) -> Operation[Any]:
    """An operation with a body."""
    return operation(*parameters, method="POST", body=body, **facts)


Run = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, server: Any) -> Run:
    """Makes a call, sync or async, and gives its result."""
    server.reply("*", _OK)
    is_async = request.param == "async"

    def make(
        op: Operation[Any],
        arguments: Optional[Dict[str, Any]] = None,
        *,
        sdk: Optional[SDK] = None,
        http_headers: Optional[Mapping[str, str]] = None,
        **options: Any,
    ) -> Any:
        target = sdk or SDK(server_url=server.url)
        tail: Tuple[Any, ...] = (op, arguments or {}, UNSET, None, None, http_headers)
        if not is_async:
            return target._call(*tail, **options)

        async def call() -> Any:
            async with target:
                return await target._call_async(*tail, **options)

        return asyncio.run(call())

    make.is_async = is_async  # type: ignore[attr-defined]
    return make


def _make_ok() -> Any:
    from server import Reply

    return Reply(json={})


_OK = _make_ok()
