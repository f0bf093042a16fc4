"""Nothing runs twice: explicit adapters, ``supersedes``, ``disable_auto_adaptation``."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from ways import (
    ASYNC,
    SYNC,
    AsyncNamed,
    AsyncRecord,
    Author,
    Named,
    SyncRecord,
    async_at,
)

from sdk._hooks import (
    AsyncToSyncBeforeRequestAdapter,
    SyncToAsyncBeforeRequestAdapter,
)


class Other(Named):
    """Another class of sync hooks."""


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
