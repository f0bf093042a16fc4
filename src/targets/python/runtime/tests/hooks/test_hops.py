"""The way into a worker thread and back."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from typing import Any

import httpx
import pytest
from server import Reply, Server
from ways import (
    ASYNC,
    AsyncNamed,
    Author,
    Named,
    SyncRecord,
    at,
)

from sdk._hooks import (
    AsyncToSyncAfterErrorAdapter,
    AsyncToSyncAfterParseErrorAdapter,
    AsyncToSyncAfterSuccessAdapter,
    AsyncToSyncBeforeRequestAdapter,
    BeforeRequestContext,
    HookContext,
    SyncToAsyncAfterErrorAdapter,
    SyncToAsyncAfterParseErrorAdapter,
    SyncToAsyncAfterSuccessAdapter,
    SyncToAsyncBeforeRequestAdapter,
)

SYNC_ADAPTERS = {
    "before_request": (SyncToAsyncBeforeRequestAdapter, ("request",)),
    "after_success": (SyncToAsyncAfterSuccessAdapter, ("response",)),
    "after_error": (SyncToAsyncAfterErrorAdapter, ("response", "error")),
    "after_parse_error": (SyncToAsyncAfterParseErrorAdapter, ("response", "error")),
}


ASYNC_ADAPTERS = {
    "before_request": (AsyncToSyncBeforeRequestAdapter, ("request",)),
    "after_success": (AsyncToSyncAfterSuccessAdapter, ("response",)),
    "after_error": (AsyncToSyncAfterErrorAdapter, ("response", "error")),
    "after_parse_error": (AsyncToSyncAfterParseErrorAdapter, ("response", "error")),
}


@pytest.mark.parametrize("point", SYNC_ADAPTERS)
def test_an_adapter_on_its_own_hops_with_asyncio_to_thread(
    point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: Any = []
    to_thread = asyncio.to_thread

    async def spy(*args: Any) -> Any:
        used.append(1)
        return await to_thread(*args)

    monkeypatch.setattr(asyncio, "to_thread", spy)
    adapter, values = SYNC_ADAPTERS[point]
    hook = at(point, lambda ctx, *given: (threading.get_ident(), ctx, given))
    thread, ctx, given = asyncio.run(getattr(adapter(hook), point)("context", *values))  # type: ignore[misc]
    assert thread != threading.get_ident()
    assert (ctx, given) == ("context", values)
    assert used == [1]


def test_an_adapter_on_its_own_hops_without_asyncio_to_thread_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(asyncio, "to_thread")
    variable.set("caller's")
    hook = at(
        "before_request", lambda ctx, request: (threading.get_ident(), variable.get())
    )
    adapter = SyncToAsyncBeforeRequestAdapter(hook)
    thread, value = asyncio.run(adapter.before_request(None, None))  # type: ignore
    assert thread != threading.get_ident()
    assert value == "caller's"


variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="")


@pytest.mark.parametrize("explicit", [False, True])
def test_a_context_variable_of_the_caller_is_visible_to_adapted_hooks(
    author: Author, make: Any, explicit: bool
) -> None:
    values: Any = []
    hook = at(
        "before_request", lambda ctx, request: values.append(variable.get()) or request
    )
    native = [SyncToAsyncBeforeRequestAdapter(hook)] if explicit else []
    author.registers("before_request", hook, native=native)

    async def main() -> None:
        async with make() as sdk:
            variable.set("caller's")
            await sdk.things.get_thing_async(thing_id="a")

    asyncio.run(main())
    assert values == ["caller's"]


def test_in_a_registry_adapters_use_the_sdks_own_threads_not_the_loops(
    author: Author, make: Any
) -> None:
    names: Any = []
    hook = at(
        "before_request",
        lambda ctx, request: names.append(threading.current_thread().name) or request,
    )
    other = at(
        "before_request",
        lambda ctx, request: names.append(threading.current_thread().name) or request,
    )

    class Overridden(SyncToAsyncBeforeRequestAdapter):
        async def before_request(self, hook_ctx: Any, request: Any) -> Any:
            return await super().before_request(hook_ctx, request)

    author.registers("before_request", hook, native=[Overridden(other)])
    ASYNC.get(make()).unwrap()
    assert names == ["sdk-hook", "sdk-hook"]


class Hops:
    """Counts the hops of an SDK."""

    def __init__(self, sdk: Any) -> None:
        self.count = 0
        threads = sdk.sdk_configuration.__dict__["_runtime"].threads
        run = threads.run

        async def counted(work: Any) -> Any:
            self.count += 1
            return await run(work)

        threads.run = counted


def test_neighbouring_adapted_hooks_share_one_hop(author: Author, make: Any) -> None:
    seen = [SyncRecord() for _ in range(10)]
    author.registers("before_request", *seen)
    sdk = make()
    hops = Hops(sdk)
    ASYNC.get(sdk).unwrap()
    assert hops.count == 1
    assert len({one.threads[0] for one in seen}) == 1


@pytest.mark.parametrize("between", ["inline", "native"])
def test_an_inline_or_native_hook_between_two_adapted_ones_ends_the_run(
    make: Any, between: str
) -> None:
    log: Any = []
    inline = Named(log, "between")
    inline.blocking = False  # type: ignore[attr-defined]
    middle: Any = inline if between == "inline" else AsyncNamed(log, "between")
    sdk = make(Named(log, "one"), Named(log, "two"), middle, Named(log, "three"))
    hops = Hops(sdk)
    ASYNC.get(sdk).unwrap()
    assert log == ["one", "two", "between", "three"]
    assert hops.count == 2


def test_explicitly_adapted_neighbours_share_the_hop_too(
    author: Author, make: Any
) -> None:
    log: Any = []
    two = Named(log, "two")
    author.registers(
        "before_request",
        Named(log, "one"),
        two,
        native=[SyncToAsyncBeforeRequestAdapter(two)],
    )
    sdk = make()
    hops = Hops(sdk)
    ASYNC.get(sdk).unwrap()
    assert (log, hops.count) == (["one", "two"], 1)


@pytest.mark.parametrize("point", ["after_success", "after_error", "after_parse_error"])
def test_hooks_of_one_hop_get_what_the_one_before_returned(
    make: Any, api: Server, point: str
) -> None:
    if point != "after_success":
        api.reply("/things/a", Reply(404, json={"message": "gone"}))
    mine = LookupError("mine")
    other = httpx.Response(200, json={"id": "other"})
    answer: Any = {
        "after_success": other,
        "after_error": (None, mine),
        "after_parse_error": mine,
    }[point]
    second = SyncRecord()
    ASYNC.get(make(at(point, lambda *_: answer), second))
    given = next(entry for entry in second.log if entry[0] == point)
    assert given[-1] is (other if point == "after_success" else mine)


def test_an_exception_in_a_hop_ends_it_as_one_by_one(make: Any) -> None:
    error = LookupError("mine")

    def fail(ctx: Any, request: Any) -> Any:
        raise error

    log: Any = []
    outcome = ASYNC.get(
        make(Named(log, "one"), at("before_request", fail), Named(log, "three"))
    )
    assert outcome.raised is error
    assert log == ["one"]


def test_cancellation_during_a_hop_lets_its_hook_finish_and_starts_no_further_one(
    make: Any,
) -> None:
    begun, go, finished = threading.Event(), threading.Event(), threading.Event()
    log: Any = []

    def slow(ctx: Any, request: Any) -> Any:
        begun.set()
        assert go.wait(10)
        log.append("finished")
        finished.set()
        return request

    async def main() -> None:
        async with make(
            at("before_request", slow), Named(log, "further"), hook_threads=1
        ) as sdk:
            call = asyncio.ensure_future(sdk.things.get_thing_async(thing_id="a"))
            await asyncio.to_thread(begun.wait, 10)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            assert log == []
            go.set()
            await asyncio.to_thread(finished.wait, 10)
            # The only worker thread takes this after the cancelled hop is over.
            await sdk.sdk_configuration.__dict__["_runtime"].threads.run(
                lambda job: None
            )

    asyncio.run(main())
    assert log == ["finished"]


@pytest.mark.parametrize("inline", [False, True])
def test_a_stop_iteration_out_of_an_adapted_hook_becomes_a_runtime_error(
    make: Any, inline: bool
) -> None:
    stop = StopIteration("end")

    def fail(ctx: Any, request: Any) -> Any:
        raise stop

    error = ASYNC.get(make(at("before_request", fail, blocking=not inline))).raised
    assert isinstance(error, RuntimeError)
    assert error.__cause__ is stop


def test_a_stop_iteration_out_of_an_adapter_on_its_own_becomes_a_runtime_error() -> (
    None
):
    def fail(ctx: Any, request: Any) -> Any:
        raise StopIteration

    async def main() -> None:
        adapter = SyncToAsyncBeforeRequestAdapter(at("before_request", fail))
        with pytest.raises(RuntimeError) as caught:
            await adapter.before_request(None, None)  # type: ignore[arg-type]
        assert isinstance(caught.value.__cause__, StopIteration)

    asyncio.run(main())


def test_an_async_hook_in_registration_py_is_refused_with_what_to_do(
    author: Author, make: Any
) -> None:
    author.registers("before_request", AsyncNamed([]))
    with pytest.raises(TypeError) as caught:
        make()
    assert str(caught.value) == (
        "AsyncNamed.before_request is `async def`, expected a plain `def`: register an async hook in "
        "asyncregistration.py, or wrap it in AsyncToSyncBeforeRequestAdapter"
    )


def test_a_sync_hook_in_asyncregistration_py_is_refused_with_what_to_do(
    author: Author, make: Any
) -> None:
    author.registers("before_request", native=[Named([])])
    with pytest.raises(TypeError) as caught:
        make()
    assert str(caught.value) == (
        "Named.before_request is a plain `def`, expected `async def`: register a sync hook in registration.py "
        "(async methods run it adapted), or wrap it in SyncToAsyncBeforeRequestAdapter"
    )


def test_adapters_refuse_hooks_of_the_wrong_kind() -> None:
    with pytest.raises(TypeError, match="an async hook, expected a sync one"):
        SyncToAsyncBeforeRequestAdapter(AsyncNamed([]))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a sync hook, expected an async one"):
        AsyncToSyncBeforeRequestAdapter(Named([]))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expects a hook object with before_request"):
        SyncToAsyncBeforeRequestAdapter(Named)  # type: ignore[arg-type]


def test_contexts_are_built_from_a_hook_context() -> None:
    base = HookContext("config", "http://x", "op", ["s"], "source", ["t"], {"x-y": 1})  # type: ignore[arg-type]
    ctx = BeforeRequestContext(base)
    assert vars(ctx) == vars(base)
    assert ctx.state is base.state
