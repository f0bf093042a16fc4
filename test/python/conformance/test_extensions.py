"""What the ``x-`` extensions promise."""

from __future__ import annotations

import base64
from typing import Any, Iterator, List

import pytest
from callers import Caller, Reply, package

BASIC = "Basic " + base64.b64encode(b"id:s").decode()


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, server: Any) -> Iterator[Caller]:
    module = package("conformance_extensions", "gen.extensions.yaml", "extensions.yaml")
    caller = Caller(module, request.param, server)
    server.reply("/token", Reply(json={"access_token": "t", "expires_in": 3600}))
    yield caller
    caller.close()


THING = Reply(json={"level": 1})


def test_names_by_pattern_and_our_own_extension_first(call: Caller) -> None:
    call.server.reply("*", THING)
    assert call("things.list", text="a").level == call.models.Level.LOW
    assert call.server.last.query == "q=a"
    call.server.reply("*", Reply(204))
    call("things.make", level=2)
    assert call.server.last.body == b'{"level":2}'


def test_a_group_by_a_rewritten_name(call: Caller) -> None:
    call("far.away.elsewhere")
    assert call.server.last.path == "/elsewhere"
    assert not hasattr(call.sdk.things, "elsewhere") and not hasattr(call.sdk.things, "hidden")


def test_names_of_fields_and_ignored_ones(call: Caller) -> None:
    call.server.reply("*", Reply(json={"level": 2, "odd": "o", "secret": "s", "open": "new"}))
    thing = call("things.list")
    assert (thing.even, thing.open) == ("o", "new")
    assert not hasattr(thing, "secret")


def test_enums(call: Caller) -> None:
    level = call.models.Level
    assert [(member.name, member.value) for member in level] == [("LOW", 1), ("HIGH", 2)]
    call.server.reply("*", Reply(json={"level": 3}))
    with pytest.raises(call.errors.ResponseValidationError, match="level"):
        call("things.list")


def test_a_type_of_anything(call: Caller) -> None:
    call.server.reply("*", THING)
    call("things.list", loose={"b": "c"})
    assert call.server.last.query == "b=c"


def test_retries_of_the_document_and_none_of_an_operation(call: Caller) -> None:
    call.server.reply("*", Reply(503), THING)
    assert call("things.list").level == 1
    call.server.reply("*", Reply(503), Reply(204))
    with pytest.raises(call.errors.ConformanceDefaultError):
        call("things.once")


def test_errors_and_their_messages(call: Caller) -> None:
    call.server.reply("*", Reply(418, json={"why": {"text": "Short and stout"}}))
    with pytest.raises(call.errors.TeapotError, match="Short and stout"):
        call("things.strict")


def test_hooks_see_unknown_extensions(call: Caller) -> None:
    seen: List[Any] = []

    class Audit:
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            seen.append((hook_ctx.operation_id, hook_ctx.extensions.get("x-audit")))
            return request

    call.server.reply("*", THING)
    call("things.list", sdk=call.make(hooks=[Audit()]))
    assert seen == [("listThings", {"level": "high"})]


def test_a_custom_scheme_is_for_hooks(call: Caller) -> None:
    class Sign:
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            source = hook_ctx.security_source
            own = (source() if callable(source) else source).own
            request.headers["X-App"] = own.app_id
            return request

    call.server.reply("*", THING)
    security = call.models.Security(own=call.models.SchemeOwn(app_id="app"))
    call("things.list", sdk=call.make(security=security, hooks=[Sign()]))
    assert call.server.last.header("X-App") == "app"
    assert call.server.last.header("Authorization") is None


def machine(call: Caller, **more: Any) -> Any:
    scheme = call.models.SchemeMachine(client_id="id", client_secret="s", audience="aud", **more)
    return call.make(security=call.models.Security(machine=scheme))


def test_token_endpoint_by_basic_with_properties(call: Caller) -> None:
    call.server.reply("*", THING)
    call("things.list", sdk=machine(call))
    asked = call.server.seen[0]
    assert asked.header("Authorization") == BASIC
    form = dict(asked.form())
    assert (form["audience"], form["scope"]) == ("aud", "read")
    assert "client_secret" not in form
    assert call.server.last.header("Authorization") == "Bearer t"


def test_scopes_can_be_overridden(call: Caller) -> None:
    call.server.reply("*", THING)
    call("things.list", sdk=machine(call, scopes=["more"]))
    assert dict(call.server.seen[0].form())["scope"] == "more"
