"""``SDK(hooks=…)``: hooks of end users."""

from __future__ import annotations

from typing import Any

import pytest
from server import Server
from ways import (
    ASYNC,
    SYNC,
    AsyncNamed,
    AsyncRecord,
    Author,
    Named,
    SyncRecord,
)

from sdk._hooks import (
    SyncToAsyncBeforeRequestAdapter,
)


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
