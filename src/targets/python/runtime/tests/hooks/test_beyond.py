"""Contract, section 7: the end user's hooks, around hooks, security callables. And sections 5 and 6."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from server import Reply, Server
from test_adaptation import AsyncNamed, Named
from ways import AsyncRecord, Author, SyncRecord, Way, async_at, at, hook_for

from sdk._hooks import (
    AroundRequestHook,
    AsyncAroundRequestHook,
    AsyncToSyncBeforeRequestAdapter,
    SyncToAsyncBeforeRequestAdapter,
)

SYNC, ASYNC = Way("sync"), Way("async")
RUNTIME = Path(__file__).parents[2]


# --- SDK(hooks=[…]) ---


def test_an_end_user_may_add_sync_and_async_hooks(make: Any) -> None:
    seen, native = SyncRecord(), AsyncRecord()
    SYNC.get(make(seen, native)).unwrap()
    assert (len(seen.log), len(native.log)) == (2, 0)
    ASYNC.get(make(seen, native)).unwrap()
    assert (len(seen.log), len(native.log)) == (4, 2)


def test_a_users_hook_may_supersede_an_authors_one(author: Author, make: Any) -> None:
    log: Any = []
    author.registers("before_request", Named(log, "author"))
    ASYNC.get(make(AsyncNamed(log, "user", supersedes=(Named,)))).unwrap()
    assert log == ["user"]


def test_a_users_adapter_makes_the_automatic_one_step_aside(
    author: Author, make: Any
) -> None:
    log: Any = []
    hook = Named(log, "author")
    author.registers("before_request", hook)
    ASYNC.get(make(Named(log, "user"), SyncToAsyncBeforeRequestAdapter(hook))).unwrap()
    assert log == ["user", "author"]


def test_a_users_hook_may_have_an_sdk_init(make: Any, api: Server) -> None:
    class Agent:
        def sdk_init(self, config: Any) -> Any:
            config.user_agent = "mine/2"
            return config

    SYNC.get(make(Agent())).unwrap()
    assert api.seen[0].headers["user-agent"] == "mine/2"


def test_what_is_no_hook_is_refused(make: Any) -> None:
    with pytest.raises(
        TypeError,
        match="object is no hook: it has none of the methods sdk_init, before",
    ):
        make(object())
    with pytest.raises(
        TypeError,
        match=r"SyncRecord is a class, expected a hook object: SyncRecord\(\)",
    ):
        make(SyncRecord)


def test_a_hook_that_mixes_sync_and_async_methods_is_refused(make: Any) -> None:
    class Mixed:
        def before_request(self, hook_ctx: Any, request: Any) -> Any: ...

        async def after_success(self, hook_ctx: Any, response: Any) -> Any: ...

    with pytest.raises(TypeError) as caught:
        make(Mixed())
    assert str(caught.value).endswith(
        "Mixed mixes sync and async methods: after_success is `async def`, before_request is a plain `def`; "
        "expected one kind in one class"
    )


def test_an_async_sdk_init_is_refused(make: Any) -> None:
    class Init:
        async def sdk_init(self, config: Any) -> Any: ...

    with pytest.raises(
        TypeError,
        match=r"sdk_init is `async def`, expected a plain `def`: an SDK object is made",
    ):
        make(Init())


# --- Around hooks ---


class Around(AroundRequestHook):
    def __init__(self, log: Any, name: str = "around") -> None:
        self.log, self.name = log, name

    def around_request(self, hook_ctx: Any, request: Any, call_next: Any) -> Any:
        self.log.append(f"{self.name} begins")
        try:
            return call_next(request)
        finally:
            self.log.append(f"{self.name} ends")


class AsyncAround(AsyncAroundRequestHook):
    def __init__(self, log: Any, name: str = "around", supersedes: Any = ()) -> None:
        self.log, self.name, self.supersedes = log, name, supersedes

    async def around_request(self, hook_ctx: Any, request: Any, call_next: Any) -> Any:
        self.log.append(f"{self.name} begins")
        try:
            return await call_next(request)
        finally:
            self.log.append(f"{self.name} ends")


def around(way: Way, log: Any, name: str = "around") -> Any:
    return AsyncAround(log, name) if way.is_async else Around(log, name)


def test_around_hooks_wrap_each_attempt_the_first_registered_outermost(
    way: Way, make: Any, api: Server
) -> None:
    log: Any = []
    way.get(make(around(way, log, "outer"), around(way, log, "inner"))).unwrap()
    assert log == ["outer begins", "inner begins", "inner ends", "outer ends"]


def test_around_hooks_run_between_before_request_and_the_response(
    way: Way, make: Any
) -> None:
    log: Any = []

    def note(point: str) -> Any:
        return hook_for(way, point, lambda ctx, value: log.append(point) or value)

    way.get(
        make(around(way, log), note("before_request"), note("after_success"))
    ).unwrap()
    assert log == ["before_request", "around begins", "around ends", "after_success"]


def test_each_attempt_is_wrapped(way: Way, make: Any, api: Server) -> None:
    api.reply("/things/a", Reply(503), Reply(drop=True), Reply(json={"id": "a"}))
    log: Any = []
    way.put(make(around(way, log))).unwrap()
    assert log == ["around begins", "around ends"] * 3


def test_an_around_hook_may_answer_without_calling_next(
    way: Way, make: Any, api: Server
) -> None:
    cached = httpx.Response(200, json={"id": "cached"})
    hook = hook_for(way, "around_request", lambda ctx, request, call_next: cached)
    assert way.get(make(hook)).unwrap().id == "cached"
    assert api.seen == []


def test_an_around_hook_may_send_another_request_or_several(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(401), Reply(json={"id": "a"}))

    def again(ctx: Any, request: Any, call_next: Any) -> Any:
        if call_next(request).status_code == 401:
            request.headers["x-again"] = "1"
        return call_next(request)

    async def again_async(ctx: Any, request: Any, call_next: Any) -> Any:
        if (await call_next(request)).status_code == 401:
            request.headers["x-again"] = "1"
        return await call_next(request)

    hook = (
        async_at("around_request", again_async)
        if way.is_async
        else at("around_request", again)
    )
    assert way.get(make(hook)).unwrap().id == "a"
    assert ["x-again" in request.headers for request in api.seen] == [False, True]


def test_an_exception_of_an_around_hook_goes_to_after_error(
    way: Way, make: Any
) -> None:
    error = ConnectionRefusedError("the circuit is open")

    def refuse(*_: Any) -> Any:
        raise error

    seen: Any = AsyncRecord() if way.is_async else SyncRecord()
    assert way.get(make(hook_for(way, "around_request", refuse), seen)).raised is error
    assert seen.log[-1] == ("after_error", None, error)


def test_an_around_hook_that_returns_none_is_named(way: Way, make: Any) -> None:
    error = way.get(make(hook_for(way, "around_request", lambda *_: None))).raised
    assert isinstance(error, TypeError)
    assert (
        "Hook.around_request returned None; around_request has to return an httpx.Response"
        in str(error)
    )


def test_a_context_variable_set_around_is_current_while_the_request_is_sent(
    make: Any,
) -> None:
    import contextvars

    span: Any = contextvars.ContextVar("span", default=None)
    seen: Any = []

    async def trace(ctx: Any, request: Any, call_next: Any) -> Any:
        token = span.set("span")
        try:
            return await call_next(request)
        finally:
            span.reset(token)

    async def main() -> None:
        async def look(request: Any) -> None:
            seen.append(span.get())

        async with httpx.AsyncClient(event_hooks={"request": [look]}) as client:
            async with make(
                async_at("around_request", trace), async_client=client
            ) as sdk:
                await sdk.things.get_thing_async(thing_id="a")

    asyncio.run(main())
    assert seen == ["span"]


def test_a_sync_around_hook_without_async_counterpart_is_an_error_at_the_first_async_call(
    author: Author, make: Any, api: Server
) -> None:
    author.registers("around_request", Around([]))
    SYNC.get(make()).unwrap()
    error = ASYNC.get(make()).raised
    assert isinstance(error, TypeError)
    assert str(error).startswith("Around is a sync around hook")
    assert "AsyncAroundRequestHook" in str(error)
    assert "supersedes = (Around,)" in str(error)
    assert len(api.seen) == 1


def test_an_async_around_hook_that_supersedes_it_lifts_the_error(
    author: Author, make: Any
) -> None:
    log: Any = []
    author.registers(
        "around_request", Around([]), native=[AsyncAround(log, supersedes=(Around,))]
    )
    ASYNC.get(make()).unwrap()
    assert log == ["around begins", "around ends"]


def test_streams_flow_through_around_hooks(way: Way, make: Any) -> None:
    outcome = way.calls(make(around(way, [])), ("watch_thing", {"thing_id": "a"}))[0]
    assert [event.id for event in outcome.unwrap()] == ["1", "2"]


# --- Security callables ---


def test_security_callables_are_asked_again_for_each_attempt(
    way: Way, make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503), Reply(503), Reply(json={"id": "a"}))
    tokens = iter(["one", "two", "three"])
    way.put(make(bearer_auth=lambda: next(tokens))).unwrap()
    sent = [request.headers["authorization"] for request in api.seen]
    assert sent == ["Bearer one", "Bearer two", "Bearer three"]


def test_security_callables_may_be_async_in_async_methods(
    make: Any, api: Server
) -> None:
    api.reply("/things/a", Reply(503), Reply(json={"id": "a"}))
    tokens = iter(["one", "two"])

    async def token() -> str:
        await asyncio.sleep(0)
        return next(tokens)

    ASYNC.put(make(bearer_auth=token)).unwrap()
    assert [request.headers["authorization"] for request in api.seen] == [
        "Bearer one",
        "Bearer two",
    ]


def test_an_async_security_callable_in_a_sync_method_is_a_clear_error(
    make: Any,
) -> None:
    async def token() -> str:
        return "token"

    error = SYNC.get(make(bearer_auth=token)).raised
    assert isinstance(error, TypeError)
    assert "async" in str(error)


def test_what_before_request_puts_in_authorization_stays(
    way: Way, make: Any, api: Server
) -> None:
    def own(ctx: Any, request: Any) -> Any:
        request.headers["authorization"] = "Bearer mine"
        return request

    api.reply("/things/a", Reply(503), Reply(json={"id": "a"}))
    way.put(make(hook_for(way, "before_request", own))).unwrap()
    assert [request.headers["authorization"] for request in api.seen] == [
        "Bearer mine"
    ] * 2


# --- Seeing what runs (section 5) ---


def test_describe_hooks_tells_point_order_class_module_and_how_it_runs(
    author: Author, make: Any
) -> None:
    log: Any = []
    bridged = AsyncToSyncBeforeRequestAdapter(AsyncNamed(log))
    explicit = SyncRecord()
    inline = Named(log)
    inline.blocking = False  # type: ignore[attr-defined]

    class Replaced(Named):
        pass

    author.registers(
        "before_request",
        Replaced(log),
        inline,
        bridged,
        explicit,
        native=[
            AsyncNamed(log, supersedes=(Replaced,)),
            SyncToAsyncBeforeRequestAdapter(explicit),
        ],
    )
    table = make(SyncRecord()).sdk_configuration.describe_hooks()
    rows = [
        (row.order, row.hook.split(".")[-1], row.sync_methods, row.async_methods)
        for row in table
    ]
    assert rows[:7] == [
        ("1 / -", "Replaced", "direct", "superseded by AsyncNamed"),
        ("2 / 1", "Named", "direct", "adapted inline"),
        ("3 / 2", "AsyncToSyncBeforeRequestAdapter(AsyncNamed)", "bridged", "native"),
        ("4 / -", "SyncRecord", "direct", "adapted explicitly"),
        ("5 / 5", "SyncRecord", "direct", "adapted (worker thread)"),
        ("- / 3", "AsyncNamed", "-", "native"),
        (
            "- / 4",
            "SyncToAsyncBeforeRequestAdapter(SyncRecord)",
            "-",
            "adapted (worker thread)",
        ),
    ]
    assert {row.point for row in table[:7]} == {"before_request"}
    assert table[1].module == "test_adaptation"
    assert (table[0].registered_by, table[4].registered_by) == ("author", "user")


def test_describe_hooks_prints_as_a_table(make: Any) -> None:
    text = str(make(SyncRecord()).sdk_configuration.describe_hooks())
    lines = text.splitlines()
    assert lines[0].split("  ")[0] == "point"
    assert "after_parse_error" in text
    assert len({len(line) for line in lines[1:2]}) == 1


def test_the_command_prints_the_table() -> None:
    command = [sys.executable, "-W", "error", "-m", "sdk._hooks"]
    run = subprocess.run(
        command, cwd=RUNTIME, capture_output=True, text=True, timeout=60
    )
    assert (run.stdout, run.returncode) == ("No hooks are registered.\n", 0), run.stderr


# --- Hard cases ---


def test_a_hook_that_registers_another_while_running_takes_effect_from_the_next_call(
    way: Way, make: Any
) -> None:
    log: Any = []
    sdk = make()
    hooks = sdk.sdk_configuration.__dict__["_hooks"]

    class Registering(Named):
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            if not log:
                hooks.register_before_request_hook(Named(log, "late"))
            return super().before_request(hook_ctx, request)

    hooks.register_before_request_hook(Registering(log, "first"))
    get = ("get_thing", {"thing_id": "a"})
    for outcome in way.calls(sdk, get, get):
        outcome.unwrap()
    assert log == ["first", "first", "late"]


def test_the_same_object_at_two_points_and_twice_at_one_runs_as_often(
    way: Way, author: Author, make: Any
) -> None:
    seen = SyncRecord()

    def init_hooks(hooks: Any) -> None:
        hooks.register_before_request_hook(seen)
        hooks.register_before_request_hook(seen)
        hooks.register_after_success_hook(seen)

    author.writes(init_hooks)
    way.get(make()).unwrap()
    assert seen.points == ["before_request", "before_request", "after_success"]


def test_duck_typed_hooks_are_hooks(way: Way, author: Author, make: Any) -> None:
    import functools
    import unittest.mock

    class Callable:
        def __init__(self) -> None:
            self.calls = 0

        def __call__(self, hook_ctx: Any, request: Any) -> Any:
            self.calls += 1
            return request

    called = Callable()

    class Duck:
        before_request = called

    class Partial:
        before_request = staticmethod(
            functools.partial(lambda ctx, request: called(ctx, request))
        )

    mock = unittest.mock.Mock(spec=["before_request"])
    mock.before_request.side_effect = called
    author.registers("before_request", Duck(), Partial(), mock)
    way.get(make()).unwrap()
    assert called.calls == 3


def test_duck_typed_async_hooks_are_hooks(author: Author, make: Any) -> None:
    import functools
    import unittest.mock

    log: Any = []

    def logged(function: Any) -> Any:
        @functools.wraps(function)
        def wrapper(*args: Any) -> Any:
            log.append("wrapped")
            return function(*args)

        return wrapper

    class Decorated:
        @logged
        async def before_request(self, hook_ctx: Any, request: Any) -> Any:
            return request

    mock = unittest.mock.Mock(spec=["before_request"])
    mock.before_request = unittest.mock.AsyncMock(
        side_effect=lambda ctx, request: request
    )
    author.registers("before_request", native=[Decorated(), mock])
    ASYNC.get(make()).unwrap()
    assert log == ["wrapped"]
    mock.before_request.assert_awaited_once()


def test_a_coroutine_from_a_sync_hook_is_a_clear_error_and_not_sent(
    way: Way, make: Any
) -> None:
    async def later() -> None: ...

    error = way.get(make(at("before_request", lambda *_: later()))).raised
    assert isinstance(error, TypeError)
    assert "Hook.before_request returned a coroutine" in str(error)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exception groups")
def test_exception_groups_pass_like_any_exception(way: Way, make: Any) -> None:
    group = ExceptionGroup("both", [OSError("disk"), LookupError("mine")])  # noqa: F821

    def fail(ctx: Any, request: Any) -> Any:
        raise group

    seen: Any = AsyncRecord() if way.is_async else SyncRecord()
    assert way.get(make(hook_for(way, "before_request", fail), seen)).raised is group
    assert seen.log == [("after_error", None, group)]


def test_adapted_hooks_with_an_exception_that_has_a_cause_keep_it(make: Any) -> None:
    def fail(ctx: Any, request: Any) -> Any:
        try:
            raise OSError("disk")
        except OSError as error:
            raise LookupError("mine") from error

    error = ASYNC.get(make(at("before_request", fail))).raised
    assert isinstance(error.__cause__, OSError)


def test_do_request_runs_hooks_and_retries_for_a_request_of_the_users_own(
    way: Way, make: Any, api: Server
) -> None:
    from sdk._hooks import HookContext
    from sdk.utils.retries import BackoffStrategy, RetryConfig

    api.reply("/own", Reply(503), Reply(200, body=b"own"))
    seen: Any = AsyncRecord() if way.is_async else SyncRecord()
    sdk = make(seen)
    ctx = HookContext(sdk.sdk_configuration, api.url, "own", None, None)
    request = httpx.Request("GET", f"{api.url}/own")
    retries = (RetryConfig("backoff", BackoffStrategy(1, 5, 1.5, 1000), True), ["5XX"])
    if way.is_async:

        async def main() -> Any:
            async with sdk:
                return await sdk.do_request_async(
                    ctx, request, ["4XX"], retry_config=retries
                )

        response = asyncio.run(main())
    else:
        with sdk:
            response = sdk.do_request(ctx, request, ["4XX"], retry_config=retries)
    assert response.text == "own"
    assert seen.points == ["before_request", "before_request", "after_success"]


def test_many_threads_share_one_sdk_with_hooks(make: Any) -> None:
    seen = SyncRecord()
    with make(seen) as sdk:
        threads = [
            threading.Thread(target=sdk.things.get_thing, kwargs={"thing_id": "a"})
            for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(seen.log) == 32
