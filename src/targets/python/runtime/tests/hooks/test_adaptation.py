"""Contract, section 4: sync methods, async methods, and adaptation."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from typing import Any

import httpx
import pytest
from server import Reply, Server
from ways import AsyncRecord, Author, SyncRecord, Way, async_at, at

from sdk._hooks import (
    AsyncBeforeRequestHook,
    AsyncToSyncAfterErrorAdapter,
    AsyncToSyncAfterParseErrorAdapter,
    AsyncToSyncAfterSuccessAdapter,
    AsyncToSyncBeforeRequestAdapter,
    BeforeRequestContext,
    BeforeRequestHook,
    HookContext,
    SyncToAsyncAfterErrorAdapter,
    SyncToAsyncAfterParseErrorAdapter,
    SyncToAsyncAfterSuccessAdapter,
    SyncToAsyncBeforeRequestAdapter,
)

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


class Other(Named):
    """Another class of sync hooks."""


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


# --- Where hooks run ---


def test_a_sync_method_runs_sync_hooks_directly_without_thread_or_loop(
    make: Any,
) -> None:
    places: Any = []

    def where(ctx: Any, request: Any) -> Any:
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        places.append(threading.get_ident())
        return request

    SYNC.get(make(at("before_request", where))).unwrap()
    assert places == [threading.get_ident()]


def test_sync_methods_run_no_async_hooks(make: Any) -> None:
    seen = AsyncRecord()
    SYNC.get(make(seen)).unwrap()
    assert seen.log == []


def test_async_methods_run_sync_hooks_off_the_loop_with_only_registration_py(
    author: Author, make: Any
) -> None:
    seen = SyncRecord()
    author.registers("before_request", seen)
    ASYNC.get(make()).unwrap()
    assert seen.points == ["before_request"]
    assert seen.threads != [threading.get_ident()]


def test_the_loop_goes_on_while_an_adapted_hook_blocks(
    author: Author, make: Any
) -> None:
    free = threading.Event()

    def wait_for_the_loop(ctx: Any, request: Any) -> Any:
        assert free.wait(10), "the loop stood still"
        return request

    author.registers("before_request", at("before_request", wait_for_the_loop))

    async def main() -> None:
        async with make() as sdk:
            call = asyncio.ensure_future(sdk.things.get_thing_async(thing_id="a"))
            await asyncio.sleep(0)
            asyncio.get_running_loop().call_later(0.01, free.set)
            await call

    asyncio.run(main())


def test_native_async_hooks_run_on_the_callers_loop(make: Any) -> None:
    loops: Any = []

    async def where(ctx: Any, request: Any) -> Any:
        loops.append(asyncio.get_running_loop())
        return request

    async def main() -> None:
        async with make(async_at("before_request", where)) as sdk:
            await sdk.things.get_thing_async(thing_id="a")
            assert loops == [asyncio.get_running_loop()]

    asyncio.run(main())


def test_a_hook_that_is_not_blocking_runs_inline_on_the_loop(
    author: Author, make: Any
) -> None:
    seen = SyncRecord()
    seen.blocking = False  # type: ignore[attr-defined]
    author.registers("before_request", seen)
    ASYNC.get(make()).unwrap()
    assert seen.threads == [threading.get_ident()]


def test_blocking_is_true_unless_it_is_said_otherwise(
    author: Author, make: Any
) -> None:
    seen = SyncRecord()
    seen.blocking = None  # type: ignore[attr-defined]
    author.registers("before_request", seen)
    ASYNC.get(make()).unwrap()
    assert seen.threads != [threading.get_ident()]


# --- The order ---


def test_async_methods_run_the_adapted_hooks_first_and_then_the_async_ones(
    author: Author, make: Any
) -> None:
    log: Any = []
    author.registers(
        "before_request",
        Named(log, "sync 1"),
        Named(log, "sync 2"),
        native=[AsyncNamed(log, "async 1"), AsyncNamed(log, "async 2")],
    )
    ASYNC.get(make()).unwrap()
    assert log == ["sync 1", "sync 2", "async 1", "async 2"]


def test_the_users_hooks_run_after_all_of_the_authors_in_the_order_given(
    author: Author, make: Any
) -> None:
    log: Any = []
    author.registers(
        "before_request", Named(log, "author"), native=[AsyncNamed(log, "author async")]
    )
    users = [AsyncNamed(log, "user 1"), Named(log, "user 2"), AsyncNamed(log, "user 3")]
    ASYNC.get(make(*users)).unwrap()
    assert log == ["author", "author async", "user 1", "user 2", "user 3"]
    log.clear()
    SYNC.get(make(*users)).unwrap()
    assert log == ["author", "user 2"]


# --- Nothing runs twice ---


def test_an_explicit_adapter_around_a_registered_hook_runs_in_its_place_alone(
    author: Author, make: Any
) -> None:
    log: Any = []
    one, two = Named(log, "one"), Named(log, "two")
    author.registers(
        "before_request",
        one,
        two,
        native=[AsyncNamed(log), SyncToAsyncBeforeRequestAdapter(one)],
    )
    ASYNC.get(make()).unwrap()
    assert log == ["two", "async", "one"]


def test_an_explicit_adapter_counts_at_its_own_point_only(
    author: Author, make: Any
) -> None:
    seen = SyncRecord()

    def init_hooks(hooks: Any) -> None:
        hooks.register_before_request_hook(seen)
        hooks.register_after_success_hook(seen)

    author.writes(
        init_hooks,
        lambda hooks: hooks.register_before_request_hook(
            SyncToAsyncBeforeRequestAdapter(seen)
        ),
    )
    ASYNC.get(make()).unwrap()
    assert seen.points == ["before_request", "after_success"]


def test_an_adapter_around_another_object_replaces_those_of_exactly_its_class(
    author: Author, make: Any
) -> None:
    log: Any = []
    author.registers(
        "before_request",
        Named(log, "one"),
        Named(log, "two"),
        Other(log, "of a subclass"),
        native=[SyncToAsyncBeforeRequestAdapter(Named(log, "explicit"))],
    )
    ASYNC.get(make()).unwrap()
    assert log == ["of a subclass", "explicit"]


def test_an_adapter_around_one_of_two_registered_objects_leaves_the_other(
    author: Author, make: Any
) -> None:
    log: Any = []
    one, two = Named(log, "one"), Named(log, "two")
    author.registers(
        "before_request", one, two, native=[SyncToAsyncBeforeRequestAdapter(two)]
    )
    ASYNC.get(make()).unwrap()
    assert log == ["one", "two"]


def test_a_native_hook_supersedes_sync_ones_matched_with_isinstance(
    author: Author, make: Any
) -> None:
    log: Any = []
    hooks = [
        Named(log, "superseded"),
        Other(log, "so is a subclass"),
        SyncRecord("kept", log),
    ]
    author.registers(
        "before_request", *hooks, native=[AsyncNamed(log, supersedes=(Named,))]
    )
    ASYNC.get(make()).unwrap()
    assert [entry if isinstance(entry, str) else entry[0] for entry in log] == [
        "kept.before_request",
        "async",
    ]
    log.clear()
    SYNC.get(make()).unwrap()
    assert log[:2] == ["superseded", "so is a subclass"]


def test_supersedes_counts_at_the_points_where_the_native_hook_is_registered(
    author: Author, make: Any
) -> None:
    seen = SyncRecord()
    native = AsyncRecord("native")
    native.supersedes = (SyncRecord,)  # type: ignore[attr-defined]

    def init_hooks(hooks: Any) -> None:
        hooks.register_before_request_hook(seen)
        hooks.register_after_success_hook(seen)

    author.writes(init_hooks, lambda hooks: hooks.register_before_request_hook(native))
    ASYNC.get(make()).unwrap()
    assert (seen.points, native.points) == (
        ["after_success"],
        ["native.before_request"],
    )


def test_supersedes_may_be_a_single_class(author: Author, make: Any) -> None:
    log: Any = []
    author.registers(
        "before_request", Named(log), native=[AsyncNamed(log, supersedes=Named)]
    )
    ASYNC.get(make()).unwrap()
    assert log == ["async"]


def test_supersedes_of_something_else_is_refused_at_registration(
    author: Author, make: Any
) -> None:
    author.registers("before_request", native=[AsyncNamed([], supersedes=("Named",))])
    with pytest.raises(
        TypeError, match=r"AsyncNamed\.supersedes has to hold hook classes, not 'Named'"
    ):
        make()


def test_an_async_to_sync_adapter_is_not_wrapped_again_but_its_hook_runs_natively_once(
    author: Author, make: Any
) -> None:
    loops: Any = []

    async def where(ctx: Any, request: Any) -> Any:
        loops.append(asyncio.get_running_loop())
        return request

    author.registers(
        "before_request",
        AsyncToSyncBeforeRequestAdapter(async_at("before_request", where)),
    )

    async def main() -> None:
        async with make() as sdk:
            await sdk.things.get_thing_async(thing_id="a")
            assert loops == [asyncio.get_running_loop()]

    asyncio.run(main())
    SYNC.get(make()).unwrap()
    assert len(loops) == 2


def test_the_hook_in_an_async_to_sync_adapter_runs_once_if_it_is_registered_itself(
    author: Author, make: Any
) -> None:
    log: Any = []
    hook = AsyncNamed(log, "once")
    author.registers(
        "before_request",
        AsyncToSyncBeforeRequestAdapter(hook),
        native=[AsyncNamed(log, "first"), hook],
    )
    ASYNC.get(make()).unwrap()
    assert log == ["first", "once"]


def test_disable_auto_adaptation_leaves_native_hooks_only(
    author: Author, make: Any
) -> None:
    log: Any = []

    def init_async_hooks(hooks: Any) -> None:
        hooks.register_before_request_hook(AsyncNamed(log))
        hooks.disable_auto_adaptation()

    author.writes(
        lambda hooks: hooks.register_before_request_hook(Named(log)), init_async_hooks
    )
    ASYNC.get(make()).unwrap()
    assert log == ["async"]
    SYNC.get(make()).unwrap()
    assert log == ["async", "Named"]


def test_a_subclass_of_an_adapter_that_overrides_the_method_is_a_native_hook(
    author: Author, make: Any
) -> None:
    threads: Any = []

    class Timed(SyncToAsyncBeforeRequestAdapter):
        async def before_request(self, hook_ctx: Any, request: Any) -> Any:
            threads.append(threading.get_ident())
            return await super().before_request(hook_ctx, request)

    inner = SyncRecord()
    author.registers("before_request", inner, native=[Timed(inner)])
    ASYNC.get(make()).unwrap()
    assert threads == [threading.get_ident()]
    assert inner.points == ["before_request"]
    assert inner.threads != threads


def test_a_subclass_that_overrides_nothing_is_still_an_adapter(
    author: Author, make: Any
) -> None:
    class Renamed(SyncToAsyncBeforeRequestAdapter):
        pass

    log: Any = []
    one = Named(log, "one")
    author.registers("before_request", one, Named(log, "two"), native=[Renamed(one)])
    sdk = make()
    ASYNC.get(sdk).unwrap()
    assert log == ["two", "one"]
    assert [row.async_methods for row in sdk.sdk_configuration.describe_hooks()][
        -1
    ].startswith("adapted")


# --- A thread hop ---

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


# --- Registration ---


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
