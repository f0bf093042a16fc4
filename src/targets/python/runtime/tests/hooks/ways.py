"""Runs the same calls through sync and async methods, and records what hooks saw."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import httpx
import pytest

from sdk import SDK
from sdk._hooks.asynctypes import AsyncBeforeRequestHook
from sdk._hooks.types import BeforeRequestContext, BeforeRequestHook

Step = Tuple[str, Dict[str, Any]]
GET: Step = ("get_thing", {"thing_id": "a"})


@dataclass
class Outcome:
    """What came of a call."""

    value: Any = None
    error: Optional[BaseException] = None

    def unwrap(self) -> Any:
        if self.error is not None:
            raise self.error
        return self.value

    @property
    def raised(self) -> BaseException:
        assert self.error is not None, f"nothing was raised, got {self.value!r}"
        return self.error


class Way:
    """Sync or async methods."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_async = name == "async"

    def calls(self, sdk: SDK, *steps: Step) -> List[Outcome]:
        """The outcomes of calls one after the other; the SDK is closed then."""
        return (
            asyncio.run(self._async(sdk, steps))
            if self.is_async
            else self._sync(sdk, steps)
        )

    def get(self, sdk: SDK, **more: Any) -> Outcome:
        """One call of ``get_thing``."""
        return self.calls(sdk, ("get_thing", {"thing_id": "a", **more}))[0]

    def put(self, sdk: SDK, **more: Any) -> Outcome:
        """One call of ``put_thing``, which is tried again on 429 and 5XX."""
        return self.calls(sdk, ("put_thing", {"thing_id": "a", "id": "a", **more}))[0]

    def _sync(self, sdk: SDK, steps: Sequence[Step]) -> List[Outcome]:
        found: List[Outcome] = []
        with sdk:
            for name, arguments in steps:
                try:
                    found.append(
                        Outcome(_consumed(getattr(sdk.things, name)(**arguments)))
                    )
                except BaseException as error:
                    found.append(Outcome(error=error))
        return found

    async def _async(self, sdk: SDK, steps: Sequence[Step]) -> List[Outcome]:
        found: List[Outcome] = []
        async with sdk:
            for name, arguments in steps:
                try:
                    value = await getattr(sdk.things, f"{name}_async")(**arguments)
                    found.append(Outcome(await _consumed_async(value)))
                except BaseException as error:
                    found.append(Outcome(error=error))
        return found


def _consumed(value: Any) -> Any:
    if isinstance(value, httpx.Response):
        return value.read()
    return list(value) if hasattr(value, "__next__") else value


async def _consumed_async(value: Any) -> Any:
    if isinstance(value, httpx.Response):
        return await value.aread()
    return [item async for item in value] if hasattr(value, "__anext__") else value


class Record:
    """A hook at every point that keeps what it saw and lets everything pass; also the base of other hooks."""

    def __init__(self, name: str = "", log: Optional[List[Any]] = None) -> None:
        self.name = name
        self.log: List[Any] = [] if log is None else log
        self.contexts: List[Any] = []
        self.threads: List[int] = []

    def note(self, point: str, ctx: Any, *values: Any) -> None:
        self.log.append((f"{self.name}.{point}" if self.name else point, *values))
        self.contexts.append(ctx)
        self.threads.append(threading.get_ident())

    @property
    def points(self) -> List[str]:
        return [entry[0] for entry in self.log]


class SyncRecord(Record):
    def before_request(self, hook_ctx: Any, request: Any) -> Any:
        self.note("before_request", hook_ctx, request)
        return request

    def after_success(self, hook_ctx: Any, response: Any) -> Any:
        self.note("after_success", hook_ctx, response)
        return response

    def after_error(self, hook_ctx: Any, response: Any, error: Any) -> Any:
        self.note("after_error", hook_ctx, response, error)
        return response, error

    def after_parse_error(self, hook_ctx: Any, response: Any, error: Any) -> Any:
        self.note("after_parse_error", hook_ctx, response, error)
        return error


class AsyncRecord(Record):
    async def before_request(self, hook_ctx: Any, request: Any) -> Any:
        self.note("before_request", hook_ctx, request)
        return request

    async def after_success(self, hook_ctx: Any, response: Any) -> Any:
        self.note("after_success", hook_ctx, response)
        return response

    async def after_error(self, hook_ctx: Any, response: Any, error: Any) -> Any:
        self.note("after_error", hook_ctx, response, error)
        return response, error

    async def after_parse_error(self, hook_ctx: Any, response: Any, error: Any) -> Any:
        self.note("after_parse_error", hook_ctx, response, error)
        return error


class Author:
    """What the author of the SDK has written into ``registration.py`` and ``asyncregistration.py``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def writes(
        self,
        init_hooks: Callable[[Any], None] = lambda hooks: None,
        init_async_hooks: Callable[[Any], None] = lambda hooks: None,
    ) -> None:
        self._patch.setattr("sdk._hooks.sdkhooks.init_hooks", init_hooks)
        self._patch.setattr(
            "sdk._hooks.asyncsdkhooks.init_async_hooks", init_async_hooks
        )

    def registers(self, point: str, *hooks: Any, native: Sequence[Any] = ()) -> None:
        """Hooks at one point: sync ones, and native async ones."""

        def init_hooks(registry: Any) -> None:
            for hook in hooks:
                getattr(registry, f"register_{point}_hook")(hook)

        def init_async_hooks(registry: Any) -> None:
            for hook in native:
                getattr(registry, f"register_{point}_hook")(hook)

        self.writes(init_hooks, init_async_hooks)


def at(point: str, function: Any, **attributes: Any) -> Any:
    """A sync hook with one method that does this: ``function(context, *values)``."""

    def method(self: Any, hook_ctx: Any, *values: Any) -> Any:
        return function(hook_ctx, *values)

    return type(attributes.pop("name", "Hook"), (), {point: method, **attributes})()


def async_at(point: str, function: Any, **attributes: Any) -> Any:
    """An async hook with one method; the function may be async or not."""

    async def method(self: Any, hook_ctx: Any, *values: Any) -> Any:
        answer = function(hook_ctx, *values)
        return await answer if asyncio.iscoroutine(answer) else answer

    return type(
        attributes.pop("name", "AsyncHook"), (), {point: method, **attributes}
    )()


def hook_for(way: Way, point: str, function: Any) -> Any:
    """A hook native to the way."""
    return async_at(point, function) if way.is_async else at(point, function)


def record(way: Way, name: str = "", log: Any = None) -> Any:
    """A hook at every point that writes down what it sees."""
    return AsyncRecord(name, log) if way.is_async else SyncRecord(name, log)


SYNC, ASYNC = Way("sync"), Way("async")


class Named(BeforeRequestHook):
    """A sync hook that logs its name."""

    def __init__(self, log: Any, name: str = "") -> None:
        self.log = log
        self.name = name or type(self).__name__

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        self.log.append(self.name)
        return request


class AsyncNamed(AsyncBeforeRequestHook):
    """An async hook that logs its name."""

    def __init__(self, log: Any, name: str = "async", supersedes: Any = ()) -> None:
        self.log = log
        self.name = name
        self.supersedes = supersedes

    async def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        self.log.append(self.name)
        return request


def hook_threads() -> "list[threading.Thread]":
    """The worker threads of all SDKs."""
    return [thread for thread in threading.enumerate() if thread.name == "sdk-hook"]


def ended(threads: Any) -> None:
    """Fails if one of these threads goes on."""
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
